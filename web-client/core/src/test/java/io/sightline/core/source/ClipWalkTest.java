// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.value.Fields;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ClipWalkTest {
    /** An encoded frame, by its place in the order of decoding. */
    private record Packet(int place, double time, boolean key, boolean damaged) {}

    /** A clip whose decoder ends at damage and takes frames that it had ready with it. */
    private static class Drawn implements ClipWalk.Clip<Packet, Packet> {
        final List<Packet> packets;
        final Random random;
        final ArrayDeque<Packet> ready = new ArrayDeque<>();
        int decoders;
        int tried;
        double flaky;

        /** From this place on the file itself cannot be read. */
        int torn = Integer.MAX_VALUE;

        private RuntimeException fault;

        Drawn(List<Packet> packets, Random random) {
            this.packets = packets;
            this.random = random;
        }

        /** Groups in which every third frame is decoded before the two that are shown before it. */
        static List<Packet> groups(Random random, int count, double damage) {
            var all = new ArrayList<Packet>();
            double time = random.nextInt(3) * 0.1;
            for (int i = 0; i < count; ++i) {
                int length = 1 + random.nextInt(random.nextInt(8) == 0 ? 150 : 20);
                boolean reordered = random.nextBoolean();
                var times = new ArrayList<Double>();
                for (int k = 0; k < length; ++k) {
                    times.add(time);
                    time += 0.02 + random.nextInt(5) * 0.02;
                }
                for (int k = 3; reordered && k < length; k += 3) {
                    times.add(k - 2, times.remove(k));
                }
                for (int k = 0; k < length; ++k) {
                    all.add(
                            new Packet(
                                    all.size(),
                                    times.get(k),
                                    k == 0,
                                    random.nextDouble() < damage));
                }
            }
            return all;
        }

        @Override
        public void from(double time) {
            var key = time < packets.get(0).time ? packets.get(0) : key(time);
            decode(key.place, packets.size());
            if (fault != null) {
                for (int i = random.nextInt(49); i > 0 && !ready.isEmpty(); --i) {
                    ready.removeLast();
                }
            }
        }

        @Override
        public void only(List<Double> times) {
            int reach = -1;
            for (var packet : packets) {
                reach = times.contains(packet.time) ? Math.max(reach, packet.place) : reach;
            }
            decode(key(times.get(0)).place, reach + 1);
            ready.removeIf(packet -> !times.contains(packet.time));
        }

        private void decode(int from, int to) {
            ++decoders;
            ready.clear();
            fault = null;
            var shown = new TreeSet<Packet>((a, b) -> Double.compare(a.time, b.time));
            for (int i = from; i < to && fault == null; ++i) {
                boolean flake = random.nextDouble() < flaky;
                if (packets.get(i).damaged || i >= torn || flake) {
                    fault = new IllegalStateException(i >= torn ? "torn" : "damaged");
                } else {
                    shown.add(packets.get(i));
                }
                if (fault != null) {
                    // A decoder shows none before what comes earlier.
                    for (int k = i; k < packets.size() && (k == i || !packets.get(k).key); ++k) {
                        double missing = packets.get(k).time;
                        shown.removeIf(packet -> packet.time > missing);
                    }
                }
            }
            ready.addAll(shown);
        }

        @Override
        public Packet next() {
            var next = ready.pollFirst();
            if (next == null && fault != null) {
                var now = fault;
                fault = null;
                throw now;
            }
            return next;
        }

        @Override
        public double time(Packet frame) {
            return frame.time;
        }

        @Override
        public void close(Packet frame) {}

        @Override
        public Packet key(double time) {
            Packet found = packets.get(0);
            for (var packet : packets) {
                found = packet.key && packet.time <= time ? packet : found;
            }
            return readable(found);
        }

        @Override
        public Packet after(Packet packet) {
            return packet.place + 1 == packets.size()
                    ? null
                    : readable(packets.get(packet.place + 1));
        }

        @Override
        public Packet keyAfter(Packet packet) {
            var next = after(packet);
            while (next != null && !next.key) {
                next = after(next);
            }
            return next;
        }

        private Packet readable(Packet packet) {
            if (packet.place >= torn) {
                throw new IllegalStateException("torn");
            }
            return packet;
        }

        @Override
        public boolean isKey(Packet packet) {
            return packet.key;
        }

        @Override
        public double timeOf(Packet packet) {
            return packet.time;
        }

        @Override
        public boolean decodes(double time) {
            ++tried;
            decode(
                    key(time).place,
                    packets.stream().filter(p -> p.time == time).findFirst().get().place + 1);
            ready.clear();
            boolean good = fault == null;
            fault = null;
            return good;
        }

        /** What a decoder makes of each group up to its damage, by its time. */
        List<Packet> decodable() {
            var all = new ArrayList<Packet>();
            boolean good = true;
            for (var packet : packets) {
                good = (good || packet.key) && !packet.damaged && packet.place < torn;
                if (good) {
                    all.add(packet);
                }
            }
            all.sort((a, b) -> Double.compare(a.time, b.time));
            return all;
        }
    }

    private static List<Packet> all(ClipWalk<Packet, Packet> walk) {
        var all = new ArrayList<Packet>();
        for (var frame = walk.next(); frame != null; frame = walk.next()) {
            all.add(frame);
        }
        return all;
    }

    /** All that can be decoded is given once and in order, whatever the decoder took with it. */
    @Test
    void whatCanBeDecodedIsGiven() {
        for (int seed = 0; seed < 3000; ++seed) {
            var random = new Random(seed);
            double damage = random.nextInt(3) == 0 ? 0 : random.nextInt(3) * 0.02;
            var clip = new Drawn(Drawn.groups(random, 1 + random.nextInt(12), damage), random);
            var good = clip.decodable();
            if (good.isEmpty()) {
                continue;
            }
            var walk = new ClipWalk<>(clip);
            assertEquals(good, all(walk), "seed " + seed);
            boolean whole = good.size() == clip.packets.size();
            assertEquals(whole, walk.breaks().isEmpty(), "seed " + seed);
            var given = Set.copyOf(good);
            for (var packet : clip.packets) {
                boolean told =
                        walk.breaks().all().stream()
                                .anyMatch(b -> packet.time >= b.from() && !(packet.time >= b.to()));
                assertTrue(given.contains(packet) || told, "seed " + seed + ": " + packet);
            }
            for (var one : walk.breaks().all()) {
                assertTrue(
                        clip.packets.stream()
                                .anyMatch(p -> p.time == one.from() && !given.contains(p)),
                        "seed " + seed + ": " + one);
                assertTrue(
                        Double.isNaN(one.to())
                                || given.stream().anyMatch(p -> p.time == one.to() && p.key),
                        "seed " + seed + ": " + one);
            }
        }
    }

    /**
     * A decoder that fails now and then without a reason costs time; the walk ends all the same.
     */
    @Test
    void aDecoderThatFailsByChanceEndsNothing() {
        for (int seed = 0; seed < 500; ++seed) {
            var random = new Random(seed);
            var clip = new Drawn(Drawn.groups(random, 1 + random.nextInt(8), 0), random);
            clip.flaky = seed % 2 == 0 ? 0.002 : 0.2;
            var walk = new ClipWalk<>(clip);
            List<Packet> given;
            try {
                given = all(walk);
            } catch (IllegalStateException e) {
                assertEquals("damaged", e.getMessage());
                continue;
            }
            var sorted = new ArrayList<>(given);
            sorted.sort((a, b) -> Double.compare(a.time, b.time));
            assertEquals(sorted, given);
            assertEquals(given.size(), Set.copyOf(given).size());
            for (var packet : clip.packets) {
                boolean told =
                        walk.breaks().all().stream()
                                .anyMatch(b -> packet.time >= b.from() && !(packet.time >= b.to()));
                assertTrue(given.contains(packet) || told, "seed " + seed + ": " + packet);
            }
        }
    }

    /** Where the file cannot be read any more, what came before is given. */
    @Test
    void aFileThatIsTornGivesWhatCameBefore() {
        for (int seed = 0; seed < 500; ++seed) {
            var random = new Random(seed);
            var clip = new Drawn(Drawn.groups(random, 2 + random.nextInt(6), 0), random);
            clip.torn = 1 + random.nextInt(clip.packets.size() - 1);
            var walk = new ClipWalk<>(clip);
            assertEquals(clip.decodable(), all(walk), "seed " + seed);
            var breaks = walk.breaks().all();
            assertEquals(1, breaks.size());
            assertTrue(Double.isNaN(breaks.get(0).to()));
        }
    }

    @Test
    void whereNothingCanBeDecodedTheFaultIsTold() {
        var random = new Random(1);
        var clip = new Drawn(Drawn.groups(random, 5, 1), random);
        var fault = assertThrows(IllegalStateException.class, () -> all(new ClipWalk<>(clip)));
        assertEquals("damaged", fault.getMessage());
        var torn = new Drawn(Drawn.groups(random, 5, 0), random);
        torn.torn = 0;
        assertThrows(IllegalStateException.class, () -> all(new ClipWalk<>(torn)));
    }

    /** An hour in which nothing can be decoded is not tried at each of its key frames. */
    @Test
    void aLongBreakIsNotTriedFrameByFrame() {
        var packets = new ArrayList<Packet>();
        for (int i = 0; i < 100_000; ++i) {
            packets.add(new Packet(i, i * 0.04, true, i >= 1000 && i < 81_000));
        }
        var clip =
                new Drawn(packets, new Random(1)) {
                    @Override
                    public Packet key(double time) {
                        int place = (int) Math.floor(time / 0.04 + 0.5);
                        return packets.get(Math.max(0, place));
                    }

                    @Override
                    public boolean decodes(double time) {
                        ++tried;
                        return !key(time).damaged;
                    }
                };
        var walk = new ClipWalk<>(clip);
        int given = all(walk).size();
        assertTrue(clip.decoders + clip.tried < 400, clip.decoders + " and " + clip.tried);
        var one = walk.breaks().all().get(0);
        assertEquals(1, walk.breaks().all().size());
        assertEquals(40, one.from(), 1e-9);
        assertTrue(one.to() >= 3240 - 1e-9 && one.to() < 40 + 3200 * 1.1 + 1, one::toString);
        assertEquals(100_000 - one.seconds(4000) / 0.04, given, 0.5);
    }

    /** Whoever stops it while it tries is heard. */
    @Test
    void aStopWhileItTriesIsHeard() {
        var random = new Random(3);
        var clip =
                new Drawn(Drawn.groups(random, 5, 0.2), random) {
                    @Override
                    public boolean decodes(double time) {
                        throw new SightlineException(ErrorCode.ABORTED, "stopped");
                    }
                };
        var stop = assertThrows(SightlineException.class, () -> all(new ClipWalk<>(clip)));
        assertSame(ErrorCode.ABORTED, stop.code());
    }

    @Test
    void anEmptyClipEnds() {
        var clip =
                new Drawn(List.of(), new Random(1)) {
                    @Override
                    public void from(double time) {}
                };
        var walk = new ClipWalk<>(clip);
        assertNull(walk.next());
        assertTrue(walk.breaks().isEmpty());
    }

    @Test
    void breaksThatTouchAreOne() {
        var breaks = new ClipBreaks();
        breaks.add(1, 2, "a");
        breaks.add(2, 3, "b");
        breaks.add(5, 6, "c");
        breaks.add(8, Double.NaN, "d");
        var all = breaks.all();
        assertEquals(3, all.size());
        assertEquals(new ClipBreaks.Break(1, 3, "a"), all.get(0));
        assertEquals(5, breaks.seconds(10), 1e-9);
        assertTrue(breaks.cover(1, 3) && breaks.cover(9, 100));
        assertTrue(!breaks.cover(0.9, 2) && !breaks.cover(5, 6.1) && !breaks.cover(3.5, 4));
        var fields = Fields.of(Map.of("list", breaks.toList()));
        assertEquals(all, ClipBreaks.of(fields.objects("list")).all());
        for (int i = 0; i < 1000; ++i) {
            breaks.add(20 + 2 * i, 21 + 2 * i, "e");
        }
        assertTrue(breaks.all().size() <= 200);
        assertEquals(21 + 2 * 999, breaks.all().get(breaks.all().size() - 1).to());
        assertEquals(Collections.emptyList(), new ClipBreaks().toList());
    }
}
