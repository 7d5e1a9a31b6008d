// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.watch;

import io.sightline.core.alert.Alert;
import io.sightline.core.alert.ClipChoice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a watcher wants done, in this order. */
public sealed interface Effect {
    /** As a plain value: the same for the same effect. */
    Map<String, Object> toMap();

    /**
     * A question for the language model, which has nothing else to do now.
     *
     * @param id to answer by
     * @param rule id of it
     * @param track that it is about; negative for the scene, or for an absence
     * @param question for a yes or a no
     * @param contrast the opposite question; empty for none
     * @param threshold of the rule, for a model that stops early
     * @param frames to show
     * @param again frames for the second look, none of them among the first; empty for no second
     *     look
     * @param facts to be told with it; null for none
     */
    record Ask(
            int id,
            String rule,
            int track,
            String question,
            String contrast,
            double threshold,
            List<ClipChoice.Frame> frames,
            List<ClipChoice.Frame> again,
            SceneFacts facts)
            implements Effect {
        @Override
        public Map<String, Object> toMap() {
            var map = start("ask");
            map.put("id", id);
            map.put("rule", rule);
            map.put("track", track);
            map.put("question", question);
            map.put("contrast", contrast);
            map.put("threshold", threshold);
            map.put("frames", listed(frames));
            map.put("again", listed(again));
            if (facts != null) {
                map.putAll(facts.toMap());
            }
            return map;
        }
    }

    /**
     * A question that was sent needs no answer any more.
     *
     * @param ask its id
     */
    record Cancel(int ask) implements Effect {
        @Override
        public Map<String, Object> toMap() {
            var map = start("cancel");
            map.put("ask", ask);
            return map;
        }
    }

    /**
     * An alert, as it is now.
     *
     * @param alert in its phase
     */
    record Told(Alert alert) implements Effect {
        @Override
        public Map<String, Object> toMap() {
            var map = start("alert");
            map.put("alert", alert.toMap(null));
            return map;
        }
    }

    /**
     * A new alert is to be shown beyond the list of alerts.
     *
     * @param alert its id
     * @param targets of the rule
     */
    record Notify(String alert, List<String> targets) implements Effect {
        @Override
        public Map<String, Object> toMap() {
            var map = start("notify");
            map.put("alert", alert);
            map.put("targets", targets);
            return map;
        }
    }

    /**
     * The host page's own model may have a look.
     *
     * @param alert its id
     * @param frames to look at
     */
    record Escalate(String alert, List<ClipChoice.Frame> frames) implements Effect {
        @Override
        public Map<String, Object> toMap() {
            var map = start("escalate");
            map.put("alert", alert);
            map.put("frames", listed(frames));
            return map;
        }
    }

    /**
     * What is there, where it changed.
     *
     * @param facts of now
     */
    record Facts(SceneFacts facts) implements Effect {
        @Override
        public Map<String, Object> toMap() {
            var map = start("facts");
            map.putAll(facts.toMap());
            return map;
        }
    }

    private static Map<String, Object> start(String type) {
        var map = new LinkedHashMap<String, Object>();
        map.put("type", type);
        return map;
    }

    private static List<Object> listed(List<ClipChoice.Frame> frames) {
        var list = new ArrayList<Object>();
        for (var frame : frames) {
            var crop = frame.crop();
            var map = new LinkedHashMap<String, Object>();
            map.put("t", frame.t());
            map.put("crop", List.of(crop.x(), crop.y(), crop.width(), crop.height()));
            list.add(map);
        }
        return list;
    }
}
