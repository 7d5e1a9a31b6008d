// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.flow;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import io.sightline.e2e.Project;
import io.sightline.e2e.browser.BrowserProfile;
import io.sightline.e2e.media.MeasuredDepth;
import io.sightline.e2e.media.PlyFile;
import io.sightline.e2e.media.RoomDepth;
import io.sightline.e2e.page.MetresPanel;
import io.sightline.e2e.page.SightlinePage;
import io.sightline.e2e.page.Visit;
import io.sightline.e2e.stage.InChromium;
import io.sightline.e2e.stage.Models;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Lengths, points and the floor of the sample room, in metres, against what it was modelled of. */
@InChromium(models = Models.ROOM)
final class SpaceMetresIT {
    private static final int[] NEAR = RoomDepth.flat(1.35);
    private static final int[] FAR = RoomDepth.flat(4.9);
    private static final int[][] ENDS = {RoomDepth.flat(2.2), RoomDepth.flat(5.2)};
    private static final Pattern LENGTH = Pattern.compile("([\\d.]+) m.*");

    private static MetresPanel calibrated(SightlinePage page) {
        page.openSample("room");
        page.loadModel();
        page.waitForDepth();
        var panel = new MetresPanel(page);
        panel.begin(RoomDepth.DEGREES);
        panel.tell(NEAR, RoomDepth.distance(NEAR[0], NEAR[1]));
        panel.tell(FAR, RoomDepth.distance(FAR[0], FAR[1]));
        panel.use();
        return panel;
    }

    private static void view(SightlinePage page, String mode) {
        page.tab()
                .locator("#view input[value=" + mode + "]")
                .check(new Locator.CheckOptions().setForce(true));
    }

    /** Where a pixel of the sample lies, metres, by its exact depth. */
    private static double[] place(int[] pixel) {
        double z = RoomDepth.metres(pixel[0], pixel[1]);
        return new double[] {
            (pixel[0] + 0.5 - RoomDepth.FRAME_WIDTH / 2.0) / RoomDepth.FOCAL * z,
            (pixel[1] + 0.5 - RoomDepth.FRAME_HEIGHT / 2.0) / RoomDepth.FOCAL * z,
            z
        };
    }

    private static double apart(double[] a, double[] b) {
        return Math.sqrt(
                (a[0] - b[0]) * (a[0] - b[0])
                        + (a[1] - b[1]) * (a[1] - b[1])
                        + (a[2] - b[2]) * (a[2] - b[2]));
    }

    private static double length(SightlinePage page) {
        assertThat(page.tab().locator("#length-value")).hasText(LENGTH);
        Matcher matcher = LENGTH.matcher(page.text("length-value"));
        assertTrue(matcher.matches());
        return Double.parseDouble(matcher.group(1));
    }

    private static void measures(SightlinePage page) {
        MetresPanel panel = calibrated(page);
        for (int[] end : ENDS) {
            panel.click(end);
        }
        assertThat(page.tab().locator("#pins li")).hasCount(2);
        double truth = apart(place(ENDS[0]), place(ENDS[1]));
        double found = length(page);
        System.out.printf("length: %.3f m, measured %.2f m%n", truth, found);
        assertEquals(truth, found, 0.05 * truth);
        assertTrue(page.text("length-value").contains("±"), page.text("length-value"));
        // The same two, from the table.
        var lines =
                new String(page.api().export("probes-csv"), StandardCharsets.UTF_8).split("\r\n");
        var names = Arrays.asList(lines[0].split(","));
        var places = new double[2][3];
        // The place under the mouse comes first.
        assertEquals("probe", lines[1].split(",")[0]);
        assertEquals(4, lines.length);
        for (int i = 0; i < 2; ++i) {
            var row = lines[2 + i].split(",", -1);
            assertEquals(String.valueOf(i + 1), row[names.indexOf("probe")]);
            assertEquals(ENDS[i][0] + 0.5, Double.parseDouble(row[names.indexOf("x_pixels")]), 1.5);
            assertEquals(ENDS[i][1] + 0.5, Double.parseDouble(row[names.indexOf("y_pixels")]), 1.5);
            for (int k = 0; k < 3; ++k) {
                places[i][k] =
                        Double.parseDouble(
                                row[names.indexOf(new String[] {"x", "y", "z"}[k] + "_metres")]);
                assertEquals(place(ENDS[i])[k], places[i][k], 0.05 * truth);
            }
            double metres = Double.parseDouble(row[names.indexOf("metres")]);
            assertEquals(RoomDepth.distance(ENDS[i][0], ENDS[i][1]), metres, 0.05 * metres);
            assertTrue(
                    Double.parseDouble(row[names.indexOf("metres_least")]) < metres
                            && Double.parseDouble(row[names.indexOf("metres_most")]) > metres);
        }
        assertEquals(found, apart(places[0], places[1]), 0.01);
    }

