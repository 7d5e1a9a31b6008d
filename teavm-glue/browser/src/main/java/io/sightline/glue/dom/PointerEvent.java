// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.dom;

import org.teavm.jso.JSProperty;
import org.teavm.jso.dom.events.MouseEvent;

/** A mouse, pen or finger did something. */
public interface PointerEvent extends MouseEvent {
    /** Which of several. */
    @JSProperty
    int getPointerId();

    /** One of mouse, pen, touch. */
    @JSProperty
    String getPointerType();

    /** From 0 to 1. */
    @JSProperty
    double getPressure();

    /** Whether it is the first of its type. */
    @JSProperty("isPrimary")
    boolean isPrimary();
}
