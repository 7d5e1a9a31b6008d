// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.flow;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sightline.e2e.Project;
import io.sightline.e2e.media.Scenes;
import io.sightline.e2e.page.SightlinePage;
import io.sightline.e2e.page.Visit;
import io.sightline.e2e.stage.InChromium;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What can be measured, from a person's side. */
@InChromium
final class SourcesIT {
    @Test
    void theSampleShowsItsDepth(Visit visit) {
        SightlinePage page = SightlinePage.open(visit);
        page.openSample("room");
        page.waitForText("plate", "Measure with Test depth");
        page.loadModel();
        page.waitForDepth();
        int[] depth = page.depthPicture();
        assertTrue(Arrays.stream(depth).distinct().count() > 20, "the depth picture is flat");
        for (String id : new String[] {"t-pre", "t-run", "t-post", "t-total"}) {
            assertThat(page.tab().locator("#" + id)).hasText(Pattern.compile("^[\\d.,]+ ms$"));
        }
        assertThat(page.tab().locator("#range-low")).not().hasText("–");
        assertThat(page.tab().locator("#range-high")).not().hasText("–");
    }

    @Test
    void anImageFileShowsItsDepth(Visit visit) {
        SightlinePage page = SightlinePage.open(visit);
        page.loadModel();
        page.openImage("corridor.png", "image/png", Scenes.png(Scenes.corridor(640, 480, 0.3)));
        page.waitForDepth();
        assertThat(page.tab().locator("#source-name")).hasText("corridor.png");
        assertThat(page.tab().locator("#source-size"))
                .hasText(Pattern.compile("^640\\s*×\\s*480.*"));
        page.waitForText("input-result", "336 × 252");
        int[] before = page.depthPicture();
        page.openImage("other.jpg", "image/jpeg", Scenes.jpeg(Scenes.corridor(640, 480, 0.9)));
        page.waitForText("source-name", "other.jpg");
        page.waitForChange(before, 1);
    }

    @Test
    void aVideoFileShowsChangingDepth(Visit visit) throws IOException {
        Path clip = Project.site().resolve("samples/room-walk.mp4");
        assertTrue(Files.isRegularFile(clip), "the sample clip is not built");
        SightlinePage page = SightlinePage.open(visit);
        page.loadModel();
        page.openVideo("walk.mp4", "video/mp4", Files.readAllBytes(clip));
        page.waitForDepth();
        page.waitForChange(page.depthPicture(), 0.5);
        page.waitForText("t-rate", "frames/s");
        page.tab().locator("#play").click();
        page.tab().waitForFunction("() => document.getElementById('video').paused");
        page.tab().locator("#play").click();
        page.tab().waitForFunction("() => !document.getElementById('video').paused");
    }

    @Test
    void someoneElsesVideoShowsChangingDepth(Visit visit) throws IOException {
        Path clip = Project.shared("media/people-walking-2s.mp4");
        assumeTrue(Files.isRegularFile(clip), "the development clips are not here: " + clip);
        SightlinePage page = SightlinePage.open(visit);
        page.loadModel();
        page.openVideo("people.mp4", "video/mp4", Files.readAllBytes(clip));
        page.waitForDepth();
        page.waitForChange(page.depthPicture(), 0.5);
    }

    @Test
    void closingTheSourceBringsTheFirstScreenBack(Visit visit) {
        SightlinePage page = SightlinePage.open(visit);
        page.openImage("corridor.png", "image/png", Scenes.png(Scenes.corridor(320, 240, 0.3)));
        page.tab().waitForFunction("() => !document.getElementById('pane-picture').hidden");
        page.tab().locator("#stop").click();
        page.tab().locator("#empty").waitFor();
        assertThat(page.tab().locator("#pane-picture")).isHidden();
    }

    @Test
    void theModelComesFromTheBrowsersStoreTheSecondTime(Visit visit) {
        SightlinePage page = SightlinePage.open(visit);
        page.loadModel();
        int fetched = visit.proxy().requests("/models/[0-9a-f]{64}/").size();
        assertEquals(1, fetched);
        visit.page().reload();
        page = SightlinePage.started(visit);
        page.openSample("room");
        page.waitForModel();
        page.waitForDepth();
        assertEquals(fetched, visit.proxy().requests("/models/[0-9a-f]{64}/").size());
        page.waitForText("model-note", "no download");
        assertThat(page.tab().locator("#model-load")).isHidden();
    }
}
