// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.view;

import io.sightline.app.dom.El;
import org.teavm.jso.browser.Window;

/** Says things to screen readers, politely: of a quick row only the last. */
public final class Announcer {
    /** A reading that changes faster than this is not said, milliseconds. */
    private static final int SETTLED = 450;

    private final El region = El.byId("polite");
    private String next = "";
    private int timer;

    /** Says it once nothing newer came for a moment. */
    public void say(String text) {
        next = text;
        if (timer != 0) {
            Window.clearTimeout(timer);
        }
        timer =
                Window.setTimeout(
                        () -> {
                            timer = 0;
                            region.text(next);
                        },
                        SETTLED);
    }
}
