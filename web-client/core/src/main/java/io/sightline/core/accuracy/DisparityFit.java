// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.accuracy;

/**
 * The scale and shift that bring a relative depth map closest to measured depth: {@code 1 / metres
 * = scale * d + shift}.
 *
 * <p>A relative model's output d is an inverse depth known up to these two numbers (larger is
 * nearer). They are fitted by least squares in disparity (inverse metres), in closed form: {@code
 * [Σd² Σd; Σd N][scale shift]ᵀ = [Σdq Σq]ᵀ} with q = 1 / metres. Source: Ranftl et al., "Towards
 * Robust Monocular Depth Estimation", TPAMI 2022, equation 3; the sums are taken about the means,
 * which gives the same solution with less rounding.
 *
 * @param scale inverse metres per unit of the model's output
 * @param shift inverse metres
 */
public record DisparityFit(double scale, double shift) {
    /**
     * Fits over the pixels whose measured depth counts.
     *
     * @param disparity the model's output, row-major, at the size of the measured depth
     * @param metres measured depth, row-major; pixels outside {@code range} are left out
     * @throws IllegalArgumentException if the lengths differ, a counted output is not finite, fewer
     *     than two pixels count, or the output is the same at all of them
     */
    public static DisparityFit of(float[] disparity, float[] metres, MetresRange range) {
        Moments m = Moments.of(disparity, metres, range);
        if (m.varianceD() <= 0) {
            throw new IllegalArgumentException(
                    "the depth map is flat: every counted pixel has the same value");
        }
        double scale = m.covariance() / m.varianceD();
        return new DisparityFit(scale, m.meanQ() - scale * m.meanD());
    }

    /** Inverse metres for a value of the model. */
    public double disparity(double modelValue) {
        return scale * modelValue + shift;
    }

    /**
     * Metres for a value of the model, held within the range: a fit may send far points behind the
     * camera.
     */
    public double metres(double modelValue, MetresRange range) {
        double q = disparity(modelValue);
        return q <= 1 / range.far() ? range.far() : Math.max(range.near(), 1 / q);
    }

    /**
     * Means, variances and covariance of output d and true disparity q over the pixels that count.
     */
    record Moments(
            int count,
            double meanD,
            double meanQ,
            double varianceD,
            double varianceQ,
            double covariance) {
        static Moments of(float[] disparity, float[] metres, MetresRange range) {
            if (disparity.length != metres.length) {
                throw new IllegalArgumentException(
                        "the depth map has "
                                + disparity.length
                                + " values but the measured depth "
                                + metres.length
                                + "; bring them to one size first");
            }
            int n = 0;
            double sumD = 0;
            double sumQ = 0;
            for (int i = 0; i < metres.length; i++) {
                if (range.contains(metres[i])) {
                    double d = disparity[i];
                    if (Double.isNaN(d) || Double.isInfinite(d)) {
                        throw new IllegalArgumentException(
                                "the depth map is not finite at value " + i + ": " + d);
                    }
                    n++;
                    sumD += d;
                    sumQ += 1.0 / metres[i];
                }
            }
            if (n < 2) {
                throw new IllegalArgumentException(
                        "only "
                                + n
                                + " measured depths lie in "
                                + range.near()
                                + " to "
                                + range.far()
                                + " m");
            }
            double meanD = sumD / n;
            double meanQ = sumQ / n;
            double dd = 0;
            double qq = 0;
            double dq = 0;
            for (int i = 0; i < metres.length; i++) {
                if (range.contains(metres[i])) {
                    double d = disparity[i] - meanD;
                    double q = 1.0 / metres[i] - meanQ;
                    dd += d * d;
                    qq += q * q;
                    dq += d * q;
                }
            }
            return new Moments(n, meanD, meanQ, dd / n, qq / n, dq / n);
        }
    }
}
