// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.chronicle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.core.alert.Funnel;
import io.sightline.core.alert.Gate;
import io.sightline.core.alert.GateResult;
import io.sightline.core.alert.NearMiss;
import io.sightline.core.alert.Tally;
import io.sightline.core.value.Fields;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ChronicleTest {
    private static final Funnel.Stage FRAMES = Funnel.Stage.FRAMES;
    private static final double NIGHT = at(2026, 11, 27, 3, 0, "UTC");
    private static final double SECOND = 1000;
    private static final double MINUTE = 60 * SECOND;
    private static final double HOUR = 60 * MINUTE;
    private static final double DAY = 24 * HOUR;

    private static double at(int year, int month, int day, int hour, int minute, String zone) {
        return ZonedDateTime.of(year, month, day, hour, minute, 0, 0, ZoneId.of(zone))
                .toInstant()
                .toEpochMilli();
    }

    private static Tally frames(long count) {
        var tally = new Tally();
        tally.add(Tally.ALL, FRAMES, count);
        tally.add("door", FRAMES, count);
        return tally;
    }

    private static long frames(Account account) {
        return account.tally().of("door").get(FRAMES);
    }

    /** What the browser keeps of it, and gives back. */
    private static Chronicle kept(Chronicle chronicle) {
        var back = new Chronicle();
        for (var hour : chronicle.hours()) {
            back.add(Hour.of(hour.toMap()));
        }
        return back;
    }

    private static String text(List<Spans.Span> spans, double from) {
        var text = new StringBuilder();
        for (var span : spans) {
            text.append(Math.round((span.from() - from) / SECOND)).append('-');
            text.append(Math.round((span.to() - from) / SECOND)).append(' ');
        }
        return text.toString().strip();
    }

    /** A second of a stream at ten frames a second, over and over. */
    private static void stream(Scribe scribe, double from, double to) {
        for (double at = from; at <= to; at += SECOND) {
            scribe.heard(at, frames(10));
        }
    }

    @Test
    void aReloadIsAGapAndNothingElseIsLost() {
        var scribe = new Scribe();
        stream(scribe, NIGHT, NIGHT + 90 * SECOND);
        var store = kept(scribe.take());
        // Another page, another scribe.
        var next = new Scribe();
        stream(next, NIGHT + 130 * SECOND, NIGHT + 200 * SECOND);
        for (var hour : next.take().hours()) {
            store.add(hour);
        }
        double now = NIGHT + 6 * HOUR;
        var account = kept(store).account(NIGHT, NIGHT + 200 * SECOND, now);
        assertEquals(10 * (91 + 71), frames(account));
        assertEquals("0-90 130-200", text(account.watched(), NIGHT));
        assertEquals("90-130", text(account.gaps(), NIGHT));
        assertEquals(MINUTE, account.step());
        // Of a part of it, by whole minutes.
        assertEquals(600, frames(store.account(NIGHT + 10, NIGHT + 20, now)));
        assertEquals(0, frames(store.account(NIGHT - HOUR, NIGHT - 1, now)));
        // What is still to come is no gap.
        var open = store.account(NIGHT, NIGHT + DAY, NIGHT + 200 * SECOND);
        assertEquals(NIGHT + 200 * SECOND, open.to());
        assertEquals("90-130", text(open.gaps(), NIGHT));
    }

    @Test
    void whatWasNotSeenIsNoGapAndSpansHours() {
        var chronicle = new Chronicle();
        chronicle.watched(NIGHT, NIGHT + HOUR);
        chronicle.lapsed("asleep", NIGHT + HOUR, NIGHT + 5.5 * HOUR);
        chronicle.lapsed("gone", NIGHT + 10 * MINUTE, NIGHT + 20 * MINUTE);
        // As it lasts it is told over and over.
        chronicle.lapsed("gone", NIGHT + 10 * MINUTE, NIGHT + 25 * MINUTE);
        var account = kept(chronicle).account(NIGHT, NIGHT + 6 * HOUR, NIGHT + 7 * HOUR);
        assertEquals(
                List.of(
                        new Account.Lapse("gone", NIGHT + 10 * MINUTE, NIGHT + 25 * MINUTE),
                        new Account.Lapse("asleep", NIGHT + HOUR, NIGHT + 5.5 * HOUR)),
                account.lapses());
        assertEquals("19800-21600", text(account.gaps(), NIGHT));
        // One that began before the bounds of all times.
        chronicle.lapsed("asleep", 0, NIGHT + DAY);
        assertTrue(chronicle.hours().size() <= Chronicle.MOST, "" + chronicle.hours().size());
    }

    @Test
    void threeDaysStayBoundedAndCountEveryFrame() {
        var store = new Chronicle();
        var scribe = new Scribe();
        long total = 0;
        double end = NIGHT + 3 * DAY;
        int most = 0;
        for (double now = NIGHT; now < end; now += 5 * SECOND) {
            scribe.heard(now, frames(50));
            total += 50;
            if ((now - NIGHT) % (10 * MINUTE) == 0) {
                for (var hour : scribe.take().hours()) {
                    store.add(hour);
                }
                store.tidy(now);
            }
        }
        for (var hour : scribe.take().hours()) {
            store.add(hour);
        }
        store = kept(store);
        store.tidy(end);
        var all = store.account(NIGHT, end, end);
        assertEquals(total, frames(all));
        assertEquals(HOUR, all.step(), "what is long ago is told by the hour");
        assertEquals("", text(all.gaps().subList(0, all.gaps().size() - 1), NIGHT));
        assertEquals(1, all.watched().size());
        var lately = store.account(end - 12 * HOUR, end, end);
        assertEquals(MINUTE, lately.step());
        assertEquals(12 * 60 * 12 * 50, frames(lately));
        for (var hour : store.hours()) {
            int minutes = ((Map<?, ?>) hour.toMap().get("counts")).size();
            boolean old = end - hour.from() > Chronicle.BY_MINUTE + HOUR;
            assertEquals(old ? 1 : 60, minutes);
            most = Math.max(most, hour.toMap().toString().length());
        }
        assertTrue(most < 5000, "an hour takes " + most);
        // Two weeks later none of it is left.
        store.tidy(end + Chronicle.LONGEST + HOUR);
        assertTrue(store.isEmpty());
    }

    @Test
    void theHourThatComesTwiceIsTwoHours() {
        // 25 October 2026 in Berlin: from three o'clock it is two o'clock once more.
        var zone = "Europe/Berlin";
        double from = at(2026, 10, 25, 0, 0, zone);
        double to = at(2026, 10, 25, 6, 0, zone);
        assertEquals(7 * HOUR, to - from);
        var scribe = new Scribe();
        stream(scribe, from, to - SECOND);
        var account = kept(scribe.take()).account(from, to, to);
        assertEquals(7 * 3600 * 10, frames(account));
        assertTrue(account.gaps().size() <= 1 && account.watched().size() == 1);
        // In March there is no such hour, and nothing was missed in it.
        double spring = at(2027, 3, 28, 0, 0, zone);
        double morning = at(2027, 3, 28, 6, 0, zone);
        assertEquals(5 * HOUR, morning - spring);
        stream(scribe, spring, morning);
        scribe.stop();
        account = kept(scribe.take()).account(spring, morning, morning);
        assertEquals(5 * 3600 * 10, frames(account));
        assertEquals(List.of(), account.gaps());
    }

    @Test
    void aClockThatIsPutBackOrForwardLosesNoFrame() {
        var scribe = new Scribe();
        stream(scribe, NIGHT, NIGHT + 30 * MINUTE);
        stream(scribe, NIGHT - HOUR, NIGHT - 40 * MINUTE);
        stream(scribe, NIGHT + 2 * HOUR, NIGHT + 2.5 * HOUR);
        var account =
                kept(scribe.take()).account(NIGHT - HOUR, NIGHT + 2.5 * HOUR + 1, NIGHT + 3 * HOUR);
        assertEquals(10 * (1801 + 1201 + 1801), frames(account));
        assertEquals("-3600--2400 0-1800 7200-9000", text(account.watched(), NIGHT));
        assertEquals("-2400-0 1800-7200", text(account.gaps(), NIGHT));
        // Put back by a little, as clocks are set: that time is watched twice, and is once.
        var twice = new Scribe();
        stream(twice, NIGHT, NIGHT + 100 * SECOND);
        stream(twice, NIGHT + 50 * SECOND, NIGHT + 150 * SECOND);
        account = twice.take().account(NIGHT, NIGHT + 150 * SECOND, NIGHT + HOUR);
        assertEquals("0-150", text(account.watched(), NIGHT));
        // Hours that were written while a clock was wrong go at last.
        var store = new Chronicle();
        for (int i = 0; i < 2000; ++i) {
            store.count(NIGHT + 1000 * DAY + i * HOUR, frames(1));
        }
        store.count(NIGHT, frames(1));
        store.tidy(NIGHT);
        assertEquals(Chronicle.MOST, store.hours().size());
    }

    @Test
    void anyOrderOfBatchesGivesWhatWasCounted() {
        var random = new Random(5);
        for (int run = 0; run < 60; ++run) {
            var truth = new TreeMap<Long, Long>();
            var seen = new boolean[5 * 3600];
            var batches = new ArrayList<Hour>();
            // Two tabs at times of their own, one of them with a clock that jumps.
            for (int tab = 0; tab < 2; ++tab) {
                var scribe = new Scribe();
                double at = random.nextInt(600);
                while (at < seen.length - 1) {
                    int count = random.nextInt(4);
                    scribe.heard(NIGHT + at * SECOND, frames(count));
                    truth.merge((long) Math.floor(at / 60), (long) count, Long::sum);
                    double step = 1 + random.nextInt(9);
                    boolean jump = random.nextInt(400) == 0;
                    if (jump) {
                        step = 11 + random.nextInt(2000);
                    }
                    for (int i = (int) at; !jump && i < Math.min(seen.length, at + step); ++i) {
                        seen[i] = at + step < seen.length - 1 || seen[i];
                    }
                    at += step;
                    if (random.nextInt(20) == 0) {
                        batches.addAll(scribe.take().hours());
                    }
                }
                batches.addAll(scribe.take().hours());
            }
            Collections.shuffle(batches, random);
            var store = new Chronicle();
            for (var batch : batches) {
                store.add(Hour.of(batch.toMap()));
            }
            store = kept(store);
            for (int ask = 0; ask < 20; ++ask) {
                long from = random.nextInt(300);
                long to = from + 1 + random.nextInt((int) (300 - from));
                long expected = 0;
                for (long count : truth.subMap(from, to).values()) {
                    expected += count;
                }
                var account =
                        store.account(NIGHT + from * MINUTE, NIGHT + to * MINUTE, NIGHT + DAY);
                assertEquals(expected, frames(account));
                double covered = 0;
                double before = Double.NEGATIVE_INFINITY;
                for (var span : account.watched()) {
                    assertTrue(span.from() > before && span.to() > span.from());
                    before = span.to();
                    covered += span.length();
                }
                for (var gap : account.gaps()) {
                    covered += gap.length();
                }
                assertEquals((to - from) * MINUTE, covered, 2 * Spans.APART, "watched or a gap");
                int bare = 0;
                for (long i = from * 60; i < to * 60; ++i) {
                    bare += seen[(int) i] ? 0 : 1;
                }
                double gaps = 0;
                for (var gap : account.gaps()) {
                    gaps += gap.length();
                }
                assertEquals(bare * SECOND, gaps, 25 * SECOND);
            }
        }
    }

    @Test
    void spansAreBoundedAndInOrder() {
        var random = new Random(9);
        for (int run = 0; run < 200; ++run) {
            var spans = new Spans(10);
            for (int i = 0; i < 60; ++i) {
                double from = random.nextInt(100_000);
                spans.add(from, from + random.nextInt(3000) - 200);
            }
            assertTrue(spans.all().size() <= 10);
            double before = Double.NEGATIVE_INFINITY;
            for (var span : spans.all()) {
                assertTrue(span.from() - before >= Spans.APART && span.length() > 0);
                before = span.to();
            }
        }
        var odd = new Spans(10);
        odd.add(Double.NaN, 3);
        odd.add(0, Double.POSITIVE_INFINITY);
        odd.add(5, 5);
        odd.addKept(List.of(List.of(1), "x", List.of(1, "y"), List.of(4, 2)));
        assertEquals(List.of(), odd.all());
    }

    @Test
    void whatAnybodyMayHaveWrittenIsLeftOut() {
        for (var odd :
                new Object[] {
                    null,
                    "hour",
                    Map.of(),
                    Map.of("from", "now"),
                    Map.of("from", Double.NaN),
                    Map.of("from", -1.0),
                    Map.of("from", 1e300)
                }) {
            assertNull(Hour.of(odd), () -> "" + odd);
        }
        var map = new LinkedHashMap<String, Object>();
        map.put("from", NIGHT + 17);
        map.put("counts", Map.of("61", Map.of("door", List.of(5)), "x", 3, "7", "no"));
        map.put("watched", List.of(List.of(NIGHT - DAY, NIGHT + MINUTE), 7));
        map.put("lapses", Map.of("gone", List.of(List.of(NIGHT, NIGHT + DAY)), "odd", "odd"));
        var hour = Hour.of(map);
        assertEquals(NIGHT, hour.from());
        var chronicle = new Chronicle();
        chronicle.add(hour);
        var account = chronicle.account(NIGHT - DAY, NIGHT + 2 * DAY, NIGHT + 2 * DAY);
        assertEquals(0, frames(account));
        assertEquals("0-60", text(account.watched(), NIGHT));
        assertEquals(List.of(new Account.Lapse("gone", NIGHT, NIGHT + HOUR)), account.lapses());
        var many = new LinkedHashMap<String, Object>();
        for (int i = 0; i < 1000; ++i) {
            many.put("why-" + i, List.of(List.of(NIGHT + i * 3000, NIGHT + i * 3000 + 1)));
        }
        map.put("lapses", many);
        assertTrue(((Map<?, ?>) Hour.of(map).toMap().get("lapses")).size() <= 17);
        assertFalse(account.toMap().isEmpty());
    }

    @Test
    void aMissIsKeptByTheClockOnTheWall() {
        var miss =
                new NearMiss(
                        "door",
                        3,
                        "person",
                        100,
                        160,
                        130,
                        GateResult.failed(Gate.SECONDS, 1.5, 2, "short"));
        var kept = KeptMiss.of(miss, 200, NIGHT);
        assertEquals(NIGHT - 70 * SECOND, kept.at());
        assertEquals(kept, KeptMiss.of(Fields.of(kept.toMap())));
        assertTrue(kept.isWithin(NIGHT - 50 * SECOND, NIGHT));
        assertFalse(kept.isWithin(NIGHT - 30 * SECOND, NIGHT));
        assertFalse(kept.isWithin(NIGHT - HOUR, NIGHT - 101 * SECOND));
    }
}
