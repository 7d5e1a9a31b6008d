// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.talk;

import io.sightline.core.message.LanguageEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was said, in the form in which it is exported: JSON's maps and lists. Frames go by time. */
public final class TalkRecord {
    /** Of the form. */
    public static final int VERSION = 1;

    private TalkRecord() {}

    /** All that was said. */
    public static Map<String, Object> of(List<Conversation> conversations, Marks marks, String at) {
        var list = new ArrayList<Object>();
        for (var conversation : conversations) {
            var map = new LinkedHashMap<String, Object>();
            map.put("source", conversation.source());
            map.put("seconds", conversation.seconds());
            var frames = new ArrayList<Object>();
            for (var frame : conversation.frames()) {
                frames.add(frame.at() < 0 ? null : frame.at());
            }
            map.put("frames", frames);
            var exchanges = new ArrayList<Object>();
            for (var exchange : conversation.exchanges()) {
                exchanges.add(exchange(exchange));
            }
            map.put("exchanges", exchanges);
            list.add(map);
        }
        var map = new LinkedHashMap<String, Object>();
        map.put("form", "sightline-conversation");
        map.put("version", VERSION);
        map.put("at", at);
        map.put("calibration", marks.calibration().toMap());
        map.put("conversations", list);
        return map;
    }

    private static Map<String, Object> exchange(Exchange exchange) {
        var map = new LinkedHashMap<String, Object>();
        map.put("kind", exchange.mode().id());
        map.put("question", exchange.question());
        if (!exchange.contrast().isEmpty()) {
            map.put("contrast", exchange.contrast());
        }
        map.put("model", exchange.model());
        map.put("backend", exchange.backend());
        var outcome = exchange.outcome();
        if (outcome instanceof Outcome.Answered answered) {
            var answer = answered.answer();
            map.put("answer", answer.text());
            map.put("tokens", answer.tokens());
            map.put("finish", answer.finish());
            map.put("timings", timings(answer.timings()));
        } else if (outcome instanceof Outcome.Decided decided) {
            var verdict = decided.verdict();
            map.put("verdict", verdict.verdict());
            map.put("p", verdict.p());
            map.put("pContrast", known(verdict.contrast()));
            map.put("pSecond", known(verdict.second()));
            map.put("agreed", verdict.agreed());
            map.put("logOdds", verdict.logOdds());
            map.put("calibration", decided.calibration());
            map.put("timings", timings(verdict.timings()));
        } else if (outcome instanceof Outcome.Found found) {
            var moments = new ArrayList<Object>();
            for (var moment : found.moments()) {
                moments.add(Map.of("from", moment.from(), "to", moment.to(), "p", moment.p()));
            }
            map.put("moments", moments);
            map.put("windows", Map.of("asked", found.asked(), "of", found.of()));
        } else if (outcome instanceof Outcome.Broken broken) {
            map.put(
                    "failure",
                    Map.of(
                            "code", broken.failure().code().wire(),
                            "reason", broken.failure().reason()));
        }
        return map;
    }

    private static Double known(double p) {
        return Double.isNaN(p) ? null : p;
    }

    /** Times of stages, milliseconds. */
    public static Map<String, Object> timings(LanguageEvent.Timings timings) {
        var map = new LinkedHashMap<String, Object>();
        map.put("vision", timings.vision());
        map.put("prefill", timings.prefill());
        map.put("firstToken", timings.firstToken());
        map.put("decode", timings.decode());
        map.put("total", timings.total());
        return map;
    }
}
