// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.steady;

/**
 * Running means of the flicker over the newest frames.
 *
 * <p>The measure is the temporal alignment error of Chen et al., "Video Depth Anything: Consistent
 * Depth Estimation for Super-Long Videos", CVPR 2025, section 4 (benchmark/eval/eval_tae.py), with
 * the identity as pose, which a standing camera has, and with the similarity that the frame moved
 * by where the camera moves: the mean of |dₜ − dₜ₋₁| / dₜ₋₁ over pixels whose scene rests, here of
 * relative disparity. Where dₜ₋₁ is nearer to zero than a tenth of the map's standard deviation,
 * that tenth stands for it.
 */
public final class FlickerMeter {
    private static final int KEPT = 30;

    private final double[] raw = new double[KEPT];
    private final double[] steady = new double[KEPT];
    private int count;
    private boolean carried;

    /** Forgets everything. */
    public void reset() {
        count = 0;
    }

    /**
     * Notes a frame; one whose changes are not known is passed over. What was noted of a standing
     * camera is forgotten when it moves, and the other way about.
     */
    public void note(Stabiliser.Outcome outcome) {
        if (outcome.change() >= 0 && outcome.steadyChange() >= 0) {
            boolean moves = outcome.step() == Stabiliser.Step.MOVING;
            if (moves != carried) {
                reset();
                carried = moves;
            }
            raw[count % KEPT] = outcome.change();
            steady[count % KEPT] = outcome.steadyChange();
            ++count;
        }
    }

    /** The means. */
    public Flicker flicker() {
        int kept = Math.min(count, KEPT);
        if (kept == 0) {
            return Flicker.UNKNOWN;
        }
        double sumRaw = 0;
        double sumSteady = 0;
        for (int i = 0; i < kept; ++i) {
            sumRaw += raw[i];
            sumSteady += steady[i];
        }
        return new Flicker(sumRaw / kept, sumSteady / kept, kept, carried);
    }
}
