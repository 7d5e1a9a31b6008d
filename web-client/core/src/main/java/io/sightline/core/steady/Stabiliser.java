// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.steady;

import io.sightline.core.depth.DepthInputSize;
import io.sightline.core.motion.Camera;
import io.sightline.core.motion.Warp;
import io.sightline.core.steady.SteadyMaps.Target;
import io.sightline.core.steady.TrimmedFit.Solution;

/**
 * Takes the flicker out of a sequence of relative depth maps, whose scale and shift differ from
 * frame to frame.
 *
 * <p>While the camera stands, a reference of the background is learnt from what rests, each map is
 * fitted to it ({@link TrimmedFit}), and blended into the steady map: slowly where the scene rests,
 * at once where it moves. While the camera moves, a pixel means another point in each frame: the
 * steady map is carried along the camera's movement, each map is fitted to it where both show the
 * scene, and lightly blended with it; scale and shift are let go, very slowly, towards the model's
 * own. Where that movement is not known they follow the frame before as it is, and nothing is
 * blended. A cut starts anew.
 *
 * <p>It decides; what is done to pixels is done by its {@link SteadyMaps}.
 */
public final class Stabiliser {
    /** Edge of the blocks that alignments are fitted to: a patch of the model, pixels. */
    public static final int BLOCK = DepthInputSize.PATCH;

    /** What a frame met. */
    public enum Step {
        /** The first of a sequence: the steady map is the frame's own. */
        STARTED,
        /** The camera stands: fitted to the reference. */
        FIXED,
        /** The camera moves: fitted to the frame before, carried along where that can be. */
        MOVING,
        /** Another scene: started anew. */
        CUT
    }

    /**
     * What was done with a frame.
     *
     * @param step that it met
     * @param alignment of the model's map with the steady one
     * @param change of the model's maps over what rests, since the frame before, carried along
     *     where the camera moves; NaN when not known
     * @param steadyChange the same of the steady maps
     */
    public record Outcome(Step step, Alignment alignment, double change, double steadyChange) {}

    // In standard deviations of the reference, so that no unit matters.
    private static final double JUMP = 0.15;
    private static final double TOLERANCE = 0.1;
    private static final double LEAST = 0.1;

    /** How fast alignment is let go while the camera moves, a frame. */
    private static final float LET_GO = 0.0005f;

    /** The same where the frame before is another view, which says little. */
    private static final float LET_GO_BLIND = 0.02f;

    private final SteadyMaps maps;
    private final float[] blocks;
    private final TrimmedFit trimmed;
    private boolean started;
    private boolean fixed;
    private Alignment alignment = Alignment.NONE;
    private double deviation;

    /** On maps that are its own. */
    public Stabiliser(SteadyMaps maps) {
        this.maps = maps;
        blocks = new float[maps.blocks() * 3];
        trimmed = new TrimmedFit(maps.blocks());
    }

    /** Starts anew with the next map, as for another source. */
    public void reset() {
        started = false;
    }

    /**
     * Makes the steady map for the map that was taken last.
     *
     * @param camera what it does
     * @param warp the way back to the frame before, of a camera that moves; null when not known
     */
    public Outcome update(Camera camera, Warp warp) {
        if (!started) {
            return start(Step.STARTED, camera);
        }
        boolean led = warp != null && camera.moves();
        if (!led && !fit(Target.BEFORE, Alignment.NONE, Solution.LEAST_SQUARES).same()) {
            return start(Step.CUT, camera);
        }
        if (camera != Camera.UNKNOWN && camera.moves() == fixed) {
            fixed = !camera.moves();
            if (fixed) {
                // What was learnt before the camera moved is of another view.
                maps.restartReference();
            }
        }
        if (fixed) {
            return updateFixed(camera);
        }
        return led ? updateLed(camera, warp) : updateMoving();
    }

    private Outcome start(Step step, Camera camera) {
        started = true;
        fixed = !camera.moves();
        alignment = Alignment.NONE;
        deviation = 0;
        maps.restart();
        maps.restartReference();
        return new Outcome(step, alignment, Double.NaN, Double.NaN);
    }

    private Outcome updateFixed(Camera camera) {
        var fit = fit(Target.REFERENCE, alignment, Solution.LEAST_SQUARES);
        if (fit.enough()) {
            if (!fit.same()) {
                return start(Step.CUT, camera);
            }
            alignment = fit.alignment();
            deviation = fit.deviation();
        }
        var change =
                maps.blend(
                        alignment,
                        (float) (JUMP * deviation),
                        (float) (TOLERANCE * deviation),
                        (float) (LEAST * deviation));
        return new Outcome(Step.FIXED, alignment, change.raw(), change.steady());
    }

    private Outcome updateLed(Camera camera, Warp warp) {
        maps.carry(warp);
        var fit = fit(Target.CARRIED, alignment, Solution.SAME_SPREAD);
        if (!fit.enough()) {
            // Hardly anything of the frame before is left to see.
            letGo(alignment, LET_GO_BLIND);
            maps.align(alignment);
            return new Outcome(Step.MOVING, alignment, Double.NaN, Double.NaN);
        }
        if (!fit.same()) {
            return start(Step.CUT, camera);
        }
        letGo(fit.alignment(), LET_GO);
        var change =
                maps.follow(
                        alignment,
                        warp,
                        (float) (JUMP * fit.deviation()),
                        (float) (LEAST * fit.deviation()));
        return new Outcome(Step.MOVING, alignment, change.raw(), change.steady());
    }

    private Outcome updateMoving() {
        letGo(fit(Target.STEADY, alignment, Solution.SAME_SPREAD).alignment(), LET_GO_BLIND);
        maps.align(alignment);
        return new Outcome(Step.MOVING, alignment, Double.NaN, Double.NaN);
    }

    private void letGo(Alignment found, float by) {
        float scale = found.scale();
        float shift = found.shift();
        alignment = new Alignment(scale + by * (1 - scale), shift - by * shift);
    }

    private TrimmedFit.Result fit(Target target, Alignment guess, Solution solution) {
        maps.blockSums(target, blocks);
        return trimmed.fit(blocks, guess, solution);
    }
}
