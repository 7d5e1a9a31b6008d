// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sightline.core.error.SightlineException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LabelsTest {
    private static final String CLIP = "0123456789abcdef".repeat(4);

    private static final Moment VISIT = new Moment("visit", 6.1, 20.3, true, "person");
    private static final Moment CAT = new Moment("the cat", 2, 3, false, "");

    private static Map<String, Object> file() {
        return new LinkedHashMap<>(new Labels(CLIP, "a.mp4", List.of(VISIT, CAT)).toMap());
    }

    @Test
    void theyComeBackInTheOrderOfTime() {
        var labels = Labels.of(file());
        assertEquals(List.of(CAT, VISIT), labels.moments());
        assertEquals(file(), labels.toMap());
        assertSame(labels, labels.about(CLIP));
        assertEquals(
                "labels-clip",
                assertThrows(SightlineException.class, () -> labels.about("f" + CLIP.substring(1)))
                        .reason());
    }

    @Test
    void oneIsAddedChangedAndTakenAway() {
        var labels = new Labels(CLIP, "a.mp4", List.of(VISIT));
        var both = labels.with(null, CAT);
        assertEquals(List.of(CAT, VISIT), both.moments());
        var later = new Moment("the cat", 30, 31, false, "");
        assertEquals(List.of(VISIT, later), both.with(CAT, later).moments());
        assertEquals(List.of(VISIT), both.with(CAT, null).moments());
        var many = new ArrayList<Moment>();
        for (int i = 0; i < Labels.MOST; ++i) {
            many.add(new Moment(i, i + 1));
        }
        var full = new Labels(CLIP, "", many);
        assertThrows(SightlineException.class, () -> full.with(null, CAT));
        assertEquals(Labels.MOST, full.with(many.get(3), CAT).moments().size());
    }

    @Test
    void whatDoesNotFitIsNamedByItsPath() {
        refused("labels.version", "version", 2);
        refused("labels.clip", "clip", "abc");
        refused("labels.clip", "clip", CLIP.replace('a', 'A'));
        refused("labels.name", "name", 3);
        refused("labels.moments", "moments", "none");
        refused("labels.more", "more", 1);
        refusedMoment("from", "from", -1);
        refusedMoment("from", "from", Double.NaN);
        refusedMoment("to", "to", 6);
        refusedMoment("to", "to", Double.POSITIVE_INFINITY);
        refusedMoment("alert", "alert", null);
        refusedMoment("alert", "alert", "yes");
        refusedMoment("name", "name", "two\nlines");
        refusedMoment("rule", "rule", "");
        refusedMoment("__proto__", "__proto__", Map.of());
    }

    private static void refusedMoment(String path, String field, Object value) {
        var moment = new HashMap<>(VISIT.toMap());
        moment.put(field, value);
        refused("labels.moments[1]." + path, "moments", List.of(CAT.toMap(), moment));
    }

    private static void refused(String path, String field, Object value) {
        var map = file();
        map.put(field, value);
        var failure = assertThrows(SightlineException.class, () -> Labels.of(map), field);
        assertEquals("labels-field", failure.reason());
        assertEquals(path, failure.values().get("path"));
    }
}
