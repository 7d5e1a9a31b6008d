// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.core.rule.Severity;
import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FunnelTest {
    private static final Funnel.Stage FRAMES = Funnel.Stage.FRAMES;

    @Test
    void countsAnyPeriodByTheMinute() {
        var funnel = new Funnel();
        for (int t = 0; t < 3600; ++t) {
            funnel.add(FRAMES, t);
            if (t % 10 == 0) {
                funnel.add(Funnel.Stage.MOTION, t);
            }
        }
        assertEquals(3600, funnel.counts(0, 3599).get(FRAMES));
        assertEquals(360, funnel.counts(0, 1e9).get(Funnel.Stage.MOTION));
        assertEquals(60, funnel.counts(600, 659).get(FRAMES));
        assertEquals(120, funnel.counts(601, 660).get(FRAMES), "whole minutes");
        assertEquals(0, funnel.counts(4000, 5000).get(FRAMES));
        assertEquals(0, funnel.counts(100, 50).get(FRAMES));
    }

    @Test
    void oldMinutesGoAndHoursStayForAMonth() {
        var funnel = new Funnel();
        int days = 40;
        for (int minute = 0; minute < days * 1440; ++minute) {
            funnel.add(FRAMES, minute * 60.0);
        }
        double end = days * 86_400.0 - 60;
        assertEquals(1440, funnel.counts(end - 86_340, end).get(FRAMES));
        assertEquals(60, funnel.counts(end - 10 * 86_400, end - 10 * 86_400 + 1).get(FRAMES));
        assertEquals(31 * 1440, funnel.counts(0, end).get(FRAMES), "what is forgotten is not");
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
