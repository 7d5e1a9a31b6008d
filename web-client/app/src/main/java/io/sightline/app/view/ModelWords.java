// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.view;

import io.sightline.app.text.Texts;
import io.sightline.core.view.LoadProgress;
import java.util.Map;

/** How far a load is, in words. */
final class ModelWords {
    private ModelWords() {}

    static String progress(Texts texts, LoadProgress load) {
        switch (load.stage()) {
            case "verify":
                return texts.of("model.verify");
            case "start":
                return texts.of("model.start");
            case "check":
                return texts.of("model.check");
            case "hub":
                return texts.of("model.asking-hub");
            case "fetch":
                break;
            default:
                return texts.of("model.looking");
        }
        if (load.cached()) {
            return texts.of("model.cached", "total", load.total());
        }
        double left = load.secondsLeft();
        if (left < 0) {
            return texts.of(
                    "model.fetch-short", Map.of("done", load.done(), "total", load.total()));
        }
        var eta =
                left < 90
                        ? texts.of("model.eta", "seconds", Math.ceil(left))
                        : texts.of("model.eta-minutes", "minutes", Math.ceil(left / 60));
        return texts.of(
                "model.fetch",
                Map.of(
                        "done", load.done(),
                        "total", load.total(),
                        "rate", load.rate(),
                        "eta", eta));
    }
}
