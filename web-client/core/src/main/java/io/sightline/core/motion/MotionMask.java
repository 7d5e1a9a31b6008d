// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.motion;

import io.sightline.core.image.ImageSize;
import java.util.Arrays;

/**
 * Which cells of a small grey frame changed since the one before: a difference of frames, freed of
 * exposure (its median is taken off) and of noise (means of 3 × 3 cells; the threshold follows the
 * median difference), with hysteresis and dilation. Enough to keep what moves out of a fit; whether
 * a movement matters is for others to say. Of a camera that moves, the frame before is first
 * carried along: what is left moves by itself. Not safe for use by two threads.
 */
public final class MotionMask {
    /** Of a cell that the frame before did not show. */
    public static final byte UNSEEN = 2;

    /** Least difference at which a cell starts to move, in steps of 1/255 of white. */
    private static final float LEAST = 5;

    /** How many times the median difference: 3 x 3 means of noise stay below it. */
    private static final float OVER_NOISE = 6;

    /** The threshold's greatest: else what fills the frame would count as noise. */
    private static final float MOST = 24;

    /** A cell that moves goes on until its difference falls below this share of the threshold. */
    private static final float LEAVE = 0.5f;

    /** Frames that a cell stays after it came to rest: limbs stop for a frame at each turn. */
    private static final int HOLD = 2;

    private static final int LEVELS = 256;

    private final int width;
    private final int height;
    private final int reach;
    private final byte[] before;
    private final byte[] carried;
    private final boolean[] unseen;
    private final float[] difference;
    private final float[] mean;
    private final byte[] hold;
    private final byte[] moving;
    private final byte[] spread;
    private final int[] counts = new int[2 * LEVELS];
    private boolean started;
    private int cells;

    /**
     * For frames of this size.
     *
     * @param width cells
     * @param height cells
     */
    public MotionMask(int width, int height) {
        this.width = width;
        this.height = height;
        reach = Math.max(1, Math.max(width, height) / 64);
        before = new byte[width * height];
        carried = new byte[width * height];
        unseen = new boolean[width * height];
        difference = new float[width * height];
        mean = new float[width * height];
        hold = new byte[width * height];
        moving = new byte[width * height];
        spread = new byte[width * height];
    }

    /** Forgets the last frame, as after a cut. */
    public void reset() {
        started = false;
        cells = 0;
        Arrays.fill(hold, (byte) 0);
        Arrays.fill(moving, (byte) 0);
    }

    /**
     * Takes the next frame of a camera that stands. After the first one nothing moves.
     *
     * @param luma row-major, 0 to 255 a cell
     */
    public void update(byte[] luma) {
        update(luma, null);
    }

    /**
     * Takes the next frame.
     *
     * @param luma row-major, 0 to 255 a cell
     * @param warp where a cell was in the frame before; null while the camera stands
     */
    public void update(byte[] luma, Warp warp) {
        if (luma.length != before.length) {
            throw new IllegalArgumentException(
                    luma.length + " cells for a mask of " + width + " by " + height);
        }
        if (started) {
            if (warp == null) {
                compare(luma, before);
            } else {
                carry(luma, warp);
                compare(luma, carried);
                // What was held is elsewhere by now.
                Arrays.fill(hold, (byte) 0);
            }
            decide();
            dilate();
            if (warp != null) {
                markUnseen();
            }
        }
        started = true;
        System.arraycopy(luma, 0, before, 0, before.length);
    }

    /**
     * 1 for each cell that moves, {@link #UNSEEN} for one that came into the frame, else 0;
     * row-major; its own, until the next frame.
     */
    public byte[] moving() {
        return moving;
    }

    /** The share of cells that move, 0 to 1. */
    public double share() {
        return (double) cells / moving.length;
    }

    /**
     * The mask at another size, each pixel that of the cell it falls into.
     *
     * @param size pixels
     * @param into row-major; written from index 0
     */
    public void write(ImageSize size, byte[] into) {
        for (int y = 0; y < size.height(); ++y) {
            int row = y * height / size.height() * width;
            int to = y * size.width();
            for (int x = 0; x < size.width(); ++x) {
                into[to + x] = moving[row + x * width / size.width()];
            }
        }
    }

