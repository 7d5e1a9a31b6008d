// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.accuracy;

/**
 * The usual figures of monocular depth, over the pixels whose measured depth counts, after a {@link
 * DisparityFit}.
 *
 * <p>Source of the formulas: Eigen et al., "Depth Map Prediction from a Single Image", NIPS 2014,
 * section 4.2.
 *
 * @param absRel mean of |predicted − measured| / measured
 * @param delta1 share of pixels where max(predicted / measured, measured / predicted) is below 1.25
 * @param rmse root of the mean squared error, metres
 * @param correlation Pearson's, between the model's output and true disparity: free of the fit
 * @param pixels how many counted
 */
public record DepthScore(
        double absRel, double delta1, double rmse, double correlation, int pixels) {
    private static final double DELTA = 1.25;

    /**
     * Fits a relative depth map to measured depth and scores it.
     *
     * @param disparity the model's output (larger is nearer), row-major, at the size of the
     *     measured depth
     * @param metres measured depth, row-major
     * @throws IllegalArgumentException as {@link DisparityFit#of} says
     */
    public static DepthScore of(float[] disparity, float[] metres, MetresRange range) {
        DisparityFit fit = DisparityFit.of(disparity, metres, range);
        DisparityFit.Moments m = DisparityFit.Moments.of(disparity, metres, range);
        double relative = 0;
        double square = 0;
        int close = 0;
        for (int i = 0; i < metres.length; i++) {
            double truth = metres[i];
            if (range.contains(truth)) {
                double z = fit.metres(disparity[i], range);
                double off = z - truth;
                relative += Math.abs(off) / truth;
                square += off * off;
                if (z < DELTA * truth && truth < DELTA * z) {
                    close++;
                }
            }
        }
        double spread = Math.sqrt(m.varianceD() * m.varianceQ());
        return new DepthScore(
                relative / m.count(),
                (double) close / m.count(),
                Math.sqrt(square / m.count()),
                spread > 0 ? m.covariance() / spread : 0,
                m.count());
    }
}
