// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.flow;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import io.sightline.e2e.media.ClipBench;
import io.sightline.e2e.page.Look;
import io.sightline.e2e.page.SightlinePage;
import io.sightline.e2e.page.Visit;
import io.sightline.e2e.stage.InChromium;
import io.sightline.e2e.stage.Models;
import io.sightline.e2e.stage.OnScreens;
import io.sightline.e2e.stage.Screen;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** Pictures and clips of alerts leave the page with people covered, or not at all. */
@InChromium(models = Models.DETECTOR)
final class CoveredAlertsIT {
    /** What the test detector finds on what is red: 98 pixels wide and high, in the middle. */
    private static final int[] BODY = {112, 112, 96, 96};

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final int[] EDGE = {0, 0, 30, 320};

    /** A fine pattern in red; the clip is a second of it. */
    private static final String RED =
            """
            const draw = (context, i) => {
              for (let y = 0; y < 320; y += 8) {
                for (let x = 0; x < 320; x += 8) {
                  const light = (x + y) / 8 % 2 ? 40 : 180;
                  context.fillStyle = `rgb(200 ${light} ${light})`;
                  context.fillRect(x, y, 8, 8);
                }
              }
              context.fillStyle = '#fff';
              context.fillRect(i * 8, 2, 8, 8);
            };
            const canvas = new OffscreenCanvas(320, 320);
            draw(canvas.getContext('2d'), 0);
            const jpeg = await canvas.convertToBlob({ type: 'image/jpeg' });
            const clip = await clips.make(320, 320, [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9], draw);
            """;

    /** Opens the panel for watching with alerts of somebody in red. */
    private static SightlinePage withAlerts(Visit visit, int count, String images) {
        SightlinePage page = SightlinePage.open(visit);
        ClipBench.into(page.tab());
        page.api().get("sightline.alerts()");
        page.tab()
                .evaluate(
                        "async (values) => {"
                                + RED
                                + "return ("
                                + AlertsIT.SEED.replace("%CHANGE%", "() => {}")
                                + ")({ ...values, images: "
                                + images
                                + " }); }",
                        SightlinePage.values("count", count));
        visit.page().reload();
        page = SightlinePage.started(visit);
        ClipBench.into(page.tab());
        page.tab().locator("#tab-watch").click();
        AlertsIT.says(page.tab().locator("#watch-count"), count == 1 ? "One alert" : count + " al");
        return page;
    }

    private static Map<String, byte[]> unpacked(byte[] file) throws IOException {
        var files = new LinkedHashMap<String, byte[]>();
        Path path = Files.createTempFile("alerts", ".zip");
        try {
            Files.write(path, file);
            try (var zip = new ZipFile(path.toFile())) {
                for (var entry : Collections.list(zip.entries())) {
                    files.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
                }
            }
        } finally {
            Files.delete(path);
        }
        return files;
    }

    /**
     * The detector looks at every picture and frame first: on a busy machine that takes a while.
     */
    private static Download saving(Page tab, Runnable act) {
        return tab.waitForDownload(
                new Page.WaitForDownloadOptions().setTimeout(PATIENCE.toMillis()), act);
    }

    private static Map<String, byte[]> saved(Page tab) throws IOException {
        var download = saving(tab, () -> tab.locator("#watch-export-zip").click());
        return unpacked(Files.readAllBytes(download.path()));
    }

    private static JsonNode json(Map<String, byte[]> files) throws IOException {
        return new ObjectMapper().readTree(files.get("alerts.json"));
    }

    private static int luma(BufferedImage image, int x, int y) {
        int rgb = image.getRGB(x, y);
        return ((rgb >> 16 & 255) * 3 + (rgb >> 8 & 255) * 6 + (rgb & 255)) / 10;
    }

