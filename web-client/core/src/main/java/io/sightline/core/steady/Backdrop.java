// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.steady;

import io.sightline.core.depth.DepthPostprocessor;
import io.sightline.core.depth.DepthRange;
import io.sightline.core.depth.DepthSampler;
import io.sightline.core.image.ImageSize;
import io.sightline.core.steady.TrimmedFit.Solution;
import java.util.Arrays;

/**
 * What a standing camera sees where nobody is, learnt from depth maps that are made now and then.
 * Each map has a scale and a shift of its own: Depth Anything V2 Small lets the background's scale
 * differ by a fifth as people come and go before it. So each is brought to the backdrop's, which is
 * the first map's, by what both show of the background. Where two maps in a row do not fit, the
 * camera shows something else, and it is learnt anew.
 *
 * <p>It takes no time into account and looks at no frame: who calls knows what stands before the
 * background. Made for one size; not safe for use by two threads.
 */
public final class Backdrop {
    /** The range is told by at most about so many values. */
    private static final int SAMPLES = 4096;

    /** Noise within this share of the background's deviation moves it no more. */
    private static final double TOLERANCE = 0.1;

    private final ImageSize size;
    private final float[] map;
    private final float[] reference;
    private final byte[] seen;
    private final float[] blocks;
    private final TrimmedFit trimmed;
    private boolean started;
    private boolean unlike;
    private Alignment alignment = Alignment.NONE;
    private DepthRange range;

    /** For maps of this size. */
    public Backdrop(ImageSize size) {
        this.size = size;
        int pixels = (int) size.pixels();
        map = new float[pixels];
        reference = new float[pixels];
        seen = new byte[pixels];
        int across = (size.width() + Stabiliser.BLOCK - 1) / Stabiliser.BLOCK;
        int down = (size.height() + Stabiliser.BLOCK - 1) / Stabiliser.BLOCK;
        blocks = new float[across * down * 3];
        trimmed = new TrimmedFit(across * down);
    }

    /** The size of the maps. */
    public ImageSize size() {
        return size;
    }

    /**
     * Takes the next map.
     *
     * @param values row-major, finite
     * @param covered of each pixel, other than 0 where something stands before the background
     * @param own whether maps have a scale of their own; else all are taken as they are
     * @return what brings the map's values to the backdrop's; null where the map is of something
     *     else, and nothing is known of it
     */
    public Alignment next(DepthSampler.Elements values, byte[] covered, boolean own) {
        for (int i = 0; i < map.length; ++i) {
            map[i] = values.at(i);
        }
        if (!started) {
            return begin(covered);
        }
        SteadyKernels.blockSums(
                map, reference, covered, 1, seen, size.width(), Stabiliser.BLOCK, blocks);
        var fit = trimmed.fit(blocks, alignment, Solution.LEAST_SQUARES);
        if (!fit.enough()) {
            // Next to nothing of the background is in sight.
            return alignment;
        }
        if (!fit.same()) {
            if (unlike) {
                return begin(covered);
            }
            unlike = true;
            return null;
        }
        unlike = false;
        alignment = own ? fit.alignment() : Alignment.NONE;
        SteadyKernels.learn(
                map,
                alignment,
                covered,
                SteadyMaps.BUILD,
                SteadyMaps.PURSUIT,
                (float) (TOLERANCE * fit.deviation()),
                reference,
                seen);
        range = spread();
        return alignment;
    }

    private Alignment begin(byte[] covered) {
        started = true;
        unlike = false;
        alignment = Alignment.NONE;
        System.arraycopy(map, 0, reference, 0, map.length);
        for (int i = 0; i < seen.length; ++i) {
            seen[i] = (byte) (covered[i] == 0 ? 1 : 0);
        }
        range = spread();
        return alignment;
    }

    /** The background's value; NaN where it was not seen yet. */
    public float at(int index) {
        return seen[index] == 0 ? Float.NaN : reference[index];
    }

    /**
     * The spread of its values: what stays the same, whoever comes and goes. Where nothing of it is
     * known, that of the first map.
     */
    public DepthRange range() {
        return range;
    }

    private DepthRange spread() {
        var known = sample(seen);
        var sorted = known.length >= SAMPLES / 16 ? known : sample(null);
        Arrays.sort(sorted);
        int last = sorted.length - 1;
        return new DepthRange(
                sorted[0],
                sorted[last],
                sorted[(int) Math.round(DepthPostprocessor.LOW * last)],
                sorted[(int) Math.round(DepthPostprocessor.HIGH * last)]);
    }

    /** Values all over the map, evenly; of those alone that were seen, if it is told which. */
    private float[] sample(byte[] which) {
        int step = Math.max(1, (int) Math.round(Math.sqrt((double) map.length / SAMPLES)));
        var values = new float[(map.length / step + 1)];
        int count = 0;
        for (int y = step / 2; y < size.height(); y += step) {
            for (int x = step / 2; x < size.width(); x += step) {
                int i = y * size.width() + x;
                if (which == null || which[i] != 0) {
                    values[count++] = reference[i];
                }
            }
        }
        return Arrays.copyOf(values, count);
    }
}
