// SPDX-License-Identifier: Apache-2.0
package io.sightline.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sightline.core.alert.Advice;
import io.sightline.core.alert.Alert;
import io.sightline.core.alert.Funnel;
import io.sightline.core.alert.Gate;
import io.sightline.core.gate.GateState;
import io.sightline.core.gate.SourceHealth;
import io.sightline.core.pipeline.Lapses;
import io.sightline.core.rule.Obstacle;
import io.sightline.core.rule.Rule;
import io.sightline.core.rule.RuleForm;
import io.sightline.core.rule.Severity;
import io.sightline.core.watch.Tuning;
import io.sightline.core.zone.Anchor;
import io.sightline.core.zone.Condition;
import io.sightline.core.zone.Plane;
import java.io.IOException;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The texts of watching whose keys the program puts together: all there, and no others. */
final class WatchTextsTest {
    private static final String ALL = "watch.";

    private final TreeSet<String> keys = new TreeSet<>();

    private void of(String key) {
        keys.add(ALL + key);
    }

    private void of(String beginning, String... ends) {
        for (var end : ends) {
            keys.add(ALL + beginning + end);
        }
    }

    private void gates() {
        for (var gate : Gate.values()) {
            of("gate-name-" + gate.id());
            of("missed-" + gate.id());
            if (gate != Gate.QUESTION) {
                of("missed-unknown-" + gate.id());
            }
        }
        of("said-", "score", "seconds", "height", "near", "dwell");
        of("numbers-", "gate", "value", "limit");
        of("look-", "contrast", "second");
        for (var state : GateState.values()) {
            of("gate-" + state.wire());
        }
        for (var stage : Funnel.Stage.values()) {
            of("stage-" + stage.id());
            // A rule that asks and is not answered with yes is stopped by that.
            if (stage != Funnel.Stage.ASKED && stage != Funnel.Stage.UNANSWERED) {
                of("because-" + stage.id());
            }
        }
    }

    private void alerts() {
        for (var severity : Severity.values()) {
            of("severity-is-" + severity.id());
            of("notice-" + severity.id());
        }
        for (var phase : Alert.Phase.values()) {
            of("phase-is-" + phase.id());
        }
        of("verdict-is-", "yes", "no", "unsure", "unverified", "unasked");
        of("verdict-", "yes", "no", "unsure");
        of("filter-", "rule", "severity", "phase", "verdict", "mark", "text");
        of("mark-is-", "right", "wrong", "unmarked");
        of("", "right", "wrong");
        of("clip-", "busy", "few", "failed", "unsupported");
        of("export-", "csv", "json", "zip");
        of("cover-", "people", "faces");
        of("notify-", "page", "host", "notification");
        of("notify-is-", "default", "denied", "granted", "unsupported");
        of("host-", "alone", "other", "refused", "told", "unnamed");
        of("ended-", "left", "over", "refuted", "stopped", "unwatched");
        of("unanswered-", "budget", "deadline", "no-answer", "no-frames", "no-model");
        of("unanswered-", "no-number", "queue", "stopped", "unwatched");
        for (var knob : Advice.Knob.values()) {
            of("knob-" + knob.id());
        }
        of("advice-", "right", "few", "alike", "chance");
    }

    private void source() {
        for (var state : SourceHealth.State.values()) {
            of("health-" + state.wire());
            if (state != SourceHealth.State.OK) {
                of("blind-" + state.wire());
                of("ended-" + state.wire());
                of("unanswered-" + state.wire());
                of("lapse-" + state.wire());
            }
        }
        of("health-" + Lapses.UNPLUGGED);
        of("blind-" + Lapses.UNPLUGGED);
        of("lapse-", Lapses.UNPLUGGED, Lapses.SLOW, Lapses.ASLEEP);
        of("period-", "quarter", "hour", "night", "day", "week", "all", "set");
        of("lane-", "motion", "tracks", "alerts", "misses", "unread", "moments");
    }

    private void rules() {
        for (var obstacle : Obstacle.values()) {
            of("obstacle-" + obstacle.id());
        }
        var subject = Map.of("label", "person");
        var any = Map.of("id", "r", "version", 1, "name", "R", "subject", subject);
        for (var path : RuleForm.of(Rule.of(any)).keySet()) {
            if (!path.startsWith("when.days.")) {
                of("form-" + path.replace('[', '-').replace("]", ""));
            }
        }
        of("form-", "subject", "when", "question", "act");
        for (var knob : Tuning.Knob.values()) {
            of("knob-" + knob.id());
        }
        of("column-", "value", "precision", "recall", "alerts", "median", "worst");
        of("label-", "motion", "scene");
    }

    private void zones() {
        for (var plane : Plane.values()) {
            of("zone-plane-" + plane.id());
        }
        for (var anchor : Anchor.values()) {
            of("anchor-" + anchor.id());
            of("anchor-of-" + anchor.id());
        }
        for (var condition : Condition.values()) {
            if (condition != Condition.DWELL) {
                of("off-unknown-" + condition.id());
            }
        }
        of("off-place-", "frame", "cover", "metres");
        of("off-distance-", "below", "beyond");
        of("off-above-", "below", "beyond");
        of("zone-state-", "none", "open", "closed");
        of("zone-edge-", "frame", "cover", "metres", "relative", "enterSeconds", "leaveSeconds");
        of("corner-", "add", "added", "closed", "delete", "deleted", "moved");
        of("draw-", "close", "undo", "redo");
    }

    private void all() {
        of("", "now", "rules", "alerts", "why", "replay", "redact", "advice");
        gates();
        alerts();
        source();
        rules();
        zones();
    }

    @Test
    void everyTextIsThere() throws IOException {
        all();
        keys.removeAll(TextsTest.bundle().keySet());
        assertEquals(new TreeSet<String>(), keys, "texts that are missing");
    }

    @Test
    void noTextIsThereForNothing() throws IOException {
        all();
        var used = new StringBuilder(TextsTest.skeleton());
        for (var source :
                TextsTest.sources("web-client/app/src/main", "web-client/core/src/main")) {
            used.append(source);
        }
        var texts = new TreeSet<>(TextsTest.bundle().keySet());
        texts.removeIf(
                key ->
                        !key.startsWith(ALL)
                                || keys.contains(key)
                                || used.indexOf('"' + key + '"') >= 0);
        assertEquals(new TreeSet<String>(), texts, "texts that nobody uses");
    }
}
