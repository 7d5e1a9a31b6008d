// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.flow;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import io.sightline.e2e.media.Scenes;
import io.sightline.e2e.page.SightlinePage;
import io.sightline.e2e.page.Visit;
import io.sightline.e2e.site.Fault;
import io.sightline.e2e.stage.InChromium;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Sources that come by other ways than a button: dropped, pasted, shared, hidden, or late. */
@InChromium
final class ArrivalIT {
    /** A shared screen, without the browser's own picker: a canvas that changes all the time. */
    private static final String SHARE =
            """
            navigator.mediaDevices.getDisplayMedia = async () => {
              const canvas = document.createElement('canvas');
              canvas.width = 640;
              canvas.height = 400;
              const context = canvas.getContext('2d');
              let n = 0;
              setInterval(() => {
                context.fillStyle = n++ % 20 < 10 ? '#fff' : '#000';
                context.fillRect(0, 0, 640, 400);
                context.fillStyle = '#48f';
                context.fillRect((n * 16) % 500, 100, 140, 200);
              }, 50);
              const stream = canvas.captureStream(20);
              window.sharedTrack = stream.getVideoTracks()[0];
              return stream;
            };
            """;

    /** Sends a drop or paste event with one file. */
    private static void send(SightlinePage page, String event, byte[] bytes) {
        page.tab()
                .evaluate(
                        """
                        ({ event, base64 }) => {
                          const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
                          const data = new DataTransfer();
                          data.items.add(new File([bytes], 'given.png', { type: 'image/png' }));
                          const how = { bubbles: true, cancelable: true };
                          if (event === 'paste') {
                            document.body.dispatchEvent(
                              new ClipboardEvent('paste', { ...how, clipboardData: data }));
                          } else {
                            for (const type of ['dragenter', 'dragover', 'drop']) {
                              document.body.dispatchEvent(
                                new DragEvent(type, { ...how, dataTransfer: data }));
                            }
                          }
                        }
                        """,
                        Map.of(
                                "event",
                                event,
                                "base64",
                                Base64.getEncoder().encodeToString(bytes)));
    }

    @Test
    void aDroppedPictureIsMeasured(Visit visit) {
        SightlinePage page = SightlinePage.open(visit);
        page.loadModel();
        send(page, "drop", Scenes.png(Scenes.corridor(320, 240, 0.3)));
        page.waitForText("source-name", "given.png");
        page.waitForDepth();
        assertThat(page.tab().locator("#dropzone")).isHidden();
    }

    @Test
    void aPastedPictureIsMeasured(Visit visit) {
        SightlinePage page = SightlinePage.open(visit);
        page.loadModel();
        send(page, "paste", Scenes.png(Scenes.corridor(320, 240, 0.3)));
        page.waitForText("source-name", "given.png");
        page.waitForDepth();
    }

    @Test
    void aClipboardWithoutAPictureSaysSo(Visit visit) {
        SightlinePage page = SightlinePage.open(visit);
        page.tab()
                .evaluate(
                        "() => document.body.dispatchEvent(new ClipboardEvent('paste',"
                                + " { bubbles: true, clipboardData: new DataTransfer() }))");
        assertTrue(page.alert("paste-empty").contains("no picture or video"));
    }

    @Test
    void aSharedScreenShowsChangingDepthUntilItEnds(Visit visit) {
        visit.context().addInitScript(SHARE);
        SightlinePage page = SightlinePage.open(visit);
        page.loadModel();
        page.tab().locator("#source-screen").click();
        page.waitForDepth();
        page.waitForChange(page.depthPicture(), 0.5);
        // What the browser does when its own "Stop sharing" is pressed.
        page.tab()
                .evaluate(
                        "() => { sharedTrack.stop(); sharedTrack.dispatchEvent(new Event('ended')); }");
        assertTrue(page.notice("screen-ended").contains("has ended"));
        page.waitForText("t-total", "ms");
    }

    @Test
    void aRefusedScreenSaysSo(Visit visit) {
        visit.context()
                .addInitScript(
                        """
                navigator.mediaDevices.getDisplayMedia = async () => {
                  throw new DOMException('Permission denied by user', 'NotAllowedError');
                };
                """);
        SightlinePage page = SightlinePage.open(visit);
        page.tab().locator("#source-screen").click();
        assertTrue(page.alert("screen-denied").contains("Choose Screen again"));
    }

    /** A hidden page gets no video frames and no animation frames; the measuring goes on. */
    @Test
    void aHiddenTabGoesOnMeasuring(Visit visit) {
        visit.context()
                .addInitScript(
                        """
                Object.defineProperty(Document.prototype, 'hidden', { get: () => !!window.hide });
                const watch = HTMLVideoElement.prototype.requestVideoFrameCallback;
                HTMLVideoElement.prototype.requestVideoFrameCallback = function (call) {
                  return watch.call(this, (...facts) => window.hide || call(...facts));
                };
                """);
        SightlinePage page = SightlinePage.open(visit);
        page.loadModel();
        page.openSample("room-walk");
        page.waitForDepth();
        page.tab().evaluate("() => { window.hide = true; }");
        page.tab().waitForTimeout(300);
        int before = Integer.parseInt(page.text("t-frames").replaceAll("\\D", ""));
        page.tab()
                .waitForFunction(
                        "least => +document.getElementById('t-frames').textContent.replace(/\\D/g, '') > least",
                        before + 5);
    }

    @Test
    void aSourceThatTakesItsTimeCanBeGivenUpForTheOneThatIsOpen(Visit visit) {
        SightlinePage page = SightlinePage.open(visit);
        page.loadModel();
        page.openImage("first.png", "image/png", Scenes.png(Scenes.corridor(320, 240, 0.3)));
        page.waitForDepth();
        int[] before = page.depthPicture();
        visit.proxy().breakAll("/samples/room\\.jpg", new Fault.Slow(Duration.ofMinutes(1)));
        page.openSample("room");
        Locator following = page.tab().locator("#following");
        following.waitFor();
        assertThat(following).containsText("Opening Room");
        assertThat(page.tab().locator("#source-name")).hasText("first.png");
        page.tab().locator("#following-stop").click();
        page.tab().waitForFunction("() => document.getElementById('following').hidden");
        assertEquals(0, SightlinePage.difference(before, page.depthPicture()));
        assertEquals(List.of(), page.messages());

        visit.proxy().heal();
        page.openSample("room");
        page.waitForText("source-name", "Room");
        page.waitForDepth();
        assertThat(following).isHidden();
    }

    @Test
    void theChosenThemeHoldsFromTheFirstPaint(Visit visit) {
        SightlinePage page = SightlinePage.open(visit);
        page.tab().locator("#theme").click();
        page.tab().waitForFunction("() => document.documentElement.dataset.theme === 'light'");
        page.tab().locator("#theme").click();
        page.tab().waitForFunction("() => document.documentElement.dataset.theme === 'dark'");
        // The program never arrives; the theme is there all the same.
        visit.guard().expect("404|wasm");
        visit.proxy().breakAll("/wasm/app\\.wasm", new Fault.Status(404));
        page.tab().reload();
        page.tab().locator("body[data-phase=unsupported]").waitFor();
        assertThat(page.tab().locator("html")).hasAttribute("data-theme", "dark");
    }
}
