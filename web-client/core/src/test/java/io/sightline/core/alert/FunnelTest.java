// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.core.rule.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FunnelTest {
    private static final Funnel.Stage FRAMES = Funnel.Stage.FRAMES;

    @Test
    void whatIsDrainedIsDrainedOnce() {
        var funnel = new Funnel();
        for (int i = 0; i < 50; ++i) {
            funnel.add(FRAMES);
            if (i % 10 == 0) {
                funnel.add(Funnel.Stage.MOTION);
            }
        }
        var tally = new Tally();
        funnel.drain(tally, "door");
        funnel.add(FRAMES);
        funnel.drain(tally, "door");
        funnel.drain(tally, "door");
        assertEquals(51, tally.of("door").get(FRAMES));
        assertEquals(5, tally.of("door").get(Funnel.Stage.MOTION));
        assertEquals(0, tally.of("yard").get(FRAMES));
        assertEquals(Set.of("door"), tally.rules());
        assertEquals(51, funnel.counts().get(FRAMES), "all of it stays");
    }

    @Test
    void aTallyIsKeptAndReadAndBounded() {
        var tally = new Tally();
        tally.add(Tally.ALL, FRAMES, 7);
        tally.add("door", Funnel.Stage.ZONE, 3);
        tally.add("door", FRAMES, -3);
        var read = Tally.of(tally.toMap());
        assertEquals(tally.toMap(), read.toMap());
        assertEquals(List.of(0L, 0L, 0L, 0L, 3L), read.toMap().get("door"));
        // Anyone may write to a site's storage.
        for (var odd :
                List.of(
                        "no",
                        List.of(),
                        Map.of("door", 3),
                        Map.of("door", List.of("x", Double.NaN, -1, 1e300)),
                        Map.of(3, List.of(1)))) {
            assertTrue(Tally.of(odd).isEmpty(), odd::toString);
        }
        for (int i = 0; i < 1000; ++i) {
            tally.add("rule-" + i, FRAMES, 1);
            tally.add(Tally.ALL, FRAMES, 1);
        }
        assertEquals(1007, tally.of(Tally.ALL).get(FRAMES));
        assertTrue(tally.rules().size() <= Tally.MOST_RULES, "" + tally.rules().size());
    }

    @Test
    void whatStoodInTheWayIsTheFirstThatNothingCameTo() {
        var tally = new Tally();
        for (var stage :
                List.of(
                        FRAMES,
                        Funnel.Stage.WATCHED,
                        Funnel.Stage.MOTION,
                        Funnel.Stage.SUBJECT,
                        Funnel.Stage.ZONE)) {
            assertEquals(stage, Tally.stopped(tally.of("r")));
            tally.add("r", stage, 1);
        }
        assertEquals(Funnel.Stage.ALERTS, Tally.stopped(tally.of("r")), "without a question");
        tally.add("r", Funnel.Stage.ASKED, 2);
        assertEquals(Funnel.Stage.YES, Tally.stopped(tally.of("r")));
        tally.add("r", Funnel.Stage.YES, 1);
        assertEquals(Funnel.Stage.ALERTS, Tally.stopped(tally.of("r")));
        tally.add("r", Funnel.Stage.ALERTS, 1);
        assertNull(Tally.stopped(tally.of("r")));
        // Who stands still is looked at without motion.
        tally = new Tally();
        tally.add("r", FRAMES, 9);
        tally.add("r", Funnel.Stage.WATCHED, 9);
        tally.add("r", Funnel.Stage.SUBJECT, 9);
        assertEquals(Funnel.Stage.ZONE, Tally.stopped(tally.of("r")));
    }

    @Test
    void theBudgetKeepsEveryHour() {
        var random = new Random(2);
        for (int run = 0; run < 40; ++run) {
            int perHour = Budget.LEAST + random.nextInt(100);
            var budget = new Budget(perHour);
            var times = new ArrayList<Double>();
            for (double t = 0; t < 3 * 3600; t += random.nextDouble() * 30) {
                int calls = 1 + random.nextInt(3);
                if (random.nextInt(50) == 0) {
                    t += 2000;
                }
                if (budget.take(calls, t)) {
                    for (int i = 0; i < calls; ++i) {
                        times.add(t);
                    }
                }
            }
            int first = 0;
            for (int i = 0; i < times.size(); ++i) {
                while (times.get(i) - times.get(first) >= 3600) {
                    ++first;
                }
                assertTrue(i - first + 1 <= perHour, (i - first + 1) + " of " + perHour);
            }
            assertTrue(times.size() > perHour, "nothing trickles in");
        }
        assertThrows(IllegalArgumentException.class, () -> new Budget(Budget.LEAST - 1));
    }

    @Test
    void theQueueGivesTheMostUrgentAndDropsTheLeast() {
        var queue = new VerdictQueue(2);
        var notice = new VerdictQueue.Entry(1, Severity.NOTICE, 0, 1);
        var alarm = new VerdictQueue.Entry(2, Severity.ALARM, 1, 1);
        var alert = new VerdictQueue.Entry(3, Severity.ALERT, 1, 1);
        assertNull(queue.offer(notice, 0));
        assertNull(queue.offer(alarm, 1));
        assertEquals(alarm, queue.peek(1, e -> true));
        assertEquals(notice, queue.offer(alert, 1));
        assertTrue(queue.remove(2));
        assertFalse(queue.remove(2));
        assertEquals(alert, queue.peek(2, e -> true));
        assertNull(queue.peek(2, e -> e.ask() != 3), "what cannot be asked yet does not block");
        // Who waited for long enough goes before who matters more.
        var old = new VerdictQueue(2);
        old.offer(notice, 0);
        old.offer(new VerdictQueue.Entry(4, Severity.ALARM, 40, 1), 40);
        assertEquals(notice, old.peek(40, e -> true));
        // Of equals the one that came last is dropped.
        var even = new VerdictQueue(1);
        even.offer(notice, 0);
        assertEquals(5, even.offer(new VerdictQueue.Entry(5, Severity.NOTICE, 0, 1), 0).ask());
    }
}
