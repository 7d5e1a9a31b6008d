// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sightline.core.alert.Alert;
import io.sightline.core.alert.AlertsFile;
import io.sightline.core.alert.Feedback;
import io.sightline.core.alert.Kept;
import io.sightline.core.error.SightlineException;
import io.sightline.core.position.Position;
import io.sightline.core.redact.Covering;
import io.sightline.core.redact.RedactKind;
import io.sightline.core.redact.RedactMethod;
import io.sightline.core.space.Point;
import io.sightline.core.talk.Marks;
import io.sightline.core.value.JsonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlertsFileTest {
    /** One alert with a verdict, one without, one about nobody. */
    private static List<Alert> alerts() {
        var watcher = new Watcher("2026-11-27", WatchSettings.DEFAULT);
        watcher.rules(
                List.of(
                        Scenes.rule(
                                "id",
                                "ask",
                                "question",
                                Map.of("text", "Is it?", "contrast", "Is it open?")),
                        Scenes.rule("id", "plain", "zone", Scenes.leftHalf(0)),
                        Scenes.rule(
                                "id",
                                "gone",
                                "subject",
                                Map.of("label", "person", "absent", true))));
        var position = new Position(true, 3.25, 0.1, new Point(-0.5, 0.25, 3.25), null, 1.7, 0.1);
        var effects = new ArrayList<Effect>();
        for (int i = 0; i < 20; ++i) {
            double t = i / 10.0;
            var subject = Scenes.thing(1, "person", 0.75, 100, 0, t, position);
            effects.addAll(watcher.step(Scenes.step(t, true, List.of(subject))));
        }
        effects.addAll(watcher.answer(2, Scenes.asks(effects).get(0).id(), Scenes.yes()));
        effects.addAll(Scenes.empty(watcher, 2, 6));
        effects.addAll(watcher.finish());
        var latest = new LinkedHashMap<String, Alert>();
        for (var alert : Scenes.alerts(effects)) {
            latest.put(alert.id(), alert);
        }
        assertEquals(3, latest.size());
        var list = new ArrayList<>(latest.values());
        list.sort((a, b) -> a.rule().compareTo(b.rule()));
        return list;
    }

    private static Kept kept(Alert alert, String name, Boolean right) {
        return new Kept(alert, 0, "2026-11-27T06:00:00+01:00", name, "because", right);
    }

    @Test
    void anAlertIsReadBackAsItWasWritten() throws Exception {
        for (var alert : alerts()) {
            var text = JsonText.of(alert.toMap(null));
            var read = Alert.of(new ObjectMapper().readValue(text, Object.class));
            assertEquals(text, JsonText.of(read.toMap(null)));
            assertEquals(alert.reason(), read.reason());
            assertEquals(alert.judged(), read.judged());
            assertEquals(alert.evidence(), read.evidence());
        }
    }

    @Test
    void anAlertThatSomebodyTamperedWithIsRefusedWithItsPath() {
        var alert = alerts().get(0);
        for (var fault :
                Map.<String, Object>of(
                                "phase",
                                "later",
                                "severity",
                                3,
                                "from",
                                Double.NaN,
                                "subject",
                                List.of(),
                                "verdict",
                                Map.of("verdict", "maybe"),
                                "evidence",
                                "x",
                                "gate",
                                "x")
                        .entrySet()) {
            var map = alert.toMap(null);
            map.put(fault.getKey(), fault.getValue());
            var e = assertThrows(SightlineException.class, () -> Alert.of(map));
            assertEquals("alert-field", e.reason());
            assertTrue(e.values().get("path").toString().startsWith("alert." + fault.getKey()));
        }
    }

    @Test
    void theJsonHoldsEverything() throws Exception {
        var alerts = alerts();
        var text =
                AlertsFile.json(
                        List.of(
                                kept(alerts.get(0), "Ask", true),
                                kept(alerts.get(1), "Plain", null)));
        var root = new ObjectMapper().readTree(text);
        assertEquals("sightline-alerts", root.get("form").asText());
        var first = root.get("alerts").get(0);
        assertEquals("right", first.get("mark").asText());
        assertEquals("because", first.get("reason").asText());
        assertEquals(3.25, first.get("subject").get("position").get(2).asDouble());
        assertTrue(first.get("gate").get("motion").get("passed").asBoolean());
        assertFalse(root.get("alerts").get(1).has("mark"));
        assertFalse(text.contains("NaN"));
    }

    @Test
    void theArchivesJsonNamesItsFiles() throws Exception {
        var alert = alerts().get(0);
        var kept = kept(alert, "Ask", null);
        var folder = AlertsFile.folder(7, kept);
        assertEquals("pictures/7-" + alert.id() + "/", folder);
        var text =
                AlertsFile.json(
                        List.of(kept),
                        Map.of(alert.id(), List.of(folder + "frame-1.jpg")),
                        Map.of(alert.id(), List.of(Map.of("what", "clip", "reason", "broken"))),
                        Covering.of(RedactKind.FACES, RedactMethod.BLUR).toMap());
        var root = new ObjectMapper().readTree(text);
        var told = root.get("alerts").get(0);
        assertEquals(folder + "frame-1.jpg", told.get("files").get(0).asText());
        assertEquals("clip", told.get("leftOut").get(0).get("what").asText());
        assertEquals("faces", root.get("redacted").get("kinds").get(0).asText());
        assertEquals("blur", root.get("redacted").get("method").asText());
        var seen = AlertsFile.json(List.of(kept), Map.of(), Map.of(), null);
        assertFalse(seen.contains("leftOut") || seen.contains("redacted"), seen);
        var map = alert.toMap(null);
        map.put("id", "../..\\evil:*? name".repeat(5));
        assertEquals(
                "pictures/1-______evil____name______evil____name____/",
                AlertsFile.folder(1, kept(Alert.of(map), "", null)));
    }

    @Test
    void theTableCannotBeRun() {
        var lines = new ArrayList<String>();
        for (var name : List.of("=HYPERLINK(\"http://x\")", "a, \"b\"", "-1+1", "plain")) {
            var csv = AlertsFile.csv(List.of(kept(alerts().get(0), name, false)));
            assertTrue(csv.endsWith("\r\n"));
            lines.add(csv.split("\r\n")[1]);
        }
        assertTrue(lines.get(0).contains(",\"'=HYPERLINK(\"\"http://x\"\")\","), lines.get(0));
        assertTrue(lines.get(1).contains(",\"a, \"\"b\"\"\","), lines.get(1));
        assertTrue(lines.get(2).contains(",'-1+1,"), lines.get(2));
        var cells = lines.get(3).split(",", -1);
        var names = AlertsFile.csv(List.of()).strip().split(",");
        assertEquals(names.length, cells.length);
        var row = new LinkedHashMap<String, String>();
        for (int i = 0; i < names.length; ++i) {
            row.put(names[i], cells[i]);
        }
        assertEquals("yes", row.get("verdict"));
        assertEquals("0.95", row.get("p"));
        assertEquals("-0.5", row.get("x_metres"));
        assertEquals("metres", row.get("distance_unit"));
        assertEquals("wrong", row.get("mark"));
        assertEquals("end", row.get("phase"));
    }

    @Test
    void whatTheUserSaysTeachesTheCalibration() {
        var alert = alerts().stream().filter(a -> a.judged() != null).findFirst().orElseThrow();
        var plain = alerts().stream().filter(a -> a.judged() == null).findFirst().orElseThrow();
        assertFalse(Feedback.teaches(plain));
        assertEquals(Marks.NONE, Feedback.with(Marks.NONE, plain, true));
        var marks = Feedback.with(Marks.NONE, alert, false);
        assertEquals(1, marks.list().size());
        assertEquals(3, marks.list().get(0).logOdds());
        assertFalse(marks.list().get(0).wasYes());
        marks = Feedback.with(marks, alert, true);
        assertEquals(1, marks.list().size(), "a second thought replaces the first");
        assertTrue(marks.list().get(0).wasYes());
        assertNull(Feedback.without(marks, alert).of(Feedback.PREFIX + alert.id()));
        // Others' marks stay when all of alerts are forgotten.
        var mixed = marks.with(new Marks.Mark("12-3", 1, true));
        assertEquals(1, mixed.without(Feedback.PREFIX, List.of()).list().size());
        assertEquals("12-3", mixed.without(Feedback.PREFIX, List.of()).list().get(0).id());
        assertEquals(2, mixed.without(Feedback.PREFIX, List.of("alert:none")).list().size());
        assertEquals(
                1,
                mixed.without(Feedback.PREFIX, List.of(Feedback.PREFIX + alert.id()))
                        .list()
                        .size());
    }
}
