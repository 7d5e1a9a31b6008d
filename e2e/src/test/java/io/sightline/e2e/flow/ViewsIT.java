// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.flow;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import io.sightline.core.depth.DepthPostprocessor;
import io.sightline.e2e.media.RoomDepth;
import io.sightline.e2e.page.SightlinePage;
import io.sightline.e2e.page.Visit;
import io.sightline.e2e.stage.InChromium;
import io.sightline.e2e.stage.Models;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** The flat views of depth, pixel by pixel, of a map that is known. */
@InChromium(models = Models.ROOM)
final class ViewsIT {
    private static final int WIDTH = RoomDepth.WIDTH;
    private static final int HEIGHT = RoomDepth.HEIGHT;
    private static final int COUNT = WIDTH * HEIGHT;

    private static SightlinePage room(Visit visit) {
        SightlinePage page = SightlinePage.open(visit);
        page.tab().locator("#choice label:has([value=wasm])").click();
        page.openSample("room");
        page.loadModel();
        page.waitForDepth();
        // The map is painted after its figures are there: the canvas has the map's size then.
        page.tab()
                .waitForFunction(
                        "([width, height]) => {"
                                + " const depth = document.getElementById('depth');"
                                + " return depth.width === width && depth.height === height; }",
                        List.of(WIDTH, HEIGHT));
        return page;
    }

    /** Four bytes a pixel of the depth that is drawn. */
    private static byte[] drawn(SightlinePage page) {
        return Base64.getDecoder()
                .decode(
                        (String)
                                page.tab()
                                        .evaluate(
                                                """
                                                () => {
                                                  const depth = document.getElementById('depth');
                                                  const canvas = new OffscreenCanvas(depth.width, depth.height);
                                                  const context = canvas.getContext('2d');
                                                  context.drawImage(depth, 0, 0);
                                                  const { data } = context.getImageData(
                                                      0, 0, canvas.width, canvas.height);
                                                  let text = '';
                                                  for (let i = 0; i < data.length; i += 8192) {
                                                    text += String.fromCharCode(...data.subarray(i, i + 8192));
                                                  }
                                                  return btoa(text);
                                                }
                                                """));
    }

    /** How near each value is, 0 to 1 of the scale. */
    private static float[] nearness(SightlinePage page) {
        byte[] file = page.api().export("depth-npy");
        var map =
                ByteBuffer.wrap(file, file.length - COUNT * 4, COUNT * 4)
                        .slice()
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .asFloatBuffer();
        var range = new DepthPostprocessor(WIDTH, HEIGHT).range(map);
        var near = new float[COUNT];
        for (int i = 0; i < COUNT; ++i) {
            float position = (map.get(i) - range.low()) / (range.high() - range.low());
            near[i] = Math.max(0, Math.min(1, position));
        }
        return near;
    }

    private interface Wrong {
        boolean wrong(byte[] pixels, int index);
    }

    /** Waits until hardly a pixel is otherwise than it should be. */
    private static void becomes(SightlinePage page, Wrong wrong) {
        int count = COUNT;
        for (int tries = 0; tries < 50; ++tries) {
            byte[] pixels = drawn(page);
            assertEquals(COUNT * 4, pixels.length);
            count = 0;
            for (int i = 0; i < COUNT; ++i) {
                count += wrong.wrong(pixels, i) ? 1 : 0;
            }
            if (count <= COUNT / 1000) {
                return;
            }
            page.tab().waitForTimeout(200);
        }
        throw new AssertionError(count + " of " + COUNT + " pixels are wrong");
    }

    @Test
    void contoursLieWhereTheBandsMeet(Visit visit) {
        SightlinePage page = room(visit);
        byte[] plain = drawn(page);
        float[] near = nearness(page);
        page.tab().locator("#contours").selectOption("8");
        int lines = 0;
        var line = new boolean[COUNT];
        for (int i = 0; i < COUNT - WIDTH; ++i) {
            int band = band(near[i]);
            line[i] =
                    (i + 1) % WIDTH != 0 && band(near[i + 1]) != band
                            || band(near[i + WIDTH]) != band;
            lines += line[i] ? 1 : 0;
        }
        assertTrue(lines > 1000 && lines < COUNT / 4, lines + " pixels of contours");
        becomes(
                page,
                (pixels, i) -> {
                    int red = pixels[i * 4] & 255;
                    boolean flat =
                            (red == 0 || red == 255)
                                    && pixels[i * 4 + 1] == pixels[i * 4]
                                    && pixels[i * 4 + 2] == pixels[i * 4];
                    return line[i] ? !flat : pixels[i * 4] != plain[i * 4];
                });
        page.tab().locator("#contours").selectOption("0");
        becomes(page, (pixels, i) -> pixels[i * 4] != plain[i * 4]);
    }

