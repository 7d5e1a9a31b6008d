// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.watch;

import io.sightline.core.alert.Alert;
import io.sightline.core.alert.Feedback;
import io.sightline.core.error.SightlineException;
import io.sightline.glue.value.JsValues;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Marks teach the calibration of the model that judged. */
final class Lessons {
    private Lessons() {}

    /** An alert was marked, or its mark was taken back. */
    static void learn(Map<?, ?> marked) {
        try {
            var alert = Alert.of(marked);
            if (Feedback.teaches(alert) && !alert.judged().model().isEmpty()) {
                var mark = marked.get("mark");
                var lesson = new LinkedHashMap<String, Object>();
                lesson.put("model", alert.judged().model());
                lesson.put("alert", alert.id());
                lesson.put("logOdds", alert.judged().logOdds());
                lesson.put("right", mark == null ? null : mark.equals("right"));
                Link.learn(JsValues.toJs(lesson));
            }
        } catch (SightlineException e) {
            // Of another version: what it says of the model is not known.
            System.err.println("A mark teaches nothing: " + e.values());
        }
    }

    /** Alerts were deleted; none for all. */
    static void forget(List<String> alerts) {
        Link.unlearn(JsValues.toJs(alerts));
    }
}
