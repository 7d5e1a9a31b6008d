// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.media;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/**
 * Depth that a sensor measured, and how well a relative map agrees with it.
 *
 * @param width of the image
 * @param height of the image
 * @param metres row by row; 0 where nothing was measured
 */
public record MeasuredDepth(int width, int height, float[] metres) {
    private static final double NEAREST = 0.2;
    private static final double FARTHEST = 10;

    /**
     * The usual two figures.
     *
     * @param absRel mean of |prediction − truth| / truth
     * @param delta1 part of the pixels that are less than a factor of 1.25 off
     */
    public record Score(double absRel, double delta1) {}

    /**
     * Reads a 16-bit PNG or a binary PGM.
     *
     * @param perMetre what one metre is in the file
     */
    public static MeasuredDepth read(Path file, double perMetre) throws IOException {
        return file.toString().endsWith(".pgm") ? pgm(file, perMetre) : png(file, perMetre);
    }

    private static MeasuredDepth png(Path file, double perMetre) throws IOException {
        var image = ImageIO.read(file.toFile());
        var raster = image.getRaster();
        if (raster.getSampleModel().getSampleSize(0) != 16) {
            throw new IOException(file + " has not 16 bits");
        }
        var metres = new float[image.getWidth() * image.getHeight()];
        for (int i = 0; i < metres.length; ++i) {
            int value = raster.getSample(i % image.getWidth(), i / image.getWidth(), 0);
            metres[i] = (float) (value / perMetre);
        }
        return new MeasuredDepth(image.getWidth(), image.getHeight(), metres);
    }

    private static MeasuredDepth pgm(Path file, double perMetre) throws IOException {
        try (var in = new DataInputStream(Files.newInputStream(file))) {
            String magic = word(in);
            int width = Integer.parseInt(word(in));
            int height = Integer.parseInt(word(in));
            int most = Integer.parseInt(word(in));
            if (!magic.equals("P5") || most < 256) {
                throw new IOException(file + " is not a 16-bit binary PGM");
            }
            byte[] bytes = in.readAllBytes();
            var metres = new float[width * height];
            for (int i = 0; i < metres.length; ++i) {
                int value = (bytes[2 * i] & 255) << 8 | bytes[2 * i + 1] & 255;
                metres[i] = (float) (value / perMetre);
            }
            return new MeasuredDepth(width, height, metres);
        }
    }

    /** The next word of a PGM header; a line from # on is a comment. One white space ends it. */
    private static String word(DataInputStream in) throws IOException {
        var word = new StringBuilder();
        for (int c = in.read(); c >= 0; c = in.read()) {
            if (c == '#') {
                while (c >= 0 && c != '\n') {
                    c = in.read();
                }
            } else if (!Character.isWhitespace(c)) {
                word.append((char) c);
            } else if (word.length() > 0) {
                return word.toString();
            }
        }
        return new String(
                word.toString().getBytes(StandardCharsets.US_ASCII), StandardCharsets.US_ASCII);
    }

    /**
     * Compares a map of relative inverse depth. It is brought to this image's size (bilinear, pixel
     * centres), scale and shift are fitted by least squares in disparity, and both are held to
     * 0.2–10 m.
     */
    public Score score(float[] map, int mapWidth, int mapHeight) {
        float[] prediction = resize(map, mapWidth, mapHeight, width, height);
        double n = 0;
        double sp = 0;
        double spp = 0;
        double sq = 0;
        double spq = 0;
        for (int i = 0; i < metres.length; ++i) {
            if (metres[i] > NEAREST && metres[i] < FARTHEST) {
                double p = prediction[i];
                double q = 1.0 / metres[i];
                n += 1;
                sp += p;
                spp += p * p;
                sq += q;
                spq += p * q;
            }
        }
        double determinant = spp * n - sp * sp;
        double scale = (spq * n - sp * sq) / determinant;
        double shift = (spp * sq - sp * spq) / determinant;
        double error = 0;
        double hits = 0;
        for (int i = 0; i < metres.length; ++i) {
            if (metres[i] > NEAREST && metres[i] < FARTHEST) {
                double disparity = scale * prediction[i] + shift;
                double depth = Math.min(FARTHEST, Math.max(NEAREST, 1 / Math.max(disparity, 1e-6)));
                error += Math.abs(depth - metres[i]) / metres[i];
                hits += Math.max(depth / metres[i], metres[i] / depth) < 1.25 ? 1 : 0;
            }
        }
        return new Score(error / n, hits / n);
    }

    private static float[] resize(
            float[] from, int fromWidth, int fromHeight, int width, int height) {
        var to = new float[width * height];
        for (int y = 0; y < height; ++y) {
            double sy =
                    Math.min(fromHeight - 1, Math.max(0, (y + 0.5) * fromHeight / height - 0.5));
            int y0 = (int) sy;
            int y1 = Math.min(fromHeight - 1, y0 + 1);
            for (int x = 0; x < width; ++x) {
                double sx =
                        Math.min(fromWidth - 1, Math.max(0, (x + 0.5) * fromWidth / width - 0.5));
                int x0 = (int) sx;
                int x1 = Math.min(fromWidth - 1, x0 + 1);
                double top =
                        from[y0 * fromWidth + x0] * (x0 + 1 - sx)
                                + from[y0 * fromWidth + x1] * (sx - x0);
                double bottom =
                        from[y1 * fromWidth + x0] * (x0 + 1 - sx)
                                + from[y1 * fromWidth + x1] * (sx - x0);
                to[y * width + x] = (float) (top * (y0 + 1 - sy) + bottom * (sy - y0));
            }
        }
        return to;
    }
}
