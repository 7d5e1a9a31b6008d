// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.fault;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import io.sightline.e2e.Project;
import io.sightline.e2e.browser.BrowserProfile;
import io.sightline.e2e.browser.FreeTab;
import io.sightline.e2e.media.DrawnRoom;
import io.sightline.e2e.page.SightlinePage;
import io.sightline.e2e.page.Visit;
import io.sightline.e2e.stage.InChromium;
import io.sightline.e2e.stage.Models;
import io.sightline.e2e.stage.Stage;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A camera that is watched and stops seeing: said as it is, and gone on from by itself. */
@InChromium
final class HealthIT {
    private static final String MOVES =
            "{ id: 'moves', version: 1, name: 'Something moves', subject: { label: 'motion' } }";

    /**
     * Cameras of the test's own: a box walks to and fro before the first one while {@code
     * camera.mode} is {@code live}; with {@code stop} it sends nothing.
     */
    private static final String CAMERA =
            """
            (() => {
              const camera = window.camera = { mode: 'live', devices: ['first'], opened: [] };
              const canvas = document.createElement('canvas');
              canvas.width = 320;
              canvas.height = 240;
              const context = canvas.getContext('2d', { alpha: false });
              let step = 0;
              const random = (() => { let seed = 7; return () => (seed = seed * 16807 % 2147483647) % 9; })();
              setInterval(() => {
                if (camera.mode === 'stop') return;
                ++step;
                const pixels = context.createImageData(320, 240);
                const from = camera.walks ? 20 + step * 4 % 240 : 999;
                for (let i = 0; i < pixels.data.length; i += 4) {
                  const x = i / 4 % 320;
                  const y = Math.floor(i / 1280);
                  const box = x >= from && x < from + 50 && y > 80 && y < 200;
                  const value = (box ? 200 : 70 + (x * 5 + y * 3) % 40) + random();
                  pixels.data.fill(value, i, i + 3);
                  pixels.data[i + 3] = 255;
                }
                context.putImageData(pixels, 0, 0);
              }, 100);
              navigator.mediaDevices.enumerateDevices = async () => camera.devices.map((deviceId) =>
                ({ kind: 'videoinput', label: 'Webcam ' + deviceId, deviceId, groupId: '' }));
              navigator.mediaDevices.getUserMedia = async (wanted) => {
                const deviceId = wanted.video.deviceId?.exact ?? camera.devices[0];
                if (!camera.devices.includes(deviceId)) {
                  throw new DOMException('Requested device not found', 'NotFoundError');
                }
                camera.opened.push(deviceId);
                const track = canvas.captureStream().getVideoTracks()[0];
                Object.defineProperty(track, 'label', { value: 'Webcam ' + deviceId });
                track.getSettings = () => ({ width: 320, height: 240, frameRate: 10, deviceId });
                const stream = new MediaStream([track]);
                camera.track = track;
                return stream;
              };
              camera.plug = (...devices) => {
                camera.devices = devices;
                navigator.mediaDevices.dispatchEvent(new Event('devicechange'));
              };
              camera.unplug = () => {
                camera.plug();
                camera.track.stop();
                camera.track.dispatchEvent(new Event('ended'));
              };
              const now = Date.now;
              camera.skew = 0;
              Date.now = () => now() + camera.skew;
            })();
            """;

    private static Page watch(Visit visit) {
        SightlinePage page = SightlinePage.open(visit);
        Page tab = page.tab();
        tab.evaluate(
                """
                () => {
                  window.told = [];
                  window.seen = [];
                  window.scene = {};
                  window.stated = [];
                  sightline.on('state', ({ source }) => {
                    const health = source && `${source.state} ${source.health ?? ''}`.trim();
                    if (stated.at(-1) !== health) stated.push(health);
                  });
                  sightline.on('alert', (alert) => told.push(alert));
                  sightline.on('scene', (scene) => {
                    window.scene = scene;
                    if (seen.at(-1) !== scene.health) seen.push(scene.health);
                  });
                }
                """);
        page.api().get("sightline.watch(" + MOVES + ")");
        tab.locator("#tab-watch").click();
        tab.locator("#source-camera").click();
        await(tab, "scene.health === 'ok'");
        assertThat(tab.locator("#watch-state")).hasText("Watching");
        return tab;
    }

    private static void await(Page tab, String condition) {
        tab.waitForFunction(
                "() => " + condition, null, new Page.WaitForFunctionOptions().setTimeout(120_000));
    }

