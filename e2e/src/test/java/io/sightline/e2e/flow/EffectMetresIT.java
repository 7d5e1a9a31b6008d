// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.flow;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.FilePayload;
import io.sightline.core.effect.EffectKind;
import io.sightline.e2e.browser.BrowserProfile;
import io.sightline.e2e.media.RoomDepth;
import io.sightline.e2e.media.Scenes;
import io.sightline.e2e.page.Look;
import io.sightline.e2e.page.MetresPanel;
import io.sightline.e2e.page.SightlinePage;
import io.sightline.e2e.page.Until;
import io.sightline.e2e.page.Visit;
import io.sightline.e2e.stage.InChromium;
import io.sightline.e2e.stage.Models;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** An object that is put into the sample room at a distance in metres, against the exact depth. */
@InChromium(value = BrowserProfile.SOFTWARE_WEBGPU, models = Models.ROOM)
final class EffectMetresIT {
    private static final int[] NEAR = RoomDepth.flat(1.35);
    private static final int[] FAR = RoomDepth.flat(4.9);

    private static final int PATIENCE = 180_000;

    /** What the calibration and the map's own pixels may be off by, a share of the depth. */
    private static final double UNSURE = 0.09;

    private static SightlinePage room(Visit visit) {
        SightlinePage page = SightlinePage.open(visit);
        page.chooseBackend("webgpu");
        page.openSample("room");
        page.loadModel();
        page.waitForDepth();
        return page;
    }

    private static void calibrate(SightlinePage page) {
        var panel = new MetresPanel(page);
        panel.begin(RoomDepth.DEGREES);
        panel.tell(NEAR, RoomDepth.distance(NEAR[0], NEAR[1]));
        panel.tell(FAR, RoomDepth.distance(FAR[0], FAR[1]));
        panel.use();
    }

    private static void slide(SightlinePage page, String id, double value) {
        page.tab().locator("#" + id).fill(String.valueOf((int) value));
    }

