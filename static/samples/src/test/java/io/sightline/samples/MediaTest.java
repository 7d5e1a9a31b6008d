// SPDX-License-Identifier: Apache-2.0
package io.sightline.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The committed media are what this source renders. */
class MediaTest {
    private static final Path MEDIA = Path.of("media");
    private static Room room;
    private static Scene empty;

    @BeforeAll
    static void build() {
        room = new Room();
        empty = room.scene();
    }

    @Test
    void theDepthMapIsExactToAMillimetre() throws IOException {
        Camera camera = Views.picture();
        BufferedImage depth = image("room-depth.png");
        assertEquals(16, depth.getColorModel().getPixelSize());
        Film film = new Film(camera.width(), camera.height());
        Scene scene = empty.with(Views.pictureFigure().mesh(Views.FIGURE_CELL));
        Renderer renderer = new Renderer(camera, 1);
        for (int y = 1; y < camera.height(); y += 7) {
            renderer.depth(scene, film, 0, y, camera.width(), y + 1);
            assertDepth(depth, film, y);
        }
    }

    @Test
    void theClipsDepthMapsAreExactToAMillimetre() throws IOException {
        Camera camera = Views.clip();
        Walk walk = new Walk();
        Renderer renderer = new Renderer(camera, 1);
        for (int i = 0; i < Views.CLIP_FRAMES; i += 2 * Views.DEPTH_EVERY) {
            Film film = new Film(camera.width(), camera.height());
            Scene scene =
                    empty.with(walk.after(i / Views.CLIP_FPS * Walk.SPEED).mesh(Views.FIGURE_CELL));
            BufferedImage depth = image("room-walk-depth-0" + (i < 10 ? "0" : "") + i + ".png");
            for (int y = 0; y < camera.height(); y += 5) {
                renderer.depth(scene, film, 0, y, camera.width(), y + 1);
                assertDepth(depth, film, y);
            }
        }
    }

    private static void assertDepth(BufferedImage depth, Film film, int y) {
        for (int x = 0; x < film.width; x++) {
            int stored = depth.getRaster().getSample(x, y, 0);
            assertEquals(
                    Picture.millimetres(film.depth[y * film.width + x]),
                    stored,
                    1,
                    "at " + x + ", " + y);
        }
    }

    @Test
    void thePictureShowsTheRoomAsItIsRendered() throws IOException {
        BufferedImage picture = image("room.jpg");
        int k = 8;
        Camera camera = Views.picture();
        assertEquals(camera.width(), picture.getWidth());
        assertEquals(camera.height(), picture.getHeight());
        Camera small = camera.scaledTo(camera.width() / k, camera.height() / k);
        Film film =
                new Renderer(small, 11).render(empty.with(Views.pictureFigure().mesh(0.015)), 12);
        boolean[] all = new boolean[film.count.length];
        Arrays.fill(all, true);
        float[] rgb = new Denoiser(small, film).filter(film.mean(), film.variance(), all, 3, 2);
        double[] sums = new double[5];
        double off = 0;
        for (int i = 0; i < film.count.length; i++) {
            int packed = Views.TONE.pack(rgb[3 * i], rgb[3 * i + 1], rgb[3 * i + 2]);
            for (int shift = 0; shift < 24; shift += 8) {
                double a = packed >> shift & 255;
                double b = 0;
                for (int j = 0; j < k * k; j++) {
                    int x = i % small.width() * k + j % k;
                    int y = i / small.width() * k + j / k;
                    b += (double) (picture.getRGB(x, y) >> shift & 255) / (k * k);
                }
                off += Math.abs(a - b) / (3 * film.count.length);
                double[] terms = {a, b, a * a, b * b, a * b};
                for (int t = 0; t < 5; t++) {
                    sums[t] += terms[t] / (3 * film.count.length);
                }
            }
        }
        double correlation =
                (sums[4] - sums[0] * sums[1])
                        / Math.sqrt((sums[2] - sums[0] * sums[0]) * (sums[3] - sums[1] * sums[1]));
        assertEquals(sums[1], sums[0], 6, "mean level");
        assertTrue(correlation > 0.97, "correlation " + correlation);
        assertTrue(off < 10, "mean difference " + off + " of 255");
    }

