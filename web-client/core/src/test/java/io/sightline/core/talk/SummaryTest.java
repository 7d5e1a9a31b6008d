// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.talk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.core.language.Moments;
import io.sightline.core.language.QuestionCheck;
import io.sightline.core.message.LanguageEvent;
import io.sightline.core.model.ModelEntry;
import io.sightline.core.model.ModelIndex;
import io.sightline.core.value.Fields;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SummaryTest {
    private static final ModelEntry ANY =
            new ModelEntry("real", "Real", "language", "Apache-2.0", null, List.of());
    private static final ModelEntry TAUGHT =
            new ModelEntry(
                    "demo",
                    "Demo",
                    "language",
                    "Apache-2.0",
                    null,
                    List.of(),
                    Map.of("summary", "Describe the video."));

    @Test
    void aShortClipIsOnePart() {
        assertEquals(List.of(new Moments.Window(0, 8)), Summary.of(0, 8, 8).parts());
        assertEquals(1, Summary.of(3, 33, 50).parts().size());
        assertEquals(1, Summary.of(0, 50, 0).parts().size());
        assertEquals(1, Summary.of(2, 2, 8).parts().size());
    }

    @Test
    void aLongOneIsToldInPartsThatMeet() {
        var parts = Summary.of(0, 24, 8).parts();
        assertEquals(3, parts.size());
        assertEquals(8, parts.get(0).to(), 1e-9);
        assertEquals(parts.get(0).to(), parts.get(1).from(), 1e-9);
        assertEquals(24, parts.get(2).to(), 1e-9);
        assertEquals(Summary.MOST_PARTS, Summary.of(0, 7200, 8).parts().size());
        assertEquals(3, Summary.of(0, 7200, 16).parts().size());
        assertEquals(1, Summary.of(0, 7200, 50).parts().size());
    }

    @Test
    void aModelIsAskedInItsOwnWords() {
        assertEquals("Describe the video.", Summary.question(TAUGHT));
        assertTrue(Summary.join(TAUGHT, "0:00.0–0:08.0  A person.").isEmpty());
        var told = "0:00.0–0:08.0  " + "x".repeat(500);
        QuestionCheck.question(Summary.question(ANY));
        assertTrue(QuestionCheck.question(Summary.join(ANY, told)).endsWith(told));
    }

    @Test
    void aPartIsToldWithItsTimes() {
        assertEquals(
                "1:00–1:08  A person sits down.",
                Summary.line(new Moments.Window(59.98, 67.95), "A person sits down."));
    }

    @Test
    void theServersListNamesThoseWords() {
        var map = ModelIndex.toMap(TAUGHT);
        assertEquals(TAUGHT, ModelIndex.entryOf(Fields.of(map)));
        assertEquals(ANY, ModelIndex.entryOf(Fields.of(ModelIndex.toMap(ANY))));
    }

    @Test
    void whatItCostsIsAddedUp() {
        var one =
                new LanguageEvent.Answer(
                        1,
                        "A.",
                        10,
                        "stop",
                        new LanguageEvent.Timings(100, 20, 130, 200, 330),
                        new LanguageEvent.Reuse(8, 8, 90, 100, 1e6));
        var two =
                new LanguageEvent.Answer(
                        2,
                        "B.",
                        12,
                        "length",
                        new LanguageEvent.Timings(50, 30, 90, 240, 330),
                        new LanguageEvent.Reuse(4, 8, 70, 100, 2e6));
        var all = Summary.of(3, "A. B.", "stop", List.of(one, two));
        assertEquals(22, all.tokens());
        assertEquals(new LanguageEvent.Timings(150, 50, 130, 440, 660), all.timings());
        assertEquals(new LanguageEvent.Reuse(12, 16, 160, 200, 2e6), all.reuse());
    }
}
