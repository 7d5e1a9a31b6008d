// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.page;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.sightline.e2e.media.RoomDepth;

/** Calibrating and reading distances, as a person does it. */
public final class MetresPanel {
    private final SightlinePage page;
    private final Page tab;

    /** The panel of a page whose source is measured. */
    public MetresPanel(SightlinePage page) {
        this.page = page;
        tab = page.tab();
    }

    /** Begins a calibration in metres, through a lens that sees so wide. */
    public void begin(double degrees) {
        tab.locator("#metres-unit").selectOption("m");
        tab.locator("#metres-begin").click();
        tab.locator("#survey-degrees").fill(String.valueOf(degrees));
    }

    /** Where a pixel of the sample room lies in the window, on the depth. */
    public double[] on(int x, int y) {
        var box = tab.locator("#pane-depth").boundingBox();
        return new double[] {
            box.x + (x + 0.5) / RoomDepth.FRAME_WIDTH * box.width,
            box.y + (y + 0.5) / RoomDepth.FRAME_HEIGHT * box.height
        };
    }

    /** Clicks a place of the sample room. */
    public void click(int[] place) {
        tab.locator("#pane-depth").scrollIntoViewIfNeeded();
        var at = on(place[0], place[1]);
        tab.mouse().click(at[0], at[1]);
    }

    /** Clicks a place and says how far it is. */
    public void tell(int[] place, double metres) {
        int before = tab.locator("#survey-known li").count();
        click(place);
        Locator row = tab.locator("#survey-known li").nth(before);
        row.locator("input").fill(String.valueOf(metres));
    }

    /** What the probe reads at a place: the distance in metres. */
    public double read(int[] place) {
        tab.locator("#pane-depth").scrollIntoViewIfNeeded();
        var at = on(place[0], place[1]);
        tab.mouse().move(at[0], at[1]);
        // Not what is told yet of the place before.
        String told =
                Until.right(
                        tab,
                        () -> reads(place) ? page.text("reading-value") : "",
                        value -> value.matches("[\\d.]+\\sm"),
                        value -> "no distance is told there, but " + page.text("reading-position"));
        return Double.parseDouble(told.replaceAll("[^\\d.]", ""));
    }

    /**
     * Whether what is told is of this place, to a pixel of the window: that is where a mouse is.
     */
    private boolean reads(int[] place) {
        var at = page.text("reading-position").replaceAll("[^\\d,]", "").split(",");
        double off = 1 + RoomDepth.FRAME_WIDTH / tab.locator("#pane-depth").boundingBox().width;
        return at.length == 2
                && Math.abs(Integer.parseInt(at[0]) - place[0]) <= off
                && Math.abs(Integer.parseInt(at[1]) - place[1]) <= off;
    }

    /** Presses the button that takes the calibration into use. */
    public void use() {
        tab.locator("#survey-use").click();
        PlaywrightAssertions.assertThat(tab.locator("#survey")).isHidden();
    }
}