    /** The lightest pixel of a part, and what a part differs by from what was seen, on average. */
    private static int lightest(BufferedImage image, int[] part) {
        int most = 0;
        for (int y = part[1]; y < part[1] + part[3]; ++y) {
            for (int x = part[0]; x < part[0] + part[2]; ++x) {
                most = Math.max(most, luma(image, x, y));
            }
        }
        return most;
    }

    private static double apart(BufferedImage a, BufferedImage b, int[] part) {
        double sum = 0;
        for (int y = part[1]; y < part[1] + part[3]; ++y) {
            for (int x = part[0]; x < part[0] + part[2]; ++x) {
                sum += Math.abs(luma(a, x, y) - luma(b, x, y));
            }
        }
        return sum / part[2] / part[3];
    }

    private static BufferedImage image(byte[] file) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(file));
    }

    /** Of each frame of both clips: the body's lightest pixel, and how far the edge is off. */
    private static Map<String, Object> clips(SightlinePage page, byte[] seen, byte[] covered) {
        page.give("seen", "video/webm", seen);
        page.give("covered", "video/webm", covered);
        return ClipBench.map(
                page.tab(),
                """
                async () => {
                  const was = [], now = [];
                  for await (const frame of clips.frames(given.seen)) was.push(frame);
                  for await (const frame of clips.frames(given.covered)) now.push(frame);
                  return { was: was.length, now: now.length,
                    bodyBefore: Math.min(...was.map((f) => clips.detail(f, [112, 112, 96, 96]).most)),
                    body: Math.max(...now.map((f) => clips.detail(f, [112, 112, 96, 96]).most)),
                    edge: Math.max(...now.map((f, i) => clips.difference(f, was[i], [0, 0, 30, 320]))) };
                }
                """);
    }

    private static double number(Map<String, Object> map, String name) {
        return ((Number) map.get(name)).doubleValue();
    }

    @Test
    void whoIsSeenIsCoveredInTheArchive(Visit visit) throws IOException {
        SightlinePage page = withAlerts(visit, 2, "[jpeg, jpeg, clip]");
        Page tab = page.tab();
        assertThat(tab.locator("#watch-cover-kind")).hasValue("");
        assertThat(tab.locator("#watch-cover-method")).isHidden();
        var seen = saved(tab);
        assertFalse(json(seen).has("redacted"));
        tab.locator("#watch-cover-kind").selectOption("people");
        assertThat(tab.locator("#watch-cover-method")).isVisible();
        var covered = saved(tab);
        AlertsIT.says(tab.locator("section[aria-labelledby=watch-alerts-title]"), "2 alerts exp");
        assertThat(tab.locator("#watch-alerts-fault")).hasText("");
        assertEquals(seen.keySet(), covered.keySet());
        assertEquals("people", json(covered).get("redacted").get("kinds").get(0).asText());
        assertEquals("fill", json(covered).get("redacted").get("method").asText());
        int pictures = 0;
        for (var name : covered.keySet()) {
            if (name.endsWith(".jpg")) {
                var was = image(seen.get(name));
                var now = image(covered.get(name));
                assertTrue(lightest(was, BODY) > 100, name);
                assertTrue(lightest(now, BODY) < 24, name + " shows " + lightest(now, BODY));
                assertTrue(apart(was, now, EDGE) < 6, name + " is off " + apart(was, now, EDGE));
                ++pictures;
            } else if (name.endsWith(".webm")) {
                var told = clips(page, seen.get(name), covered.get(name));
                assertEquals(10, number(told, "was"), told::toString);
                assertEquals(10, number(told, "now"), told::toString);
                assertTrue(number(told, "bodyBefore") > 100, told::toString);
                assertTrue(number(told, "body") < 24, told::toString);
                assertTrue(number(told, "edge") < 14, told::toString);
                ++pictures;
            }
        }
        assertEquals(6, pictures);
        assertEquals(List.of(), Look.violations(tab));
        // The choice is kept, and holds for a single clip.
        tab.reload();
        page = SightlinePage.started(visit);
        ClipBench.into(page.tab());
        tab.locator("#tab-watch").click();
        assertThat(tab.locator("#watch-cover-kind")).hasValue("people");
        tab.locator("#watch-open-seed-0").click();
        var clip =
                saving(
                        tab,
                        () ->
                                tab.locator("[data-alert=seed-0] button:has-text('Save clip')")
                                        .click());
        var name = covered.keySet().stream().filter(n -> n.endsWith("clip.webm")).findFirst().get();
        var told = clips(page, seen.get(name), Files.readAllBytes(clip.path()));
        assertTrue(number(told, "body") < 24, told::toString);
        assertTrue(number(told, "edge") < 14, told::toString);
    }

    /** By a program: blurred, with its progress; the page's choice is the page's. */
    @Test
    void aProgramChoosesForItself(Visit visit) throws IOException {
        SightlinePage page = withAlerts(visit, 2, "[jpeg, jpeg, clip]");
        var told =
                ClipBench.map(
                        page.tab(),
                        """
                        async () => {
                          const at = [];
                          const redact = { kinds: ['people'], method: 'blur' };
                          const onProgress = (p) => at.push(`${p.done}/${p.of}`);
                          const alerts = await sightline.alerts({ redact, onProgress });
                          const seen = await sightline.alerts();
                          const frame = async (blob) => {
                            const image = await createImageBitmap(blob);
                            const canvas = new OffscreenCanvas(320, 320);
                            const context = canvas.getContext('2d');
                            context.drawImage(image, 0, 0);
                            return { canvas, context };
                          };
                          const now = await frame(alerts[1].evidence[1].image);
                          const was = await frame(seen[1].evidence[1].image);
                          const body = [116, 116, 80, 80], edge = [0, 0, 30, 320];
                          return { at, energy: clips.detail(now, body).energy, before: clips.detail(was, body).energy,
                            edge: clips.difference(now, was, edge), images: alerts.flatMap((a) => a.evidence).length,
                            clips: alerts.filter((a, i) => a.clip && a.clip.size !== seen[i].clip.size).length };
                        }
                        """);
        assertEquals(List.of("0/2", "1/2", "2/2"), told.get("at"));
        assertTrue(number(told, "energy") < 0.2 * number(told, "before"), told::toString);
        assertTrue(number(told, "edge") < 8, told::toString);
        assertEquals(4, number(told, "images"));
        assertEquals(2, number(told, "clips"), told::toString);
        for (var bad :
                List.of(
                        "alerts({ redact: { kinds: [] } })",
                        "alerts({ redact: 'people' })",
                        "alerts({ redact: { kinds: ['handwriting'] } })",
                        "export('alerts-zip', { redact: { kinds: ['people'], method: 'smear' } })",
                        "export('alerts-zip', { cover: 'people' })",
                        "export('frame-png', { redact: { kinds: ['people'] } })")) {
            var failure = page.api().failure("sightline." + bad);
            assertEquals("bad-input", failure.code(), bad);
            assertFalse(failure.message().contains("{"), failure.message());
        }
    }

    private static final String LEFT =
            """
            async () => {
              const told = [];
              const onLeftOut = ({ alert, what, reason }) => told.push(`${alert} ${what} ${reason}`);
              const alerts = await sightline.alerts({ redact: { kinds: ['people'] }, onLeftOut });
              const blobs = alerts.flatMap((a) => [a.clip, ...a.evidence.map((e) => e.image)]);
              return { told: [...told, blobs.filter(Boolean).length] };
            }
            """;

    /** What cannot be covered is left out and said; it is never there as it was seen. */
    @Test
    void whatCannotBeCoveredIsLeftOut(Visit visit) throws IOException {
        SightlinePage page =
                withAlerts(visit, 2, "[jpeg, new Blob(['no picture']), new Blob(['no clip'])]");
        Page tab = page.tab();
        tab.locator("#watch-cover-kind").selectOption("faces");
        var files = saved(tab);
        AlertsIT.says(tab.locator("#watch-alerts-fault"), "4 files of 2 alerts");
        AlertsIT.says(
                tab.locator("section[aria-labelledby=watch-alerts-title]"), "fetch blazeface");
        assertFalse(json(files).get("redacted").get("faceDetector").asBoolean());
        assertThat(tab.locator("#watch-alerts-fault")).containsText("cannot be decoded");
        assertEquals(4, files.size(), files.keySet()::toString);
        for (JsonNode alert : json(files).get("alerts")) {
            assertEquals(1, alert.get("files").size());
            assertEquals("picture", alert.get("leftOut").get(0).get("what").asText());
            assertEquals("clip", alert.get("leftOut").get(1).get("what").asText());
            assertTrue(alert.get("leftOut").get(1).get("message").asText().contains("MP4"));
        }
        var left = (List<?>) ClipBench.map(page.tab(), LEFT).get("told");
        assertEquals(
                List.of(
                        "seed-0 picture picture-broken",
                        "seed-0 clip clip-broken",
                        "seed-1 picture picture-broken",
                        "seed-1 clip clip-broken",
                        2),
                left);
    }

    @Test
    @InChromium
    void withoutADetectorNothingGoesOutCovered(Visit visit) throws IOException {
        SightlinePage page = withAlerts(visit, 2, "[jpeg, jpeg, clip]");
        Page tab = page.tab();
        tab.locator("#watch-cover-kind").selectOption("people");
        tab.onDownload(
                download -> {
                    throw new AssertionError("saved " + download.suggestedFilename());
                });
        tab.locator("#watch-export-zip").click();
        AlertsIT.says(tab.locator("#watch-alerts-fault"), "There is no detector");
        assertThat(tab.locator("#watch-export-zip")).isEnabled();
        assertThat(tab.locator("#watch-export-stop")).isHidden();
        for (var call : List.of("alerts({ redact })", "export('alerts-zip', { redact })")) {
            var failure =
                    page.api()
                            .failure(
                                    "(() => { const redact = { kinds: ['people'] };"
                                            + " return sightline."
                                            + call
                                            + "; })()");
            assertEquals("no-model", failure.code(), call);
        }
        // As seen it goes as ever.
        assertEquals(8, unpacked(page.api().export("alerts-zip")).size());
    }

    @Test
    void itCanBeStopped(Visit visit) throws IOException {
        SightlinePage page = withAlerts(visit, 12, "[jpeg, jpeg, clip]");
        Page tab = page.tab();
        var failure =
                page.api()
                        .failure(
                                """
                                (() => {
                                  const stop = new AbortController();
                                  const onProgress = (p) => p.done === 1 && stop.abort();
                                  const redact = { kinds: ['people'] };
                                  return sightline.export('alerts-zip', { redact, onProgress, signal: stop.signal });
                                })()
                                """);
        assertEquals("aborted", failure.code());
        tab.locator("#watch-cover-kind").selectOption("people");
        tab.locator("#watch-export-zip").click();
        AlertsIT.says(tab.locator("section[aria-labelledby=watch-alerts-title]"), "Covering");
        tab.locator("#watch-export-stop").click();
        AlertsIT.says(tab.locator("#watch-alerts-fault"), "topped");
        assertThat(tab.locator("#watch-export-zip")).isFocused();
    }

    @OnScreens(models = Models.DETECTOR)
    void looksRight(Visit visit, Screen screen) {
        SightlinePage page = withAlerts(visit, 3, "[jpeg, new Blob(['no picture']), clip]");
        Page tab = page.tab();
        var look = new Look(tab, "covered-alerts-" + screen);
        tab.locator("#watch-cover-kind").selectOption("people");
        saving(tab, () -> tab.locator("#watch-export-zip").click());
        AlertsIT.says(tab.locator("#watch-alerts-fault"), "3 files");
        tab.locator("#watch-cover-kind").scrollIntoViewIfNeeded();
        look.picture("");
        assertEquals(List.of(), look.faults());
    }
}
