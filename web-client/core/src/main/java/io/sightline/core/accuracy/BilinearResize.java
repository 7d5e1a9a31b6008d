// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.accuracy;

/**
 * Brings a depth map to the size of the measured depth it is compared with: bilinear, pixel centres
 * at half-integers, border replicated. The same as OpenCV's INTER_LINEAR, with which the reference
 * figures were made.
 */
public final class BilinearResize {
    private BilinearResize() {}

    /**
     * @param source row-major, {@code width * height} values
     * @return row-major, {@code toWidth * toHeight} values
     * @throws IllegalArgumentException if a size is below 1 or does not fit the array
     */
    public static float[] of(float[] source, int width, int height, int toWidth, int toHeight) {
        if (width < 1
                || height < 1
                || toWidth < 1
                || toHeight < 1
                || source.length != width * height) {
            throw new IllegalArgumentException(
                    "cannot resize "
                            + source.length
                            + " values as "
                            + width
                            + " by "
                            + height
                            + " to "
                            + toWidth
                            + " by "
                            + toHeight);
        }
        float[] out = new float[toWidth * toHeight];
        for (int y = 0; y < toHeight; y++) {
            double v = (y + 0.5) * height / toHeight - 0.5;
            int top = (int) Math.floor(v);
            double dv = v - top;
            int row0 = Math.max(0, top) * width;
            int row1 = Math.min(height - 1, top + 1) * width;
            for (int x = 0; x < toWidth; x++) {
                double u = (x + 0.5) * width / toWidth - 0.5;
                int left = (int) Math.floor(u);
                double du = u - left;
                int col0 = Math.max(0, left);
                int col1 = Math.min(width - 1, left + 1);
                double a = source[row0 + col0] + du * (source[row0 + col1] - source[row0 + col0]);
                double b = source[row1 + col0] + du * (source[row1 + col1] - source[row1 + col0]);
                out[y * toWidth + x] = (float) (a + dv * (b - a));
            }
        }
        return out;
    }
}