    @Test
    void theSidecarsSayWhereThingsAre() throws IOException {
        JsonNode json = json("room.json");
        Camera camera = Views.picture();
        assertEquals(camera.fx(), json.at("/intrinsics/fx").asDouble(), 1e-5);
        assertEquals(camera.cy(), json.at("/intrinsics/cy").asDouble(), 1e-5);
        assertEquals(camera.position().z(), json.get("cameraHeightMetres").asDouble(), 1e-6);
        assertEquals(camera.forward().y(), json.at("/cameraToWorld/1/2").asDouble(), 1e-5);
        assertEquals(Views.pictureFigure().foot().y(), json.at("/figure/foot/1").asDouble(), 1e-6);
        assertTrue(json.get("objects").size() > 12);
        BufferedImage depth = image(json.get("depth").asText());
        int least = 65535;
        int most = 0;
        for (int i = 0; i < depth.getWidth() * depth.getHeight(); i++) {
            int z = depth.getRaster().getSample(i % depth.getWidth(), i / depth.getWidth(), 0);
            if (z > 0) {
                least = Math.min(least, z);
                most = Math.max(most, z);
            }
        }
        assertEquals(least / 1000.0, json.get("nearMetres").asDouble(), 0.001);
        assertEquals(most / 1000.0, json.get("farMetres").asDouble(), 0.001);
        assertBox(
                json.at("/figure/box"),
                camera,
                empty.with(Views.pictureFigure().mesh(Views.FIGURE_CELL)));
    }

    @Test
    void theClipsSidecarFollowsTheFigure() throws IOException {
        JsonNode json = json("room-walk.json");
        JsonNode frames = json.get("frames");
        assertEquals(Views.CLIP_FRAMES, frames.size());
        Walk walk = new Walk();
        for (int i = 0; i < frames.size(); i++) {
            Figure figure = walk.after(i / Views.CLIP_FPS * Walk.SPEED);
            assertEquals(i / Views.CLIP_FPS, frames.get(i).get("t").asDouble(), 1e-6);
            assertEquals(figure.foot().x(), frames.get(i).at("/foot/0").asDouble(), 1e-6);
            Vec3 chest = Views.clip().toCamera(figure.chest());
            assertEquals(chest.z(), frames.get(i).at("/chestInCamera/2").asDouble(), 1e-5);
        }
        int middle = Views.CLIP_FRAMES / 2;
        Figure figure = walk.after(middle / Views.CLIP_FPS * Walk.SPEED);
        assertBox(
                frames.get(middle).get("box"),
                Views.clip(),
                empty.with(figure.mesh(Views.FIGURE_CELL)));
    }

    /** The pixels that come nearer when the figure stands there are the pixels of its box. */
    private static void assertBox(JsonNode box, Camera camera, Scene scene) {
        Film with = new Film(camera.width(), camera.height());
        Film without = new Film(camera.width(), camera.height());
        new Renderer(camera, 1).depth(scene, with, 0, 0, camera.width(), camera.height());
        new Renderer(camera, 1).depth(empty, without, 0, 0, camera.width(), camera.height());
        int[] edge = {camera.width(), camera.height(), -1, -1};
        for (int i = 0; i < with.depth.length; i++) {
            if (with.depth[i] != without.depth[i]) {
                edge[0] = Math.min(edge[0], i % camera.width());
                edge[1] = Math.min(edge[1], i / camera.width());
                edge[2] = Math.max(edge[2], i % camera.width());
                edge[3] = Math.max(edge[3], i / camera.width());
            }
        }
        assertEquals(edge[0], box.get(0).asInt(), 1);
        assertEquals(edge[1], box.get(1).asInt(), 1);
        assertEquals(edge[2] - edge[0] + 1, box.get(2).asInt(), 2);
        assertEquals(edge[3] - edge[1] + 1, box.get(3).asInt(), 2);
    }

    @Test
    void theMediaStaySmall() throws IOException {
        long total = 0;
        try (Stream<Path> files = Files.list(MEDIA)) {
            List<Path> all = files.toList();
            for (Path file : all) {
                total += Files.size(file);
            }
        }
        assertTrue(total < 3_000_000, "the sample media weigh " + total + " bytes");
        assertTrue(Files.size(MEDIA.resolve("room-thumb.webp")) <= 8 * 1024);
        assertTrue(Files.size(MEDIA.resolve("room-walk-thumb.webp")) <= 8 * 1024);
        assertEquals(
                "ftyp",
                new String(
                        Arrays.copyOfRange(
                                Files.readAllBytes(MEDIA.resolve("room-walk.mp4")), 4, 8)));
    }

    private static BufferedImage image(String name) throws IOException {
        return ImageIO.read(MEDIA.resolve(name).toFile());
    }

    private static JsonNode json(String name) throws IOException {
        return new ObjectMapper().readTree(MEDIA.resolve(name).toFile());
    }
}