    private static BufferedImage shown(SightlinePage page) {
        page.tab()
                .locator("#effect-png:enabled")
                .waitFor(new Locator.WaitForOptions().setTimeout(PATIENCE));
        try {
            return ImageIO.read(new ByteArrayInputStream(page.api().export("effect-png")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As blue as the object's picture, and as nothing in the room is but the figure's trousers. */
    private static boolean isObject(int rgb) {
        int blue = rgb & 255;
        return blue > (rgb >> 16 & 255) + 60 && blue > (rgb >> 8 & 255) + 60;
    }

    private static boolean isObject(BufferedImage shown, int[] place) {
        return isObject(shown.getRGB(place[0], place[1]));
    }

    /**
     * What is seen of a flat object, held against the room's depth.
     *
     * @return pixels that hide it, pixels behind it, and pixels that are wrong
     */
    private static int[] occluded(BufferedImage with, int[] place, double depth, double height) {
        int before = 0;
        int behind = 0;
        int wrong = 0;
        int reach = (int) (0.48 * height / depth * RoomDepth.FOCAL);
        for (int y = place[1] - reach; y < place[1] + reach; ++y) {
            for (int x = place[0] - reach; x < place[0] + reach; ++x) {
                double scene = RoomDepth.metres(x, y);
                if (scene <= 0 || rim(x, y)) {
                    continue;
                }
                boolean seen = isObject(with.getRGB(x, y));
                if (scene > depth * (1 + UNSURE)) {
                    ++behind;
                    wrong += seen ? 0 : 1;
                } else if (scene < depth * (1 - UNSURE)) {
                    ++before;
                    wrong += seen ? 1 : 0;
                }
            }
        }
        return new int[] {before, behind, wrong};
    }

    /** True where the map's coarser pixels may mean another depth. */
    private static boolean rim(int x, int y) {
        double here = RoomDepth.metres(x, y);
        for (int dy = -6; dy <= 6; dy += 3) {
            for (int dx = -6; dx <= 6; dx += 3) {
                if (Math.abs(RoomDepth.metres(x + dx, y + dy) / here - 1) > 0.1) {
                    return true;
                }
            }
        }
        return false;
    }

    private static void chooseObject(SightlinePage page) {
        Page tab = page.tab();
        tab.locator("#effect-kind").selectOption(EffectKind.OBJECT.id());
        tab.locator("#effect-shape").selectOption("picture");
        var blue = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 64; ++i) {
            blue.setRGB(i % 8, i / 8, 0x1040f0);
        }
        tab.locator("#file-effect")
                .setInputFiles(new FilePayload("blue.png", "image/png", Scenes.png(blue)));
        tab.locator("#effect-without:visible").waitFor();
    }

    /** Puts it where a place of the picture is seen, at a distance and so high. */
    private static void put(SightlinePage page, int[] place, int metres, int percent) {
        var label = page.tab().locator("#effect-depth-label");
        var far = Pattern.compile("Distance: 10.0.m");
        var patience = new LocatorAssertions.HasTextOptions().setTimeout(PATIENCE);
        slide(page, "effect-depth", 10);
        assertThat(label).hasText(far, patience);
        page.tab().locator("#effect-pick[aria-pressed=false]").click();
        new MetresPanel(page).click(place);
        // The distance of what was picked comes from the graphics device, when it comes.
        assertThat(label).not().hasText(far, patience);
        slide(page, "effect-depth", metres);
        slide(page, "effect-amount", percent);
        assertThat(label).hasText(Pattern.compile("Distance: " + metres + ".00.m"), patience);
    }

    private static void becomes(SightlinePage page, Predicate<BufferedImage> right, String fault) {
        Until.right(page.tab(), () -> shown(page), right, shown -> fault);
    }

    @Test
    void whatIsNearerHidesItAndWhatIsFartherDoesNot(Visit visit) throws IOException {
        SightlinePage page = room(visit);
        Page tab = page.tab();
        chooseObject(page);
        assertThat(tab.locator("#effect-depth-label")).hasText("Place, far to near");
        calibrate(page);
        assertThat(tab.locator("#effect-depth-label")).hasText(Pattern.compile("Distance: 3.00.m"));
        // At 3 m it is hidden by what is at 2.6 m, and shown before what is at 4 m.
        int[] nearer = RoomDepth.flat(2.2);
        int[] farther = RoomDepth.flat(3.5);
        assertEquals(2.6, RoomDepth.distance(nearer[0], nearer[1]), 0.05);
        assertEquals(4, RoomDepth.distance(farther[0], farther[1]), 0.05);
        put(page, farther, 3, 10);
        becomes(page, shown -> isObject(shown, farther), "not before what is at 4 m");
        put(page, nearer, 2, 10);
        becomes(page, shown -> isObject(shown, nearer), "at 2 m not before 2.6 m");
        slide(page, "effect-depth", 3);
        becomes(page, shown -> !isObject(shown, nearer), "shown through 2.6 m");
        // Around the figure, which stands at 3.1 m before a door at 5 m.
        int[] figure = {703, 300};
        double sight = RoomDepth.distance(703, 300) / RoomDepth.metres(703, 300);
        int hidden = 0;
        int before = 0;
        for (int metres : new int[] {2, 4, 6}) {
            put(page, figure, metres, 50);
            assertThat(tab.locator("#effect-amount-label"))
                    .hasText(Pattern.compile("Height: 1.00.m"));
            int[] counts =
                    Until.right(
                            tab,
                            () -> occluded(shown(page), figure, metres / sight, 1),
                            seen -> seen[2] <= (seen[0] + seen[1]) / 500,
                            seen ->
                                    metres + " m: " + seen[2] + " of " + seen[0] + " and "
                                            + seen[1]);
            System.out.printf(
                    "at %d m: %d pixels before it, %d behind it, %d wrong%n",
                    metres, counts[0], counts[1], counts[2]);
            hidden += counts[0];
            before += counts[1];
        }
        assertTrue(hidden > 2000, hidden + " pixels hide it");
        assertTrue(before > 2000, before + " pixels are behind it");
        tab.locator("#metres-unit").selectOption("ft");
        assertThat(tab.locator("#effect-depth-label"))
                .hasText(Pattern.compile("Distance: 19.7.ft"));
        tab.locator("#metres-forget").click();
        assertThat(tab.locator("#effect-depth-label")).hasText("Place, far to near");
    }

    @Test
    void itStandsBeforeWhatWasPointedAt(Visit visit) throws IOException {
        SightlinePage page = room(visit);
        Page tab = page.tab();
        calibrate(page);
        chooseObject(page);
        int[] place = RoomDepth.flat(2.2);
        var label = tab.locator("#effect-depth-label");
        var first = Pattern.compile("Distance: 3.00.m");
        var patience = new LocatorAssertions.HasTextOptions().setTimeout(PATIENCE);
        assertThat(label).hasText(first, patience);
        tab.locator("#effect-pick").click();
        new MetresPanel(page).click(place);
        assertThat(label).not().hasText(first, patience);
        double truth = RoomDepth.distance(place[0], place[1]);
        double told = Double.parseDouble(label.textContent().replaceAll("[^\\d.]", ""));
        assertEquals(0.95 * truth, told, 0.05 * truth);
        slide(page, "effect-amount", 10);
        becomes(page, shown -> isObject(shown, place), "not where it was put");
        page.tab().locator("#effect-title").scrollIntoViewIfNeeded();
        new Look(page.tab(), "object-in-metres").picture("");
    }
}
