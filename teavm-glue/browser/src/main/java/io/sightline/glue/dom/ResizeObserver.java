// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.dom;

import org.teavm.jso.JSClass;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;
import org.teavm.jso.JSProperty;
import org.teavm.jso.core.JSArrayReader;
import org.teavm.jso.dom.xml.Element;

/** Tells when elements change their size. */
@JSClass
public class ResizeObserver implements JSObject {
    /** Tells {@code listener}, which must not wait. */
    public ResizeObserver(Listener listener) {}

    /** Watches an element; tells its size at once. */
    public native void observe(Element element);

    /** Watches an element no more. */
    public native void unobserve(Element element);

    /** Watches nothing more. */
    public native void disconnect();

    /** Told of sizes. */
    @JSFunctor
    public interface Listener extends JSObject {
        /** Elements have these sizes now. */
        void resized(JSArrayReader<Entry> entries);
    }

    /** An element and its size. */
    public interface Entry extends JSObject {
        /** The element. */
        @JSProperty
        Element getTarget();

        /** Its content's box in CSS pixels. */
        @JSProperty
        Box getContentRect();
    }

    /** A rectangle in CSS pixels. */
    public interface Box extends JSObject {
        /** Width. */
        @JSProperty
        double getWidth();

        /** Height. */
        @JSProperty
        double getHeight();
    }
}
