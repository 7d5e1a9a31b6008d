// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.media;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Pictures that the tests draw for themselves: a corridor with a bright box in it. */
public final class Scenes {
    private Scenes() {}

    /**
     * A corridor.
     *
     * @param at where the box stands, 0 (left) to 1 (right)
     */
    public static BufferedImage corridor(int width, int height, double at) {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setPaint(
                new GradientPaint(
                        0, 0, new Color(205, 208, 214), 0, height, new Color(88, 74, 60)));
        g.fillRect(0, 0, width, height);
        g.setColor(new Color(52, 58, 66));
        g.setStroke(new BasicStroke(Math.max(1, width / 160f)));
        int left = width * 2 / 5;
        int right = width * 3 / 5;
        int top = height * 2 / 5;
        int bottom = height * 3 / 5;
        g.drawRect(left, top, right - left, bottom - top);
        g.drawLine(0, 0, left, top);
        g.drawLine(width, 0, right, top);
        g.drawLine(0, height, left, bottom);
        g.drawLine(width, height, right, bottom);
        int edge = height / 3;
        int x = (int) Math.round(at * (width - edge));
        g.setColor(new Color(226, 168, 44));
        g.fillRect(x, height - edge - height / 12, edge, edge);
        g.setColor(new Color(120, 80, 20));
        g.drawRect(x, height - edge - height / 12, edge, edge);
        g.dispose();
        return image;
    }

    /** An image as a PNG file's bytes. */
    public static byte[] png(BufferedImage image) {
        return encode(image, "png");
    }

    /** An image as a JPEG file's bytes. */
    public static byte[] jpeg(BufferedImage image) {
        return encode(image, "jpeg");
    }

    private static byte[] encode(BufferedImage image, String format) {
        var out = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, format, out)) {
                throw new IllegalStateException("no writer for " + format);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** A two-second clip for the fake camera, in which the box slides from side to side. */
    public static Path cameraClip(Path file) {
        int frames = 20;
        try {
            Files.createDirectories(file.getParent());
            try (var clip = new Y4mWriter(file, 320, 240, 10)) {
                for (int i = 0; i < frames; ++i) {
                    clip.write(corridor(320, 240, 0.5 - 0.5 * Math.cos(2 * Math.PI * i / frames)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }
}