    /** Keeps what the panel says, for it may say something else before it is read. */
    private static void listen(Page tab) {
        tab.evaluate(
                """
                () => {
                  window.said = [];
                  const text = (id) => document.getElementById(id)?.textContent ?? '';
                  const hear = () => said.push(['watch-state', 'watch-facts', 'watch-lapses'].map(text).join(' | '));
                  hear();
                  new MutationObserver(hear).observe(document.getElementById('panel-watch'),
                    { childList: true, subtree: true, characterData: true });
                }
                """);
    }

    private static void heard(Page tab, String... parts) {
        tab.waitForFunction(
                "parts => said.some((text) => parts.every((part) => text.includes(part)))",
                List.of(parts),
                new Page.WaitForFunctionOptions().setTimeout(120_000));
    }

    private static List<?> lapses(Page tab) {
        return (List<?>) tab.evaluate("() => scene.lapses");
    }

    private static double seconds(Object lapse) {
        var map = (Map<?, ?>) lapse;
        return (((Number) map.get("to")).doubleValue() - ((Number) map.get("from")).doubleValue())
                / 1000;
    }

    /** By the browser's own fake camera, which plays a clip of one that fails. */
    @Test
    @InChromium(BrowserProfile.FAKE_CAMERA)
    void aCameraThatFreezesAndOneThatGoesBlackAreSaid(Stage stage) {
        var clip = DrawnRoom.failing(Project.output().resolve("media/failing.y4m"));
        try (var visit = new Visit(stage.browsers().camera(clip), stage.site(Models.TINY))) {
            visit.context().grantPermissions(List.of("camera"));
            Page tab = watch(visit);
            listen(tab);
            await(tab, "seen.includes('frozen')");
            heard(tab, "The camera repeats one frame", "is not seen", "Since");
            await(tab, "seen.includes('black')");
            heard(tab, "The camera sends black frames", "Uncover its lens");
            await(tab, "seen.lastIndexOf('ok') > seen.indexOf('black')");
            assertThat(tab.locator("#watch-state")).hasText("Watching");
            // A machine that sees few frames says that as well.
            var lapses =
                    lapses(tab).stream()
                            .filter(lapse -> !"slow".equals(((Map<?, ?>) lapse).get("why")))
                            .toList();
            assertEquals("frozen", ((Map<?, ?>) lapses.get(0)).get("why"), lapses::toString);
            // It froze for fourteen seconds and two more until black was sure.
            assertEquals(16, seconds(lapses.get(0)), 3, lapses::toString);
            assertEquals("black", ((Map<?, ?>) lapses.get(1)).get("why"), lapses::toString);
            assertEquals(2, lapses.size(), lapses::toString);
            assertEquals(List.of(), visit.guard().faults());
        }
    }

    /** In a window that is minimised, somebody comes and goes all the same. */
    @Test
    @InChromium(BrowserProfile.FAKE_CAMERA)
    void aHiddenTabIsWatchedFor(Stage stage) {
        var clip = DrawnRoom.visit(Project.output().resolve("media/hidden.y4m"), false);
        var browser = stage.browsers().camera(clip);
        try (var visit = new Visit(browser, stage.site(Models.TINY));
                var tab = new FreeTab(browser, visit.context().newPage(), visit.origin())) {
            tab.await("window.sightline");
            tab.evaluate(
                    """
                    window.told = [];
                    sightline.on('alert', (alert) => { if (alert.phase === 'new') told.push(document.hidden); });
                    sightline.on('scene', (scene) => { window.scene = scene; });
                    sightline.watch(%s).then(() => sightline.open({ kind: 'camera' })).then(() => true)
                    """
                            .formatted(MOVES));
            tab.await("window.scene?.health === 'ok'");
            tab.minimise();
            int frames = tab.evaluate("scene.funnel.frames").getAsInt();
            // The clip is played over every sixteen seconds.
            tab.await("told.includes(true)");
            assertTrue(tab.evaluate("document.hidden").getAsBoolean());
            tab.await("scene.funnel.frames > " + (frames + 10));
            // Fewer frames than two a second are said, and no more are not.
            tab.await(
                    "(scene.rate < 2) === scene.lapses.some(({ why, to }) => why === 'slow' && !to)");
        }
    }

