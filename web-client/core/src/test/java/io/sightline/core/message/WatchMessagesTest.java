// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.image.ImageSize;
import io.sightline.core.rule.LocalMoment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WatchMessagesTest {
    private static final Object HANDLE = new Object();
    private static final Map<String, Object> PLAIN = Map.of("a", 1.0);

    @Test
    void commandsComeBackAsTheyWent() {
        for (var command :
                List.of(
                        new WatchCommand.Begin("s1", PLAIN),
                        new WatchCommand.Change(PLAIN),
                        new WatchCommand.Frame(
                                HANDLE, new ImageSize(640, 480), 1.5, new LocalMoment(7, 1439)),
                        new WatchCommand.Looked(3, PLAIN, HANDLE, 41.5),
                        new WatchCommand.Looked(3, PLAIN, null, 0),
                        new WatchCommand.Answered(4, 0.9, Double.NaN, 0.8, 1.5, "m", ""),
                        new WatchCommand.Answered(
                                4, Double.NaN, Double.NaN, Double.NaN, Double.NaN, "", "no-model"),
                        new WatchCommand.Tick(),
                        new WatchCommand.End(),
                        new WatchCommand.Replay(5, HANDLE, PLAIN, 10, new LocalMoment(1, 0), true),
                        new WatchCommand.Tune(
                                7, 5, PLAIN, "minScore", List.of(0.5, 0.6), List.of(PLAIN)),
                        new WatchCommand.Still(8, HANDLE, 1.5),
                        new WatchCommand.Why(9, 1.7e12, 1.8e12),
                        new WatchCommand.Lapsed("asleep", 1.7e12, 1.8e12),
                        new WatchCommand.Write(),
                        new WatchCommand.Erase(),
                        new WatchCommand.Find(7, HANDLE, PLAIN),
                        new WatchCommand.Redact(8, 7, PLAIN, "webm"),
                        new WatchCommand.Preview(9, 7, PLAIN, 1.25, true),
                        new WatchCommand.Cover(10, List.of(HANDLE), List.of(0.5), PLAIN, PLAIN),
                        new WatchCommand.Abort(5),
                        new WatchCommand.Alerts(6, true),
                        new WatchCommand.Pictures(7, "s1-1"),
                        new WatchCommand.Mark("s1-1", "right"),
                        new WatchCommand.Delete(List.of("s1-1")))) {
            assertEquals(command, WatchCommand.of(command.toMap()));
        }
    }

    @Test
    void eventsComeBackAsTheyWent() {
        for (var event :
                List.of(
                        new WatchEvent.Took(),
                        new WatchEvent.Look(1, HANDLE, true, false, true),
                        new WatchEvent.Ask(
                                2,
                                "Is it?",
                                "",
                                List.of(HANDLE),
                                List.of(0.0),
                                List.of(),
                                List.of(PLAIN)),
                        new WatchEvent.Cancel(2),
                        new WatchEvent.Scene(PLAIN),
                        new WatchEvent.Foreground(new ImageSize(160, 90), HANDLE),
                        new WatchEvent.Alert(PLAIN),
                        new WatchEvent.Notify("s1-1", List.of("page")),
                        new WatchEvent.Escalate("s1-1", List.of(HANDLE)),
                        new WatchEvent.Progress(3, 1, 2),
                        new WatchEvent.Replayed(3, PLAIN),
                        new WatchEvent.Kept(4, List.of(PLAIN), true),
                        new WatchEvent.Pictures(5, List.of(PLAIN), HANDLE),
                        new WatchEvent.Pictures(5, List.of(), null),
                        new WatchEvent.Clip("s1-1", HANDLE, ""),
                        new WatchEvent.Clip("s1-1", null, "unsupported"),
                        new WatchEvent.Marked(PLAIN),
                        new WatchEvent.Forgotten(List.of("s1-1")),
                        new WatchEvent.Stored("memory", 3, 4e9, List.of("s1-0"), "why", true),
                        new WatchEvent.Tuned(5, List.of(PLAIN)),
                        new WatchEvent.Still(6, HANDLE, 0.5),
                        new WatchEvent.Why(7, PLAIN),
                        new WatchEvent.Detect(6, HANDLE, false),
                        new WatchEvent.Detect(7, HANDLE, true),
                        new WatchEvent.Found(7, PLAIN),
                        new WatchEvent.Redacted(8, PLAIN),
                        new WatchEvent.Preview(9, PLAIN),
                        new WatchEvent.Covered(10, PLAIN),
                        new VisionEvent.Failed(5, ErrorCode.INTERNAL, "r", Map.of(), ""))) {
            assertEquals(event, WatchEvent.of(event.toMap()));
        }
    }

    @Test
    void whatIsNoneOfTheseIsRefused() {
        assertRefused("message-type", Map.of("v", 1, "type", "dance"));
        assertRefused("message-version", Map.of("v", 2, "type", "end"));
        var frame =
                new LinkedHashMap<>(
                        new WatchCommand.Frame(
                                        HANDLE, new ImageSize(1, 1), 0, new LocalMoment(1, 0))
                                .toMap());
        frame.put("width", 1e9);
        assertRefused("message-field", frame);
    }

    @Test
    void whatIsNotThereIsNotInTheForm() {
        var failed =
                new WatchCommand.Answered(
                                4, Double.NaN, Double.NaN, Double.NaN, Double.NaN, "", "no-model")
                        .toMap();
        assertEquals(
                Map.of("v", 1, "type", "answered", "ask", 4, "failure", "no-model", "model", ""),
                failed);
        assertEquals(
                Map.of("v", 1, "type", "still", "call", 8, "seconds", 1.5),
                new WatchCommand.Still(8, null, 1.5).toMap());
    }

    private static void assertRefused(String reason, Map<String, Object> message) {
        var thrown = assertThrows(SightlineException.class, () -> WatchCommand.of(message));
        assertEquals(reason, thrown.reason());
        assertInstanceOf(ErrorCode.class, thrown.code());
    }
}
