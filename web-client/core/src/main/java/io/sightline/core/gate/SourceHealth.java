// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.gate;

import java.util.Arrays;

/**
 * Whether a source still shows what is before it: a frozen, a dark or an absent camera sees nothing
 * and must not look like a quiet room.
 *
 * <p>A sensor has noise, so no two of its frames are alike; a frozen driver repeats one frame, byte
 * for byte. But a recording of a quiet room, compressed hard, repeats frames too, as does a virtual
 * camera that shows slides. They are told apart by what the source did before: a live source is
 * frozen after {@value #FROZEN_AFTER} seconds of one frame, unless it has been seen to rest as long
 * and to go on by itself, when the limit is three times that rest; a recording is so only if most
 * of its frames so far differed from the one before, and never if it has always repeated itself.
 */
public final class SourceHealth {
    /** One frame for so many seconds is a frozen source. */
    public static final int FROZEN_AFTER = 10;

    /** A dark picture for so many seconds is a dark source: not a cut, not a fade. */
    public static final int BLACK_AFTER = 2;

    /** No frame for so many seconds is a source that is gone. */
    public static final int GONE_AFTER = 5;

    /** All but few pixels of a covered lens are darker; its noise and video's black are below. */
    private static final int BLACK = 24;

    /** One pixel in so many may be brighter: hot ones, a clock's overlay is not so small. */
    private static final int FEW = 200;

    private static final double PATIENCE = 3;

    /** However long a source was seen to rest, seconds. */
    private static final double MOST_PATIENCE = 600;

    private final boolean live;
    private byte[] before;
    private boolean started;
    private long frames;
    private long differing;

    /** How many frames there were when one last differed. */
    private long framesThen;

    private double last;
    private double sameSince;
    private double darkSince;
    private boolean dark;
    private double longestRest;

    /** A source's state. */
    public enum State {
        /** It shows what is before it, as far as can be told. */
        OK,
        /** It repeats one frame. */
        FROZEN,
        /** It shows nothing but black. */
        BLACK,
        /** It sends nothing. */
        GONE;

        /** As it travels in messages. */
        public String wire() {
            return switch (this) {
                case OK -> "ok";
                case FROZEN -> "frozen";
                case BLACK -> "black";
                case GONE -> "gone";
            };
        }
    }

    /**
     * Of a source that was just opened.
     *
     * @param live true for a camera, false for a recording
     */
    public SourceHealth(boolean live) {
        this.live = live;
    }

    /** Forgets everything, as for another source or after a seek. */
    public void reset() {
        started = false;
        longestRest = 0;
    }

    /**
     * Takes a frame.
     *
     * @param luma 0 to 255 a pixel
     * @param seconds when it was taken; going back starts anew
     */
    public State next(byte[] luma, double seconds) {
        if (!started || before.length != luma.length || seconds < last) {
            reset();
            started = true;
            before = luma.clone();
            frames = 0;
            differing = 0;
            framesThen = 0;
            sameSince = seconds;
            dark = isDark(luma);
            darkSince = seconds;
            last = seconds;
            return State.OK;
        }
        ++frames;
        if (seconds - last >= GONE_AFTER) {
            // What it showed while nothing came is not known.
            sameSince = seconds;
            darkSince = seconds;
        }
        if (Arrays.equals(luma, before)) {
            last = seconds;
        } else {
            ++differing;
            framesThen = frames;
            longestRest = Math.max(longestRest, last - sameSince);
            System.arraycopy(luma, 0, before, 0, luma.length);
            last = seconds;
            sameSince = seconds;
            boolean nowDark = isDark(luma);
            if (nowDark && !dark) {
                darkSince = seconds;
            }
            dark = nowDark;
        }
        return at(seconds);
    }

    /**
     * Its state at a time at which no frame came; to be asked now and then, as what is gone cannot
     * say so.
     *
     * @param seconds on the clock of the frames
     */
    public State at(double seconds) {
        if (!started) {
            return State.OK;
        }
        if (seconds - last >= GONE_AFTER) {
            return State.GONE;
        }
        // Black first: a driver that sends an empty picture repeats it.
        if (dark && last - darkSince >= BLACK_AFTER) {
            return State.BLACK;
        }
        return last - sameSince >= limit() ? State.FROZEN : State.OK;
    }

    /** Seconds since the picture last changed, at the last frame. */
    public double unchanged() {
        return started ? last - sameSince : 0;
    }

    private double limit() {
        if (!live && (differing == 0 || 2 * differing < framesThen)) {
            return Double.POSITIVE_INFINITY;
        }
        return Math.max(FROZEN_AFTER, Math.min(MOST_PATIENCE, PATIENCE * longestRest));
    }

    private static boolean isDark(byte[] luma) {
        int bright = 0;
        for (byte value : luma) {
            bright += (value & 255) >= BLACK ? 1 : 0;
        }
        return bright * FEW <= luma.length;
    }
}
