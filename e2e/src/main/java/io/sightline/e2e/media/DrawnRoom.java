// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.media;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/**
 * Rooms as the demonstration language model knows them ({@code
 * model-cache/demonstration/train/scene.py} has the measures), seen by a camera with a little
 * noise: someone comes in, stands and goes, with a hammer or without.
 */
public final class DrawnRoom {
    private static final int WIDTH = 320;
    private static final int HEIGHT = 240;

    /** Frames a second of the clips. */
    public static final int RATE = 10;

    private static final Color WALL = new Color(205, 200, 190);
    private static final Color FLOOR = new Color(130, 100, 75);
    private static final Color SHIRT = new Color(40, 70, 215);
    private static final Color SKIN = new Color(230, 190, 160);
    private static final Color TROUSERS = new Color(40, 40, 60);

    /** Mean deviation of the camera's noise, steps of 1/255. */
    private static final double NOISE = 2;

    private final Random random = new Random(7);

    private DrawnRoom() {}

    /**
     * A clip for the fake camera, which plays it over and over: nobody for four seconds, someone
     * comes in, stands for eight, goes, and nobody for four.
     *
     * @param tool whether they hold one
     */
    public static Path visit(Path file, boolean tool) {
        var room = new DrawnRoom();
        return write(
                file,
                22,
                t -> {
                    double in = Math.min(1, Math.max(0, (t - 4) / 3));
                    double out = Math.min(1, Math.max(0, (t - 15) / 3));
                    boolean there = t >= 4 && t < 18;
                    boolean strides = (in < 1 || out > 0) && (int) (t * 3) % 2 == 0;
                    double x = -0.15 + 0.65 * in + 0.65 * out;
                    return room.noisy(room.frame(there ? x : Double.NaN, tool, strides));
                });
    }

    /**
     * A clip for the fake camera of one that fails: ten seconds of the empty room, then one frame
     * for fourteen, then black for five.
     */
    public static Path failing(Path file) {
        var room = new DrawnRoom();
        var still = room.noisy(room.frame(Double.NaN, false, false));
        var black = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        return write(
                file,
                29,
                t ->
                        t >= 24
                                ? black
                                : t >= 10
                                        ? still
                                        : room.noisy(room.frame(Double.NaN, false, false)));
    }

    /** A clip of the empty room, of other frames than the others. */
    public static Path empty(Path file, int width, int height, int seconds) {
        var room = new DrawnRoom();
        var large = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        return write(
                file,
                large,
                seconds,
                t -> {
                    Graphics2D g = large.createGraphics();
                    g.drawImage(room.frame(Double.NaN, false, false), 0, 0, width, height, null);
                    g.dispose();
                    return room.noisy(large);
                });
    }

    /** One picture of the room: empty, or with someone who holds a tool. */
    public static BufferedImage picture(boolean tool) {
        return new DrawnRoom().frame(tool ? 0.5 : Double.NaN, tool, false);
    }

    private interface Painter {
        BufferedImage at(double seconds);
    }

    private static Path write(Path file, int seconds, Painter painter) {
        return write(file, painter.at(0), seconds, painter);
    }

    private static Path write(Path file, BufferedImage size, int seconds, Painter painter) {
        try {
            Files.createDirectories(file.getParent());
            try (var clip = new Y4mWriter(file, size.getWidth(), size.getHeight(), RATE)) {
                for (int i = 0; i < seconds * RATE; ++i) {
                    clip.write(painter.at((double) i / RATE));
                }
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private BufferedImage frame(double x, boolean tool, boolean strides) {
        var image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setColor(WALL);
        g.fillRect(0, 0, WIDTH, HEIGHT);
        double horizon = 0.48 * HEIGHT;
        g.setColor(FLOOR);
        g.fill(new Rectangle2D.Double(0, horizon, WIDTH, HEIGHT - horizon));
        g.setColor(new Color(78, 60, 45));
        line(g, 4, 0, horizon, WIDTH, horizon);
        g.setColor(new Color(200, 225, 245));
        g.fill(new Rectangle2D.Double(0.7 * WIDTH, 0.1 * HEIGHT, 0.2 * WIDTH, 0.2 * HEIGHT));
        if (!Double.isNaN(x)) {
            person(g, x * WIDTH, tool, strides);
        }
        g.dispose();
        return image;
    }

    /** Eight units tall. */
    private static void person(Graphics2D g, double x, boolean tool, boolean strides) {
        double unit = 0.7 * HEIGHT / 8;
        double foot = 0.9 * HEIGHT;
        double top = foot - 8 * unit;
        g.setColor(TROUSERS);
        double spread = strides ? 1.3 * unit : 0.6 * unit;
        for (int side : new int[] {-1, 1}) {
            line(g, 0.8 * unit, x + side * 0.4 * unit, top + 4.6 * unit, x + side * spread, foot);
        }
        g.setColor(SHIRT);
        g.fill(new Rectangle2D.Double(x - unit, top + 2 * unit, 2 * unit, 2.8 * unit));
        double handX = x + 2.1 * unit;
        double handY = top + (tool ? 3.2 : 4) * unit;
        line(g, 0.6 * unit, x + unit, top + 2.4 * unit, handX, handY);
        line(g, 0.6 * unit, x - unit, top + 2.4 * unit, x - 1.5 * unit, top + 4.6 * unit);
        g.setColor(SKIN);
        g.fill(new Ellipse2D.Double(x - 0.85 * unit, top, 1.7 * unit, 1.9 * unit));
        if (tool) {
            hammer(g, unit, handX, handY);
        }
        g.setColor(SKIN);
        double fist = 0.35 * unit;
        g.fill(new Ellipse2D.Double(handX - fist, handY - fist, 2 * fist, 2 * fist));
    }

    private static void hammer(Graphics2D g, double unit, double handX, double handY) {
        double acrossX = Math.sin(0.2) * 3.2 * unit;
        double acrossY = Math.cos(0.2) * 3.2 * unit;
        double endX = handX + acrossX;
        double endY = handY - acrossY;
        g.setColor(new Color(25, 22, 20));
        line(g, 0.65 * unit, handX - acrossX / 2, handY + acrossY / 2, endX, endY);
        g.setColor(new Color(70, 75, 85));
        g.fill(
                new Rectangle2D.Double(
                        endX - 1.2 * unit, endY - 0.55 * unit, 2.4 * unit, 1.1 * unit));
    }

    private static void line(
            Graphics2D g, double thick, double fromX, double fromY, double toX, double toY) {
        g.setStroke(
                new BasicStroke(
                        (float) Math.max(2, (int) thick),
                        BasicStroke.CAP_BUTT,
                        BasicStroke.JOIN_MITER));
        g.draw(new Line2D.Double(fromX, fromY, toX, toY));
    }

    /** The same in blocks of two, as the model was taught. */
    private BufferedImage noisy(BufferedImage image) {
        for (int y = 0; y < image.getHeight(); y += 2) {
            for (int x = 0; x < image.getWidth(); x += 2) {
                int by = (int) Math.round(random.nextGaussian() * NOISE);
                for (int i = 0; i < 4; ++i) {
                    int at = image.getRGB(x + i % 2, y + i / 2);
                    int red = within((at >> 16 & 255) + by);
                    int green = within((at >> 8 & 255) + by);
                    image.setRGB(
                            x + i % 2, y + i / 2, red << 16 | green << 8 | within((at & 255) + by));
                }
            }
        }
        return image;
    }

    private static int within(int value) {
        return Math.max(0, Math.min(255, value));
    }
}
