// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.words;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sightline.core.image.ImagePoint;
import io.sightline.core.value.Fields;
import io.sightline.core.zone.Anchor;
import io.sightline.core.zone.Check;
import io.sightline.core.zone.Check.Unit;
import io.sightline.core.zone.Condition;
import io.sightline.core.zone.Judgement;
import io.sightline.core.zone.Standing;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ZoneWordsTest {
    private static final double NONE = Double.POSITIVE_INFINITY;

    private final ZoneWords words = new ZoneWords(WatchWordsTest.TEXTS);

    private static Check place(double value) {
        return new Check(Condition.PLACE, Unit.FRAME, value, 0, 0, NONE);
    }

    private static Check metres(Condition condition, double value, double least, double most) {
        double band = Double.isNaN(value) ? 0 : 0.1;
        return new Check(condition, Unit.METRES, value, band, least, most);
    }

    /** After a journey between worker and page. */
    private static Standing standing(
            String name, boolean inside, double seconds, double dwell, Check... checks) {
        var all = new ArrayList<>(List.of(checks));
        all.add(new Check(Condition.DWELL, Unit.SECONDS, seconds, 0, dwell, NONE));
        var said = new Judgement(3, inside, inside ? 4.5 : Double.NaN, seconds, all);
        var standing =
                new Standing(
                        "r", 0, name, "person", Anchor.FOOT, new ImagePoint(0.25, 1), 0.3, said);
        var again = Standing.of(Fields.of(standing.toMap()));
        assertEquals(standing.toString(), again.toString());
        return again;
    }

    private String line(boolean inside, double seconds, double dwell, Check... checks) {
        return words.line(standing("Table", inside, seconds, dwell, checks));
    }

    @Test
    void outsideIsToldWithTheNumberThatFails() {
        assertEquals(
                "person 3, “Table”: outside: the foot is 0.4 m beyond the far end of the distance"
                        + " band 1.0–3.0 m",
                line(false, 0, 0, place(0.1), metres(Condition.DISTANCE, 3.4, 1, 3)));
        assertEquals(
                "person 3, zone 1: outside: the foot is 0.05 m nearer than the near end of the"
                        + " distance band from 1.0 m",
                words.line(standing("", false, 0, 0, metres(Condition.DISTANCE, 0.95, 1, NONE))));
        assertEquals(
                "person 3, “Table”: outside: the foot is 12 % of the picture’s height beside the"
                        + " outline",
                line(false, 0, 0, place(-0.12)));
        assertEquals(
                "person 3, “Table”: outside: it stands 1.3 m beside the outline on the floor",
                line(false, 0, 0, metres(Condition.PLACE, -1.3, 0, NONE)));
        assertEquals(
                "person 3, “Table”: outside: its middle is 0.2 m under the lowest of 1.0–2.0 m over"
                        + " the floor",
                line(false, 0, 0, metres(Condition.ABOVE, 0.8, 1, 2)));
        assertEquals(
                "person 3, “Table”: outside: 20 % of the box lies in the outline where 50 % are"
                        + " needed",
                line(false, 0, 0, new Check(Condition.PLACE, Unit.COVER, 0.2, 0, 0.5, NONE)));
        assertEquals(
                "person 3, “Table”: outside: the foot is 0.20 beyond the far end of the distance"
                        + " band 0.00–0.50",
                line(false, 0, 0, new Check(Condition.DISTANCE, Unit.RELATIVE, 0.7, 0, 0, 0.5)));
    }

    @Test
    void whatCannotBeToldIsSaid() {
        assertEquals(
                "person 3, “Table”: outside: its distance in metres cannot be told: the camera is"
                        + " not calibrated, or no depth model is loaded",
                line(false, 0, 0, place(0.1), metres(Condition.DISTANCE, Double.NaN, 1, 3)));
        for (var condition : List.of(Condition.PLACE, Condition.ABOVE)) {
            var line = line(false, 0, 0, metres(condition, Double.NaN, 0, 3));
            assertEquals(true, line.contains("cannot be told: the camera is not"), line);
        }
    }

    @Test
    void aStayIsCounted() {
        assertEquals("person 3, “Table”: inside, 1.2 s of 2.0 s", line(true, 1.2, 2, place(0.1)));
        assertEquals("person 3, “Table”: inside for 7.0 s", line(true, 7, 0, place(0.1)));
        assertEquals(
                "person 3, “Table”: inside for 7.0 s; 2.0 s are asked for",
                line(true, 7, 2, place(0.1)));
        assertEquals(
                "person 3, “Table”: inside on this frame; it counts after 0.3 s",
                line(false, 0, 2, place(0.1)));
        assertEquals(
                "person 3, “Table”: leaving: the foot is 3 % of the picture’s height beside the"
                        + " outline",
                line(true, 7, 2, place(-0.03)));
    }
}