    @Test
    void twoPinsMeasureALength(Visit visit) {
        measures(SightlinePage.open(visit));
    }

    @Test
    @InChromium(value = BrowserProfile.SOFTWARE_WEBGPU, models = Models.ROOM)
    void twoPointsOfTheSceneMeasureALength(Visit visit) {
        SightlinePage page = SightlinePage.open(visit);
        page.chooseBackend("webgpu");
        measures(page);
        double flat = length(page);
        // The pins are there in space, too, and picking where one is seen gives its place again.
        view(page, "scene");
        page.waitForText("scene-note", "metres");
        var pins = page.tab().locator("#marks-scene .pin");
        assertThat(pins).hasCount(2);
        var boxes = new com.microsoft.playwright.options.BoundingBox[2];
        page.tab().waitForTimeout(500);
        for (int i = 0; i < 2; ++i) {
            boxes[i] = pins.nth(i).boundingBox();
        }
        page.tab().locator("#pins li button").nth(0).click();
        page.tab().locator("#pins li button").nth(0).click();
        assertThat(page.tab().locator("#pins li")).hasCount(0);
        for (int i = 0; i < 2; ++i) {
            page.tab().mouse().click(boxes[i].x, boxes[i].y);
            assertThat(page.tab().locator("#pins li")).hasCount(i + 1);
        }
        double space = length(page);
        System.out.printf("in the scene: %.2f m, on the picture %.2f m%n", space, flat);
        assertEquals(flat, space, 0.05 * flat);
    }

    @Test
    void pointsAreExportedInMetres(Visit visit) throws IOException {
        SightlinePage page = SightlinePage.open(visit);
        calibrated(page);
        var ply = PlyFile.read(page.api().export("pointcloud-ply"));
        assertTrue(ply.comments().contains("unit: metre"), ply.comments().toString());
        var exact = MeasuredDepth.read(Project.site().resolve("samples/room-depth.png"), 1000);
        double worst = 0;
        int counted = 0;
        for (double[] point : ply.vertices()) {
            double depth = -point[2];
            int x = (int) (RoomDepth.FOCAL * point[0] / depth + RoomDepth.FRAME_WIDTH / 2.0);
            int y = (int) (-RoomDepth.FOCAL * point[1] / depth + RoomDepth.FRAME_HEIGHT / 2.0);
            double off = off(exact, x, y, depth);
            if (!Double.isNaN(off)) {
                worst = Math.max(worst, off);
                ++counted;
            }
        }
        System.out.printf("%d points, at most %.2f %% off%n", counted, 100 * worst);
        assertTrue(counted > 80_000, counted + " points");
        assertTrue(worst < 0.05, "off by " + worst);
    }

    /** What a depth is off by, a share; at a rim either side may be meant: NaN beside the room. */
    private static double off(MeasuredDepth exact, int x, int y, double depth) {
        double least = Double.NaN;
        for (int v = Math.max(0, y - 1); v <= Math.min(exact.height() - 1, y + 1); ++v) {
            for (int u = Math.max(0, x - 1); u <= Math.min(exact.width() - 1, x + 1); ++u) {
                double truth = exact.metres()[v * exact.width() + u];
                if (truth == 0) {
                    return Double.NaN;
                }
                double off = Math.abs(depth / truth - 1);
                least = off >= least ? least : off;
            }
        }
        return least;
    }

    @Test
    void fromAboveTheCameraIsAsHighAsItWas(Visit visit) {
        SightlinePage page = SightlinePage.open(visit);
        calibrated(page);
        view(page, "floor");
        page.waitForText("floor-note", "m²");
        Matcher height = Pattern.compile(".* ([\\d.]+) m above.*").matcher(page.text("floor-note"));
        assertTrue(height.matches(), page.text("floor-note"));
        // The sample's description has 1.42 m.
        assertEquals(1.42, Double.parseDouble(height.group(1)), 0.07);
        Object shares =
                page.tab()
                        .evaluate(
                                """
                                () => {
                                  const canvas = document.getElementById('floor');
                                  const { data } = canvas.getContext('2d')
                                    .getImageData(0, 0, canvas.width, canvas.height);
                                  const of = (id) => {
                                    const swatch = document.getElementById(id);
                                    const [r, g, b] =
                                      getComputedStyle(swatch).backgroundColor.match(/\\d+/g).map(Number);
                                    let count = 0;
                                    for (let i = 0; i < data.length; i += 4) {
                                      count += data[i] === r && data[i + 1] === g && data[i + 2] === b ? 1 : 0;
                                    }
                                    return count * 4 / data.length;
                                  };
                                  return [of('floor-free'), of('floor-taken')];
                                }
                                """);
        var list = (java.util.List<?>) shares;
        assertTrue(((Number) list.get(0)).doubleValue() > 0.02, "free floor: " + list);
        assertTrue(((Number) list.get(1)).doubleValue() > 0.01, "taken floor: " + list);
    }
}
