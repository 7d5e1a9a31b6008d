// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.steady;

/**
 * Running means of the flicker over the newest frames.
 *
 * <p>The measure is the temporal alignment error of Chen et al., "Video Depth Anything: Consistent
 * Depth Estimation for Super-Long Videos", CVPR 2025, section 4 (benchmark/eval/eval_tae.py), with
 * the identity as pose, which a standing camera has: the mean of |dₜ − dₜ₋₁| / dₜ₋₁ over pixels
 * whose scene rests, here of relative disparity. Where dₜ₋₁ is nearer to zero than a tenth of the
 * map's standard deviation, that tenth stands for it.
 */
public final class FlickerMeter {
    private static final int KEPT = 30;

    private final double[] raw = new double[KEPT];
    private final double[] steady = new double[KEPT];
    private int count;

    /** Forgets everything. */
    public void reset() {
        count = 0;
    }

    /** Notes a frame; one whose changes are not known is passed over. */
    public void note(Stabiliser.Outcome outcome) {
        if (outcome.change() >= 0 && outcome.steadyChange() >= 0) {
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
        return new Flicker(sumRaw / kept, sumSteady / kept, kept);
    }
}
