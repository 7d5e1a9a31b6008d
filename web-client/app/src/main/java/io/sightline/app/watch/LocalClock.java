// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.watch;

import io.sightline.core.rule.LocalMoment;
import org.teavm.jso.JSBody;

/** The clock on the wall where the page is. */
final class LocalClock {
    private LocalClock() {}

    /** What it shows. */
    static LocalMoment now() {
        return LocalMoment.ofDate(weekday(), hours(), minutes());
    }

    @JSBody(script = "return new Date().getDay();")
    private static native int weekday();

    @JSBody(script = "return new Date().getHours();")
    private static native int hours();

    @JSBody(script = "return new Date().getMinutes();")
    private static native int minutes();
}