    /** No frame can say so; and an alert does not outlast what was seen. */
    @Test
    void aCameraThatSendsNothingIsSaid(Visit visit) {
        visit.context().addInitScript(CAMERA);
        Page tab = watch(visit);
        // So many show what stands still.
        await(tab, "scene.funnel.frames >= 35");
        tab.evaluate("() => { camera.walks = true; }");
        await(tab, "told.some((alert) => alert.phase === 'new')");
        tab.evaluate("() => { camera.mode = 'stop'; }");
        await(tab, "scene.health === 'gone'");
        assertThat(tab.locator("#watch-state")).hasText("The camera sends nothing");
        assertEquals(List.of(), tab.evaluate("() => scene.subjects"));
        await(tab, "told.some((alert) => alert.phase === 'end')");
        assertEquals(
                "gone", tab.evaluate("() => told.find((alert) => alert.phase === 'end').ended"));
        tab.evaluate("() => { camera.mode = 'live'; }");
        await(tab, "scene.health === 'ok'");
        assertThat(tab.locator("#watch-state")).hasText("Watching");
        assertEquals(List.of("ok", "gone", "ok"), tab.evaluate("() => seen"));
        // The same as states, each once, and nothing of it when nobody watches any more.
        tab.evaluate("() => sightline.unwatch('moves')");
        await(tab, "stated.at(-1) === 'open'");
        tab.evaluate("() => sightline.close()");
        assertEquals(
                Arrays.asList("opening", "open", "open ok", "open gone", "open ok", "open", null),
                tab.evaluate("() => stated"));
        assertEquals("gone", ((Map<?, ?>) lapses(tab).get(0)).get("why"));
    }

    @Test
    void anUnpluggedCameraGoesOnWhenItIsBack(Visit visit) {
        visit.context().addInitScript(CAMERA);
        Page tab = watch(visit);
        tab.evaluate("() => camera.unplug()");
        assertThat(tab.locator("#watch-state")).hasText("The camera was disconnected");
        assertThat(tab.locator("#watch-facts")).containsText("goes on by itself");
        await(tab, "scene.health === 'unplugged'");
        // Another camera is none that was chosen.
        tab.evaluate("() => camera.plug('second')");
        tab.waitForTimeout(1000);
        assertEquals(List.of("first"), tab.evaluate("() => camera.opened"));
        tab.evaluate("() => camera.plug('second', 'first')");
        await(tab, "scene.health === 'ok'");
        assertThat(tab.locator("#watch-state")).hasText("Watching");
        var opened = (List<?>) tab.evaluate("() => camera.opened");
        assertEquals(List.of("first"), opened.stream().distinct().toList());
        var lapses = lapses(tab);
        assertEquals(1, lapses.size(), lapses::toString);
        assertEquals("unplugged", ((Map<?, ?>) lapses.get(0)).get("why"));
        assertTrue(seconds(lapses.get(0)) >= 1, lapses::toString);
        await(tab, "stated.includes('gone unplugged')");
        await(tab, "stated.at(-1) === 'open ok'");
        assertThat(tab.locator("#watch-lapses li")).containsText("the camera was disconnected");
        // One that was closed by hand is not opened by itself.
        tab.evaluate("() => sightline.close()");
        assertThat(tab.locator("#watch-state")).hasText("Not watching");
        tab.evaluate("() => camera.plug('first')");
        tab.waitForTimeout(1000);
        assertEquals(opened, tab.evaluate("() => camera.opened"));
    }

    /** The wall's clock went on by an hour between two frames: nobody is where they were. */
    @Test
    void aSleepEndsWhatIsOpenAndIsSaid(Visit visit) {
        visit.context().addInitScript(CAMERA);
        Page tab = watch(visit);
        // So many show what stands still.
        await(tab, "scene.funnel.frames >= 35");
        tab.evaluate("() => { camera.walks = true; }");
        await(tab, "told.some((alert) => alert.phase === 'new')");
        double before = ((Number) tab.evaluate("() => scene.t")).doubleValue();
        tab.evaluate("() => { camera.walks = false; camera.skew = 3_600_000; }");
        await(tab, "told.some((alert) => alert.phase === 'end')");
        await(tab, "scene.lapses.length === 1");
        double after = ((Number) tab.evaluate("() => scene.t")).doubleValue();
        assertTrue(after - before >= 3600, before + " to " + after);
        var lapse = lapses(tab).get(0);
        assertEquals("asleep", ((Map<?, ?>) lapse).get("why"));
        assertEquals(3600, seconds(lapse), 5);
        // A clock that is put back ends nothing and is no lapse.
        tab.evaluate("() => { camera.skew = -3_600_000; }");
        double t = ((Number) tab.evaluate("() => scene.t")).doubleValue();
        await(tab, "scene.t > " + (t + 1.5));
        assertEquals(1, lapses(tab).size());
        assertTrue(((Number) tab.evaluate("() => scene.t")).doubleValue() < t + 20);
    }
}
