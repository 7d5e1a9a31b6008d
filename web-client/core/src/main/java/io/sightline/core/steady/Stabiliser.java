// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.steady;

import io.sightline.core.depth.DepthInputSize;
import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.image.ImageSize;
import io.sightline.core.motion.Camera;
import io.sightline.core.steady.TrimmedFit.Solution;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * Takes the flicker out of a sequence of relative depth maps, whose scale and shift differ from
 * frame to frame.
 *
 * <p>While the camera stands, a reference of the background is learnt from what rests, each map is
 * fitted to it ({@link TrimmedFit}), and blended into the steady map: slowly where the scene rests,
 * at once where it moves. While the camera moves, a pixel means another point in each frame: maps
 * are brought to the scale and shift of the steady map before, not blended, and those two numbers
 * are let go slowly towards the model's own. A cut starts anew.
 *
 * <p>Made for one size of maps; not safe for use by two threads. Steps: {@link SteadyKernels}.
 */
public final class Stabiliser {
    /** What a frame met. */
    public enum Step {
        /** The first of a sequence: the steady map is the frame's own. */
        STARTED,
        /** The camera stands: fitted to the reference. */
        FIXED,
        /** The camera moves: fitted to the frame before. */
        MOVING,
        /** Another scene: started anew. */
        CUT
    }

    /**
     * What was done with a frame.
     *
     * @param step that it met
     * @param alignment of the model's map with the steady one
     * @param change of the model's maps over what rests, since the frame before; NaN when not known
     * @param steadyChange the same of the steady maps
     */
    public record Outcome(Step step, Alignment alignment, double change, double steadyChange) {}

    /** Edge of the blocks that alignments are fitted to: a patch of the model, pixels. */
    static final int BLOCK = DepthInputSize.PATCH;

    private static final float AT_REST = 0.1f;
    private static final float IN_MOTION = 0.8f;

    // In standard deviations of the reference, so that no unit matters.
    private static final float JUMP = 0.15f;
    private static final float TOLERANCE = 0.1f;
    private static final float LEAST = 0.1f;

    private static final int BUILD = 16;
    private static final float PURSUIT = 0.02f;

    /** How fast alignment is let go while the camera moves, a frame. */
    private static final float LET_GO = 0.02f;

    /**
     * Below this correlation with the map before, or with the reference, it is another scene.
     * Measured with Depth Anything V2 Small: above 0.98 a fifth of a second apart while people walk
     * by, above 0.78 two seconds apart, below 0.45 over a cut.
     */
    private static final double SAME_SCENE = 0.6;

    /** The share of the blocks that a fit must keep. */
    private static final double SAME_SHARE = 0.4;

    private final ImageSize size;
    private final float[] map;
    private final float[] mapBefore;
    private final float[] steady;
    private final float[] steadyBefore;
    private final float[] reference;
    private final byte[] seen;
    private final byte[] none;
    private final float[] blocks;
    private final TrimmedFit trimmed;
    private boolean started;
    private boolean fixed;
    private Alignment alignment = Alignment.NONE;
    private float deviation;

    /** For maps of this size. */
    public Stabiliser(ImageSize size) {
        this.size = size;
        int pixels = (int) size.pixels();
        map = new float[pixels];
        mapBefore = new float[pixels];
        steady = new float[pixels];
        steadyBefore = new float[pixels];
        reference = new float[pixels];
        seen = new byte[pixels];
        none = new byte[pixels];
        int count = ceil(size.width()) * ceil(size.height());
        blocks = new float[count * 3];
        trimmed = new TrimmedFit(count);
    }

    private static int ceil(int length) {
        return (length + BLOCK - 1) / BLOCK;
    }

    /** The size it is made for. */
    public ImageSize size() {
        return size;
    }

    /** Starts anew with the next map, as for another source. */
    public void reset() {
        started = false;
    }

    /**
     * Takes the next map.
     *
     * @param values the model's map, row-major; read from index 0
     * @param moving 1 where the scene moves, else 0, of the map's size; null when not known:
     *     nothing moves
     * @param camera what the camera does
     * @param out the steady map, row-major; written from index 0; may be {@code values}
     * @throws SightlineException {@code internal}, "not-finite", when a value is; nothing is
     *     changed then
     */
    public Outcome update(FloatBuffer values, byte[] moving, Camera camera, FloatBuffer out) {
        read(values);
        var mask = moving == null ? none : moving;
        var outcome = started ? next(mask, camera) : start(Step.STARTED, camera);
        System.arraycopy(map, 0, mapBefore, 0, map.length);
        out.put(0, steady, 0, steady.length);
        return outcome;
    }

