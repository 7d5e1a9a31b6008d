// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.core.backend.BackendChoice;
import io.sightline.core.depth.DepthInputSize;
import io.sightline.core.image.ImageSize;
import io.sightline.core.model.ModelSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SettingsTest {
    @Test
    void survivesBeingKept() {
        var settings =
                Settings.DEFAULT
                        .withPatches(777)
                        .withChoice(BackendChoice.WASM)
                        .withPalette("cividis")
                        .withView(ViewMode.OVER)
                        .withOpacity(35)
                        .withMeasuredPicture(false)
                        .withTheme("dark")
                        .withSource(ModelSource.HUB)
                        .with(new StreamSettings(false, true, 15))
                        .with(
                                LookSettings.DEFAULT
                                        .withContours(16)
                                        .withFrom(20)
                                        .withTo(70)
                                        .withSurface(true)
                                        .withDegrees(90));
        assertEquals(settings, Settings.of(settings.toMap()));
    }

    @Test
    void readsWhatFitsAndDefaultsTheRest() {
        var kept =
                Map.of(
                        "patches",
                        253.0,
                        "choice",
                        "quantum",
                        "palette",
                        List.of(),
                        "view",
                        "depth",
                        "opacity",
                        1e9,
                        "theme",
                        "<b>",
                        "source",
                        "elsewhere",
                        "stream",
                        Map.of("steady", "yes", "rate", 7.0));
        assertEquals(Settings.DEFAULT.withView(ViewMode.DEPTH).withOpacity(100), Settings.of(kept));
        assertEquals(Settings.DEFAULT, Settings.of("not an object"));
        assertEquals(Settings.DEFAULT, Settings.of(null));
    }

    @Test
    void whatIsCutAwayNeverCrosses() {
        var look = LookSettings.DEFAULT.withTo(40).withFrom(60);
        assertEquals(40, look.from());
        assertEquals(40, look.withTo(10).to());
        assertTrue(look.cuts());
        assertEquals(0, look.withContours(7).contours());
        assertEquals(
                LookSettings.DEFAULT.withTo(30).withFrom(30),
                LookSettings.of(
                        Map.of("from", 80.0, "to", 30.0, "contours", "many", "degrees", "wide")));
        assertEquals(LookSettings.MOST_DEGREES, look.withDegrees(900).degrees());
        // What is kept can always be drawn.
        assertEquals(0.4f, look.look("grey", true).to());
    }

    @Test
    void neverAsksForMoreThanTheMostPatches() {
        for (int budget : Settings.BUDGETS) {
            var settings = Settings.DEFAULT.withPatches(budget);
            for (var frame :
                    List.of(
                            new ImageSize(1, 16384),
                            new ImageSize(16384, 1),
                            new ImageSize(1920, 1080),
                            new ImageSize(1, 1))) {
                var input = settings.inputFor(frame);
                assertTrue(DepthInputSize.fits(input), frame + " at " + budget);
                assertTrue(
                        DepthInputSize.patches(input) <= budget,
                        frame + " at " + budget + ": " + input);
            }
        }
    }
}
