// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.flow;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.e2e.media.PlyFile;
import io.sightline.e2e.media.Scenes;
import io.sightline.e2e.page.Api;
import io.sightline.e2e.page.SightlinePage;
import io.sightline.e2e.page.Visit;
import io.sightline.e2e.stage.InChromium;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What is cut away and what is pinned, in files, read back by readers that are not ours. */
@InChromium
final class SpaceExportIT {
    private static final int WIDTH = 336;
    private static final int HEIGHT = 252;

    private static SightlinePage measured(Visit visit, BufferedImage picture) {
        SightlinePage page = SightlinePage.open(visit);
        page.loadModel();
        page.openImage("my room.png", "image/png", Scenes.png(picture));
        page.waitForDepth();
        return page;
    }

    private static float[] values(Api api) {
        byte[] file = api.export("depth-npy");
        var values = new float[WIDTH * HEIGHT];
        ByteBuffer.wrap(file, file.length - values.length * 4, values.length * 4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(values);
        return values;
    }

    @Test
    void whatIsCutAwayIsNotExported(Visit visit) {
        SightlinePage page = measured(visit, Scenes.corridor(320, 240, 0.2));
        int all = PlyFile.read(page.api().export("pointcloud-ply")).vertices().length;
        page.tab().locator("#cut-from").focus();
        for (int i = 0; i < 5; ++i) {
            page.tab().keyboard().press("PageUp");
        }
        assertThat(page.tab().locator("#cut-from")).not().hasValue("0");
        int left = PlyFile.read(page.api().export("pointcloud-ply")).vertices().length;
        assertTrue(left < 0.95 * all && left > 0, left + " of " + all);
        // It is kept for the next visit.
        page.tab().reload();
        SightlinePage.started(visit);
        assertThat(page.tab().locator("#cut-from")).not().hasValue("0");
    }

    @Test
    void csvHoldsWhatWasPinned(Visit visit) {
        SightlinePage page = measured(visit, Scenes.corridor(320, 240, 0.2));
        assertEquals("bad-input", page.api().failure("sightline.export('probes-csv')").code());
        page.tab().locator("#surface").focus();
        page.tab().keyboard().press("ArrowRight");
        page.tab().keyboard().press("Enter");
        for (int i = 0; i < 4; ++i) {
            page.tab().keyboard().press("Shift+ArrowLeft");
            page.tab().keyboard().press("Shift+ArrowDown");
        }
        page.tab().keyboard().press("Enter");
        assertThat(page.tab().locator("#pins li")).hasCount(2);
        float[] map = values(page.api());
        var text = new String(page.api().export("probes-csv"), StandardCharsets.UTF_8);
        var lines = text.split("\r\n", -1);
        assertEquals(5, lines.length, text);
        var names = Arrays.asList(lines[0].split(","));
        double[][] places = {{160.5, 120.5}, {120.5, 160.5}};
        for (int i = 0; i < 2; ++i) {
            // The probe itself comes first.
            var row = lines[2 + i].split(",", -1);
            assertEquals(String.valueOf(i + 1), row[names.indexOf("probe")]);
            double x = Double.parseDouble(row[names.indexOf("x_pixels")]);
            double y = Double.parseDouble(row[names.indexOf("y_pixels")]);
            assertEquals(places[i][0], x, 1e-6);
            assertEquals(places[i][1], y, 1e-6);
            assertEquals(
                    bilinear(map, x / 320 * WIDTH - 0.5, y / 240 * HEIGHT - 0.5),
                    Double.parseDouble(row[names.indexOf("value")]),
                    1e-4);
            assertEquals("relative", row[names.indexOf("kind")]);
            assertEquals("", row[names.indexOf("metres")], "nothing is calibrated");
            assertEquals("", row[names.indexOf("z_metres")]);
            assertEquals("my room.png", row[names.indexOf("source")]);
        }
    }

    private static double bilinear(float[] map, double x, double y) {
        int at = (int) y * WIDTH + (int) x;
        double fx = x - (int) x;
        double fy = y - (int) y;
        return (map[at] * (1 - fx) + map[at + 1] * fx) * (1 - fy)
                + (map[at + WIDTH] * (1 - fx) + map[at + WIDTH + 1] * fx) * fy;
    }
}