    /**
     * The background, row-major, in the unit of the steady map: what zones measure against. Its
     * own, until the next map; true only while the camera stands.
     */
    public float[] reference() {
        return reference;
    }

    private void read(FloatBuffer values) {
        values.get(0, steadyBefore, 0, map.length);
        float sum = 0;
        for (float value : steadyBefore) {
            // Zero for what is finite, NaN for what is not.
            sum += value * 0;
        }
        if (sum != 0) {
            throw new SightlineException(ErrorCode.INTERNAL, "not-finite");
        }
        System.arraycopy(steadyBefore, 0, map, 0, map.length);
    }

    private Outcome start(Step step, Camera camera) {
        started = true;
        fixed = !camera.moves();
        alignment = Alignment.NONE;
        System.arraycopy(map, 0, steady, 0, map.length);
        restartReference();
        return new Outcome(step, alignment, Double.NaN, Double.NaN);
    }

    /** The steady map as it is becomes the reference. */
    private void restartReference() {
        System.arraycopy(steady, 0, reference, 0, steady.length);
        Arrays.fill(seen, (byte) 1);
        measureDeviation();
    }

    private void measureDeviation() {
        double sum = 0;
        for (float value : reference) {
            sum += value;
        }
        double mean = sum / reference.length;
        double square = 0;
        for (float value : reference) {
            square += (value - mean) * (value - mean);
        }
        deviation = (float) Math.sqrt(square / reference.length);
    }

    private Outcome next(byte[] moving, Camera camera) {
        if (!same(fit(mapBefore, none, null, Alignment.NONE, Solution.LEAST_SQUARES))) {
            return start(Step.CUT, camera);
        }
        if (camera != Camera.UNKNOWN && camera.moves() == fixed) {
            fixed = !camera.moves();
            if (fixed) {
                // What was learnt before the camera moved is of another view.
                restartReference();
            }
        }
        return fixed ? nextFixed(moving, camera) : nextMoving();
    }

    private Outcome nextFixed(byte[] moving, Camera camera) {
        var fit = fit(reference, moving, seen, alignment, Solution.LEAST_SQUARES);
        if (fit.enough() && !same(fit)) {
            return start(Step.CUT, camera);
        }
        if (fit.enough()) {
            alignment = fit.alignment();
        }
        System.arraycopy(steady, 0, steadyBefore, 0, steady.length);
        SteadyKernels.blend(map, alignment, moving, AT_REST, IN_MOTION, JUMP * deviation, steady);
        SteadyKernels.learn(
                map, alignment, moving, BUILD, PURSUIT, TOLERANCE * deviation, reference, seen);
        return new Outcome(
                Step.FIXED,
                alignment,
                SteadyKernels.relativeChange(
                        mapBefore, map, moving, LEAST * deviation / alignment.scale()),
                SteadyKernels.relativeChange(steadyBefore, steady, moving, LEAST * deviation));
    }

    private Outcome nextMoving() {
        var fit = fit(steady, none, null, alignment, Solution.SAME_SPREAD);
        float scale = fit.alignment().scale();
        float shift = fit.alignment().shift();
        alignment = new Alignment(scale + LET_GO * (1 - scale), shift - LET_GO * shift);
        SteadyKernels.align(map, alignment, steady);
        return new Outcome(Step.MOVING, alignment, Double.NaN, Double.NaN);
    }

    private TrimmedFit.Result fit(
            float[] target, byte[] moving, byte[] known, Alignment guess, Solution solution) {
        SteadyKernels.blockSums(map, target, moving, known, size.width(), BLOCK, blocks);
        return trimmed.fit(blocks, guess, solution);
    }

    /** Whether a fit is of one scene. */
    private static boolean same(TrimmedFit.Result fit) {
        return fit.correlation() >= SAME_SCENE && fit.share() >= SAME_SHARE;
    }
}
