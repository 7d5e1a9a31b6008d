// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.flow;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.e2e.browser.BrowserProfile;
import io.sightline.e2e.page.SightlinePage;
import io.sightline.e2e.page.Until;
import io.sightline.e2e.page.Visit;
import io.sightline.e2e.stage.InChromium;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A camera that plays our clip: allowed, refused, and unplugged. */
@InChromium(BrowserProfile.FAKE_CAMERA)
final class CameraIT {
    private static final String HOLD_TRACK =
            """
            (() => {
              const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
              navigator.mediaDevices.getUserMedia = async (wanted) => {
                const stream = await open(wanted);
                window.cameraTrack = stream.getVideoTracks()[0];
                return stream;
              };
            })();
            """;

    private static void allow(Visit visit) {
        visit.context().grantPermissions(List.of("camera"));
    }

    @Test
    void showsChangingDepth(Visit visit) {
        allow(visit);
        SightlinePage page = SightlinePage.open(visit);
        page.loadModel();
        page.tab().locator("#source-camera").click();
        page.waitForDepth();
        assertThat(page.tab().locator("#time")).hasText("live");
        page.waitForChange(page.depthPicture(), 0.5);
        page.tab().locator("#stop").click();
        page.tab().locator("#empty").waitFor();
        page.tab().waitForFunction("() => document.getElementById('video').srcObject === null");
    }

    @Test
    void freezesAndGoesOn(Visit visit) {
        allow(visit);
        SightlinePage page = SightlinePage.open(visit);
        page.loadModel();
        page.tab().locator("#source-camera").click();
        page.waitForDepth();
        page.tab().locator("#play").click();
        // What was on its way is shown yet; then nothing changes.
        int[] frozen = Until.still(page.tab(), 1500, page::depthPicture, Arrays::equals);
        page.tab().locator("#play").click();
        page.waitForChange(frozen, 0.5);
    }

    @Test
    void aRefusalSaysHowToAllowIt(Visit visit) {
        visit.context()
                .addInitScript(
                        """
                navigator.mediaDevices.getUserMedia = async () => {
                  throw new DOMException('Permission denied', 'NotAllowedError');
                };
                """);
        SightlinePage page = SightlinePage.open(visit);
        page.tab().locator("#source-camera").click();
        String words = page.alert("camera-denied");
        assertTrue(words.contains("Allow it"), words);
        worksOn(page);
    }

    @Test
    void anUnpluggedCameraKeepsTheLastReading(Visit visit) {
        allow(visit);
        visit.context().addInitScript(HOLD_TRACK);
        SightlinePage page = SightlinePage.open(visit);
        page.loadModel();
        page.tab().locator("#source-camera").click();
        page.waitForDepth();
        // What the browser does when the device goes: the track stops and says so.
        page.tab()
                .evaluate(
                        "() => { cameraTrack.stop(); cameraTrack.dispatchEvent(new Event('ended')); }");
        String words = page.alert("camera-gone");
        assertTrue(words.contains("Connect it again"), words);
        page.waitForText("t-total", "ms");
        worksOn(page);
    }

    @Test
    void withoutACameraItSaysSo(Visit visit) {
        visit.context()
                .addInitScript(
                        """
                navigator.mediaDevices.getUserMedia = async () => {
                  throw new DOMException('Requested device not found', 'NotFoundError');
                };
                """);
        SightlinePage page = SightlinePage.open(visit);
        page.tab().locator("#source-camera").click();
        assertTrue(page.alert("camera-none").contains("Connect one"));
        worksOn(page);
    }

    @Test
    void aCameraInUseElsewhereSaysSo(Visit visit) {
        visit.context()
                .addInitScript(
                        """
                navigator.mediaDevices.getUserMedia = async () => {
                  throw new DOMException('Could not start video source', 'NotReadableError');
                };
                """);
        SightlinePage page = SightlinePage.open(visit);
        page.tab().locator("#source-camera").click();
        assertTrue(page.alert("camera-busy").contains("another program"));
        worksOn(page);
    }

    private static void worksOn(SightlinePage page) {
        page.dismissMessages();
        if (!page.tab().locator("#model-state[data-kind=ready]").isVisible()) {
            page.loadModel();
        }
        page.openSample("room");
        page.waitForText("source-name", "Room");
        page.waitForDepth();
        assertEquals(List.of(), page.messages());
    }
}
