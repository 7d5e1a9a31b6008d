// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.media;

import java.awt.image.BufferedImage;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes YUV4MPEG2 clips, the form in which Chromium's fake camera takes a recording: 4:2:0, BT.601
 * limited range.
 */
public final class Y4mWriter implements AutoCloseable {
    private static final byte[] FRAME = "FRAME\n".getBytes(StandardCharsets.US_ASCII);

    private final OutputStream out;
    private final int width;
    private final int height;

    /**
     * Starts a clip.
     *
     * @param width of every frame, even
     * @param height of every frame, even
     */
    public Y4mWriter(Path file, int width, int height, int framesPerSecond) throws IOException {
        if (width % 2 != 0 || height % 2 != 0) {
            throw new IllegalArgumentException(width + " × " + height + " is not even");
        }
        this.width = width;
        this.height = height;
        out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
        String header =
                "YUV4MPEG2 W"
                        + width
                        + " H"
                        + height
                        + " F"
                        + framesPerSecond
                        + ":1 Ip A1:1 C420jpeg\n";
        out.write(header.getBytes(StandardCharsets.US_ASCII));
    }

    /** Adds a frame. */
    public void write(BufferedImage frame) throws IOException {
        int[] rgb = frame.getRGB(0, 0, width, height, null, 0, width);
        out.write(FRAME);
        byte[] luma = new byte[width * height];
        for (int i = 0; i < rgb.length; ++i) {
            luma[i] = (byte) Math.round(16 + weigh(rgb[i], 65.481, 128.553, 24.966));
        }
        out.write(luma);
        out.write(chroma(rgb, -37.797, -74.203, 112));
        out.write(chroma(rgb, 112, -93.786, -18.214));
    }

    private byte[] chroma(int[] rgb, double red, double green, double blue) {
        byte[] plane = new byte[width / 2 * (height / 2)];
        for (int y = 0; y < height / 2; ++y) {
            for (int x = 0; x < width / 2; ++x) {
                int at = 2 * y * width + 2 * x;
                double sum =
                        weigh(rgb[at], red, green, blue)
                                + weigh(rgb[at + 1], red, green, blue)
                                + weigh(rgb[at + width], red, green, blue)
                                + weigh(rgb[at + width + 1], red, green, blue);
                plane[y * (width / 2) + x] = (byte) Math.round(128 + sum / 4);
            }
        }
        return plane;
    }

    private static double weigh(int rgb, double red, double green, double blue) {
        return ((rgb >> 16 & 255) * red + (rgb >> 8 & 255) * green + (rgb & 255) * blue) / 255;
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
