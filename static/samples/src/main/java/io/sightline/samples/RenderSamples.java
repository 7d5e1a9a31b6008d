// SPDX-License-Identifier: Apache-2.0
package io.sightline.samples;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Renders the sample media anew: the picture with its depth and sidecar, and the frames of the clip
 * with theirs.
 *
 * <p>Arguments: the media folder, the folder for the clip's frames (lossless PNG, for {@code
 * encode.sh} to pack), and optionally {@code picture} or {@code clip} to render only that. Takes
 * some ten minutes on two cores.
 */
public final class RenderSamples {
    private static final int SEED = 2026;

    private final Path media;
    private final Path frames;
    private final PrintStream log;

    private RenderSamples(Path media, Path frames, PrintStream log) {
        this.media = media;
        this.frames = frames;
        this.log = log;
    }

    /** Renders everything, or the part named by the third argument. */
    public static void main(String[] args) throws IOException {
        if (args.length < 2) {
            System.err.println("usage: RenderSamples MEDIA_FOLDER FRAMES_FOLDER [picture|clip]");
            System.exit(2);
        }
        RenderSamples render = new RenderSamples(Path.of(args[0]), Path.of(args[1]), System.out);
        Files.createDirectories(render.media);
        Files.createDirectories(render.frames);
        String only = args.length > 2 ? args[2] : "";
        Room room = new Room();
        if (!only.equals("clip")) {
            render.picture(room);
        }
        if (!only.equals("picture")) {
            render.clip(room);
        }
    }

    private void picture(Room room) throws IOException {
        Camera camera = Views.picture();
        Figure figure = Views.pictureFigure();
        Film film =
                new Renderer(camera, SEED)
                        .render(
                                room.scene().with(figure.mesh(Views.FIGURE_CELL)),
                                Views.PICTURE_SAMPLES);
        boolean[] all = new boolean[film.count.length];
        Arrays.fill(all, true);
        float[] rgb =
                new Denoiser(camera, film)
                        .filter(film.mean(), film.variance(), all, Views.LEVELS, Views.STRENGTH);
        BufferedImage image = Picture.colour(camera.width(), camera.height(), rgb, Views.TONE);
        Picture.writePng(image, frames.resolve("room.png"));
        try (OutputStream out = Files.newOutputStream(media.resolve("room.jpg"))) {
            Picture.writeJpeg(image, 0.92f, out);
        }
        Picture.writeDepth(
                camera.width(), camera.height(), film.depth, media.resolve("room-depth.png"));
        float[] coverage = new float[film.count.length];
        for (int i = 0; i < coverage.length; i++) {
            coverage[i] = (float) film.moving[i] / film.count[i];
        }
        Sidecar.Sighting sighting = new Sidecar.Sighting(-1, figure, coverage, film.depth, null);
        Files.writeString(
                media.resolve("room.json"),
                Sidecar.picture("room.jpg", "room-depth.png", camera, room.things(), sighting));
        log.println("picture: room.jpg, room-depth.png, room.json");
    }

    private void clip(Room room) throws IOException {
        Camera camera = Views.clip();
        Walk walk = new Walk();
        Clip clip = new Clip(camera, room.scene(), Views.CLIP_STILL_SAMPLES, SEED);
        List<Sidecar.Sighting> sightings = new ArrayList<>();
        for (int i = 0; i < Views.CLIP_FRAMES; i++) {
            double seconds = i / Views.CLIP_FPS;
            Figure figure = walk.after(seconds * Walk.SPEED);
            Clip.Frame frame = clip.frame(figure.mesh(Views.FIGURE_CELL));
            Picture.writePng(
                    Picture.colour(camera.width(), camera.height(), frame.rgb(), Views.TONE),
                    frames.resolve(String.format(Locale.ROOT, "walk-%03d.png", i)));
            String depthFile = null;
            if (i % Views.DEPTH_EVERY == 0) {
                depthFile = String.format(Locale.ROOT, "room-walk-depth-%03d.png", i);
                Picture.writeDepth(
                        camera.width(), camera.height(), frame.depth(), media.resolve(depthFile));
            }
            sightings.add(
                    new Sidecar.Sighting(
                            seconds, figure, frame.coverage(), frame.depth(), depthFile));
            log.println("clip: frame " + (i + 1) + " of " + Views.CLIP_FRAMES);
        }
        Files.writeString(
                media.resolve("room-walk.json"),
                Sidecar.clip("room-walk.mp4", Views.CLIP_FPS, camera, room.things(), sightings));
    }
}
