// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.intl;

import org.teavm.jso.JSBody;

/** The user's languages. */
public final class Languages {
    private Languages() {}

    /** What the user reads, best first, BCP 47. */
    @JSBody(
            script =
                    "return navigator.languages ? navigator.languages.slice() : [navigator.language];")
    public static native String[] preferred();
}
