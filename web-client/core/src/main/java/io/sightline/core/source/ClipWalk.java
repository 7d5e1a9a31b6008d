// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.source;

import io.sightline.core.error.SightlineException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Goes through a recorded clip frame by frame, and around what cannot be read of it. A decoder that
 * meets damage ends, and with it go the frames that it had ready (up to some forty). So what still
 * can be decoded of the group of pictures that was damaged is sought by trying, taken, and the walk
 * goes on at the next key frame.
 *
 * @param <F> a decoded frame
 * @param <P> an encoded one
 */
public final class ClipWalk<F, P> {
    /** More frames than a decoder and its reader have ready at once. */
    private static final int AHEAD = 64;

    /** So many frames may be decoded before one that is shown before them (H.264, H.265). */
    private static final int REORDERED = 16;

    /** So many key frames one after the other are tried; then fewer, the longer it takes. */
    private static final int PATIENCE = 16;

    /**
     * Each that is tried then is so many times as far from the begin of the break as the one
     * before: the break is overshot by a tenth of its length at most, and few are tried.
     */
    private static final double STRIDE = 1.1;

    private final Clip<F, P> clip;
    private final ClipBreaks breaks = new ClipBreaks();
    private double last = Double.NEGATIVE_INFINITY;

    /** The key frame that the present run depends on; null while that is the first. */
    private P origin;

    /** Whether the present run gave a frame. */
    private boolean fresh;

    /** Whether the present run is one more of a group that gave none. */
    private boolean again;

    /** What is done at the end of the present run. */
    private Runnable then = () -> ended = true;

    /** Faults since the last frame. */
    private int vain;

    /** Whether the file could not be read, at the latest fault. */
    private boolean torn;

    private boolean ended;
    private RuntimeException fault;

    /**
     * A clip. Encoded frames come in the order in which they are decoded, which need not be that of
     * their times. Times are in seconds.
     */
    public interface Clip<F, P> {
        /** From here on the frames are those from a time on; some before it may be among them. */
        void from(double time);

        /**
         * From here on the frames are those of these times, ascending, of one group of pictures.
         */
        void only(List<Double> times);

        /**
         * The next decoded frame; null at the end of what was asked for.
         *
         * @throws RuntimeException where it cannot be read on
         */
        F next();

        /** When a frame is shown. */
        double time(F frame);

        /** Frees a frame that is not wanted. */
        void close(F frame);

        /** The key frame that what is shown at a time depends on, or the first; null: none. */
        P key(double time);

        /** The next in the order of decoding; null after the last. */
        P after(P packet);

        /** The next key frame; null after the last. */
        P keyAfter(P packet);

        /** Whether it is a key frame. */
        boolean isKey(P packet);

        /** When it is shown. */
        double timeOf(P packet);

        /** Whether all can be decoded from its key frame on up to the one of that time. */
        boolean decodes(double time);
    }

    /** A walk from the first frame on. */
    public ClipWalk(Clip<F, P> clip) {
        this.clip = clip;
        clip.from(Double.NEGATIVE_INFINITY);
    }

    /**
     * The next frame, later than the one before; null at the end.
     *
     * @throws RuntimeException as the clip threw it, where no frame at all can be read
     */
    public F next() {
        while (!ended) {
            F frame;
            try {
                frame = clip.next();
            } catch (SightlineException e) {
                throw e;
            } catch (RuntimeException e) {
                fault = fault == null ? e : fault;
                recover(String.valueOf(e.getMessage()));
                continue;
            }
            if (frame == null) {
                then.run();
            } else if (clip.time(frame) > last) {
                last = clip.time(frame);
                fresh = true;
                again = false;
                vain = 0;
                return frame;
            } else {
                clip.close(frame);
            }
        }
        if (last == Double.NEGATIVE_INFINITY && fault != null) {
            throw fault;
        }
        return null;
    }