    private static int band(float near) {
        return Math.min(7, (int) (near * 8));
    }

    @Test
    void whatIsBeyondTheCutIsNotDrawn(Visit visit) {
        SightlinePage page = room(visit);
        float[] near = nearness(page);
        page.tab().locator("#cut-from").fill("30");
        page.tab().locator("#cut-to").fill("80");
        int kept = 0;
        for (float each : near) {
            kept += each >= 0.3f && each <= 0.8f ? 1 : 0;
        }
        assertTrue(kept > COUNT / 10 && kept < COUNT * 9 / 10, kept + " pixels are kept");
        becomes(
                page,
                (pixels, i) ->
                        (pixels[i * 4 + 3] != 0) != (near[i] >= 0.3f && near[i] <= 0.8f)
                                && Math.abs(near[i] - 0.3f) > 1e-4
                                && Math.abs(near[i] - 0.8f) > 1e-4);
    }

    @Test
    void sideBySideAndOneOverTheOther(Visit visit) throws IOException {
        SightlinePage page = room(visit);
        var picture = page.tab().locator("#pane-picture").boundingBox();
        var depth = page.tab().locator("#pane-depth").boundingBox();
        assertEquals(picture.width, depth.width, 1);
        assertEquals(picture.height, depth.height, 1);
        assertTrue(
                picture.x + picture.width <= depth.x + 1
                        || picture.y + picture.height <= depth.y + 1,
                "the two lie on one another");
        var beside = settled(page, "#pane-picture");
        var alone = settled(page, "#pane-depth");
        page.tab()
                .locator("#view input[value=over]")
                .check(new Locator.CheckOptions().setForce(true));
        picture = page.tab().locator("#pane-picture").boundingBox();
        depth = page.tab().locator("#pane-depth").boundingBox();
        assertEquals(picture.x, depth.x, 1);
        assertEquals(picture.y, depth.y, 1);
        for (int percent : new int[] {0, 50, 100}) {
            page.tab().locator("#opacity").fill(String.valueOf(percent));
            assertThat(page.tab().locator("#opacity-value")).hasText(percent + "%");
            blends(page, beside, alone, percent);
        }
    }

    /** Waits until the two are shown one over the other, so much of the upper. */
    private static void blends(
            SightlinePage page, BufferedImage beside, BufferedImage alone, int percent)
            throws IOException {
        String wrong = "";
        for (int tries = 0; tries < 50; ++tries) {
            var over = shot(page, "#pane-depth");
            wrong = "";
            for (double metres : new double[] {2.2, 3, 4.9}) {
                int[] place = RoomDepth.flat(metres);
                for (int c = 0; c < 3; ++c) {
                    double wanted =
                            (mean(beside, place, c) * (100 - percent)
                                            + mean(alone, place, c) * percent)
                                    / 100;
                    double seen = mean(over, place, c);
                    if (Math.abs(seen - wanted) > 8) {
                        wrong +=
                                percent
                                        + " % at "
                                        + metres
                                        + " m, colour "
                                        + c
                                        + ": "
                                        + seen
                                        + " instead of "
                                        + wanted
                                        + "\n";
                    }
                }
            }
            if (wrong.isEmpty()) {
                return;
            }
            page.tab().waitForTimeout(200);
        }
        throw new AssertionError(wrong);
    }

    /** What is shown once two looks at it, some frames apart, are the same. */
    private static BufferedImage settled(SightlinePage page, String id) throws IOException {
        var last = page.tab().locator(id).screenshot();
        for (int tries = 0; tries < 50; ++tries) {
            page.tab().waitForTimeout(200);
            var next = page.tab().locator(id).screenshot();
            if (Arrays.equals(last, next)) {
                return ImageIO.read(new ByteArrayInputStream(next));
            }
            last = next;
        }
        throw new AssertionError(id + " never comes to rest");
    }

    private static BufferedImage shot(SightlinePage page, String id) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(page.tab().locator(id).screenshot()));
    }

    /** The mean of one colour around a place of the room's picture. */
    private static double mean(BufferedImage shot, int[] place, int colour) {
        int x = place[0] * shot.getWidth() / RoomDepth.FRAME_WIDTH;
        int y = place[1] * shot.getHeight() / RoomDepth.FRAME_HEIGHT;
        double sum = 0;
        for (int v = y - 2; v <= y + 2; ++v) {
            for (int u = x - 2; u <= x + 2; ++u) {
                sum += shot.getRGB(u, v) >> 16 - 8 * colour & 255;
            }
        }
        return sum / 25;
    }
}