    /** The frame before as it would be seen from where the camera is now. */
    private void carry(byte[] luma, Warp warp) {
        for (int y = 0, i = 0; y < height; ++y) {
            for (int x = 0; x < width; ++x, ++i) {
                float atX = warp.x(x, y);
                float atY = warp.y(x, y);
                // A cell's margin, so that at any size no pixel is of beyond the border.
                unseen[i] = !(atX >= 1 && atY >= 1 && atX <= width - 2 && atY <= height - 2);
                carried[i] = unseen[i] ? luma[i] : sample(atX, atY);
            }
        }
    }

    /** Bilinear, of the frame before, inside of its border. */
    private byte sample(float x, float y) {
        int left = (int) x;
        int top = (int) y;
        float partX = x - left;
        float partY = y - top;
        int at = top * width + left;
        float upper = (before[at] & 255) * (1 - partX) + (before[at + 1] & 255) * partX;
        int under = at + width;
        float lower = (before[under] & 255) * (1 - partX) + (before[under + 1] & 255) * partX;
        return (byte) Math.round(upper + partY * (lower - upper));
    }

    private void markUnseen() {
        for (int i = 0; i < moving.length; ++i) {
            if (unseen[i]) {
                moving[i] = UNSEEN;
            }
        }
    }

    private void compare(byte[] luma, byte[] old) {
        Arrays.fill(counts, 0);
        for (int i = 0; i < luma.length; ++i) {
            ++counts[(luma[i] & 255) - (old[i] & 255) + LEVELS];
        }
        int exposure = -LEVELS;
        for (int seen = 0; seen * 2 < luma.length; ++exposure) {
            seen += counts[exposure + LEVELS];
        }
        --exposure;
        for (int i = 0; i < luma.length; ++i) {
            difference[i] = (luma[i] & 255) - (old[i] & 255) - exposure;
        }
        // The sign is kept until the mean is taken, so that noise cancels.
        for (int y = 0; y < height; ++y) {
            int up = Math.max(0, y - 1) * width;
            int here = y * width;
            int down = Math.min(height - 1, y + 1) * width;
            for (int x = 0; x < width; ++x) {
                mean[here + x] = difference[up + x] + difference[here + x] + difference[down + x];
            }
        }
        for (int y = 0; y < height; ++y) {
            int row = y * width;
            for (int x = 0; x < width; ++x) {
                float sum =
                        mean[row + Math.max(0, x - 1)]
                                + mean[row + x]
                                + mean[row + Math.min(width - 1, x + 1)];
                difference[row + x] = Math.abs(sum) / 9;
            }
        }
    }

    private void decide() {
        // Quarter steps: the median of still video is a fraction of a step.
        Arrays.fill(counts, 0);
        for (float value : difference) {
            ++counts[Math.min(counts.length - 1, (int) (value * 4))];
        }
        int median = 0;
        for (int seen = 0; seen * 2 < difference.length; ++median) {
            seen += counts[median];
        }
        float enter = Math.min(MOST, Math.max(LEAST, OVER_NOISE * median / 4));
        float leave = enter * LEAVE;
        for (int i = 0; i < difference.length; ++i) {
            if (difference[i] > enter || hold[i] > 0 && difference[i] > leave) {
                hold[i] = HOLD;
            } else if (hold[i] > 0) {
                --hold[i];
            }
        }
    }

    private void dilate() {
        for (int y = 0; y < height; ++y) {
            int row = y * width;
            for (int x = 0; x < width; ++x) {
                byte any = 0;
                for (int k = Math.max(0, x - reach); k <= Math.min(width - 1, x + reach); ++k) {
                    any |= hold[row + k];
                }
                spread[row + x] = any;
            }
        }
        cells = 0;
        for (int y = 0; y < height; ++y) {
            int first = Math.max(0, y - reach);
            int last = Math.min(height - 1, y + reach);
            for (int x = 0; x < width; ++x) {
                byte any = 0;
                for (int k = first; k <= last; ++k) {
                    any |= spread[k * width + x];
                }
                byte moves = any == 0 ? (byte) 0 : (byte) 1;
                moving[y * width + x] = moves;
                cells += moves;
            }
        }
    }
}