    /** What was passed over up to now. */
    public ClipBreaks breaks() {
        return breaks;
    }

    private void recover(String cause) {
        ++vain;
        torn = false;
        var key = fresh || origin == null ? read(() -> clip.key(last)) : origin;
        if (key == null) {
            end(cause);
            return;
        }
        var group = new Group(key);
        int most = group.packets.size();
        int good = again ? 0 : group.decodable();
        var saved = group.times(0, good);
        Runnable next;
        if (good < most) {
            double lost = group.times(good, most).get(0);
            var resumed = group.next(lost);
            breaks.add(lost, resumed == null ? Double.NaN : clip.timeOf(resumed), cause);
            next = () -> begin(resumed);
        } else if (group.whole) {
            var resumed = group.next(Double.NaN);
            next = torn ? () -> end(cause) : () -> begin(resumed);
        } else {
            // Not damaged as far as was tried: it goes on from there.
            saved = saved.subList(0, good - REORDERED);
            double reached = saved.get(saved.size() - 1);
            next = () -> run(key, () -> clip.from(reached), () -> ended = true);
        }
        if (good == 0) {
            next.run();
        } else {
            var times = saved;
            run(key, () -> clip.only(times), next);
            again = true;
        }
    }

    /** What is read of the file; null, too, where it cannot be. */
    private P read(Supplier<P> reading) {
        try {
            return reading.get();
        } catch (SightlineException e) {
            throw e;
        } catch (RuntimeException e) {
            torn = true;
            return null;
        }
    }

    /** The rest is lost. */
    private void end(String cause) {
        breaks.add(Math.max(0, last), Double.NaN, cause);
        ended = true;
    }

    /** Goes on at a key frame, or ends. */
    private void begin(P key) {
        if (key == null) {
            ended = true;
        } else {
            again = false;
            run(key, () -> clip.from(clip.timeOf(key)), () -> ended = true);
        }
    }

    private void run(P key, Runnable start, Runnable end) {
        origin = key;
        fresh = false;
        then = end;
        start.run();
    }

    /** What was not given yet of a key frame and of all that depends on it, as far as is needed. */
    private final class Group {
        final List<P> packets = new ArrayList<>();
        final boolean whole;

        private final P key;

        Group(P key) {
            this.key = key;
            var packet = key;
            do {
                if (clip.timeOf(packet) > last) {
                    packets.add(packet);
                }
                packet = after(packet);
            } while (packet != null && !clip.isKey(packet) && packets.size() < AHEAD);
            whole = packet == null || clip.isKey(packet);
        }

        private P after(P packet) {
            return read(() -> clip.after(packet));
        }

        /**
         * The next key frame; where many were tried in vain, one that is farther away.
         *
         * @param lost begin of what is lost, seconds
         */
        P next(double lost) {
            double since = breaks.since(lost);
            var next = keyAfter(key);
            while (vain > PATIENCE
                    && next != null
                    && clip.timeOf(next) - since < STRIDE * (clip.timeOf(key) - since)) {
                next = keyAfter(next);
            }
            return next;
        }

        private P keyAfter(P packet) {
            return read(() -> clip.keyAfter(packet));
        }

        /** How many, in the order of decoding, can be decoded. */
        int decodable() {
            int most = packets.size();
            if (most == 0 || clip.decodes(clip.timeOf(packets.get(most - 1)))) {
                return most;
            }
            int good = 0;
            int bad = most;
            while (bad - good > 1) {
                int middle = (good + bad) / 2;
                if (clip.decodes(clip.timeOf(packets.get(middle - 1)))) {
                    good = middle;
                } else {
                    bad = middle;
                }
            }
            return good;
        }

        /** Times of some of them, ascending. */
        List<Double> times(int from, int to) {
            var times = new ArrayList<Double>();
            for (var packet : packets.subList(from, to)) {
                times.add(clip.timeOf(packet));
            }
            times.sort(null);
            return times;
        }
    }
}
