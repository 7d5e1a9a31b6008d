// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.watch;

import io.sightline.app.text.Texts;
import io.sightline.core.source.ClipBreaks;
import io.sightline.core.value.Clock;
import java.util.Map;

/** Where a clip could not be read, in words. */
final class BreakWords {
    private BreakWords() {}

    /** Why. */
    static String cause(Texts texts, ClipBreaks.Break one) {
        return one.cause().equals(ClipBreaks.CUT_OFF) ? texts.of("watch.cut-off") : one.cause();
    }

    /** All of a clip of that length in a sentence. */
    static String of(Texts texts, ClipBreaks breaks, double length) {
        var first = breaks.all().get(0);
        var cause = cause(texts, first);
        var from = Clock.text(first.from());
        if (breaks.all().size() > 1) {
            return texts.of(
                    "watch.broken-parts",
                    Map.of(
                            "count", breaks.all().size(),
                            "seconds", breaks.seconds(length),
                            "cause", cause));
        }
        return breaks.isOpen()
                ? texts.of("watch.broken", Map.of("at", from, "cause", cause))
                : texts.of(
                        "watch.broken-part",
                        Map.of("from", from, "to", Clock.text(first.to()), "cause", cause));
    }
}
