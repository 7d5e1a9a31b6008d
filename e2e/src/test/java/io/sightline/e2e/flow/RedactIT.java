// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.flow;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Page;
import io.sightline.e2e.Project;
import io.sightline.e2e.media.ClipBench;
import io.sightline.e2e.model.Detectors;
import io.sightline.e2e.model.LanguageModels;
import io.sightline.e2e.page.SightlinePage;
import io.sightline.e2e.page.Visit;
import io.sightline.e2e.stage.InChromium;
import io.sightline.e2e.stage.Models;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A redacted clip, taken apart: what is covered is gone, the rest is as it was. */
@InChromium(models = Models.DETECTOR)
final class RedactIT {
    /**
     * Three seconds of a fine pattern at uneven times. From 1.0 to 1.9 s it is red, which the test
     * detector takes for a person in the middle, 98 pixels wide and high.
     */
    private static final String DRAWN =
            """
            async () => {
              const times = Array.from({ length: 30 }, (_, i) => (i * 100 + (i % 3) * 7) / 1000);
              window.drawn = await clips.make(320, 320, times, (context, i) => {
                const red = i >= 10 && i < 20 ? 200 : 0;
                for (let y = 0; y < 320; y += 8) {
                  for (let x = 0; x < 320; x += 8) {
                    const light = (x + y) / 8 % 2 ? 40 : 180;
                    context.fillStyle = `rgb(${red} ${light} ${light})`;
                    context.fillRect(x, y, 8, 8);
                  }
                }
                context.fillStyle = '#fff';
                context.fillRect(i * 8, 2, 8, 8);
              }, 'SECRET-PLACE-47N');
            }
            """;

    /** Both clips side by side; bare, box and edge are parts of the frame. */
    private static final String COMPARED =
            """
            async () => {
              const box = [112, 112, 96, 96], edge = [0, 0, 30, 320];
              const was = [], rows = [];
              for await (const frame of clips.frames(drawn)) was.push(frame);
              let i = 0;
              for await (const frame of clips.frames(redacted.clip)) {
                const before = was[i++];
                rows.push({ t: frame.t, was: before.t, width: frame.canvas.width, height: frame.canvas.height,
                  energy: clips.detail(frame, box).energy, energyBefore: clips.detail(before, box).energy,
                  most: clips.detail(frame, box).most, least: clips.detail(frame, box).least,
                  edge: clips.difference(frame, before, edge),
                  all: clips.difference(frame, before, [0, 0, 320, 320]) });
              }
              const bytes = new TextDecoder('latin1').decode(await redacted.clip.arrayBuffer());
              return { rows, source: was.length, type: redacted.clip.type, secret: bytes.includes('SECRET') };
            }
            """;

    private static SightlinePage drawn(Visit visit) {
        SightlinePage page = SightlinePage.open(visit);
        ClipBench.into(page.tab());
        page.tab().evaluate(DRAWN);
        return page;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> redact(SightlinePage page, String clip, String options) {
        return (Map<String, Object>)
                page.tab()
                        .evaluate(
                                "async () => { window.redacted = await sightline.redact("
                                        + clip
                                        + ", "
                                        + options
                                        + "); const { clip, ...rest } = redacted; return rest; }");
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> compared(SightlinePage page) {
        var all = ClipBench.map(page.tab(), COMPARED);
        assertEquals(false, all.get("secret"), "the source's metadata is in the result");
        var rows = (List<Map<String, Object>>) all.get("rows");
        assertEquals(all.get("source"), rows.size());
        for (var row : rows) {
            assertEquals(number(row, "was"), number(row, "t"), 0.0011);
            assertEquals(320, number(row, "width"));
            assertEquals(320, number(row, "height"));
        }
        return rows;
    }

    private static double number(Map<String, Object> map, String name) {
        return ((Number) map.get(name)).doubleValue();
    }

    /** Half a second before the first and after the last frame on which the detector found it. */
    private static boolean near(double t) {
        return t >= 0.5 - 0.02 && t <= 1.907 + 0.5;
    }

    private static List<?> reasons(Map<String, Object> result) {
        return ((List<?>) result.get("warnings"))
                .stream().map(each -> ((Map<?, ?>) each).get("reason")).toList();
    }

    @Test
    void whatIsFoundIsFilledThroughItsTrack(Visit visit) {
        SightlinePage page = drawn(visit);
        var result = redact(page, "drawn", "{ kinds: ['people'], marginSeconds: 0.5 }");
        assertEquals(30, number(result, "frames"));
        assertEquals(1, number(result, "tracks"), result::toString);
        assertEquals(0, number(result, "whole"));
        assertEquals(List.of("missed"), reasons(result));
        int covered = 0;
        for (var row : compared(page)) {
            double t = number(row, "t");
            if (near(t)) {
                ++covered;
                assertTrue(number(row, "most") < 24, "something shows at " + row);
                assertTrue(number(row, "energyBefore") > 8, row::toString);
            } else {
                assertTrue(number(row, "all") < 10, "covered for nothing at " + row);
            }
            assertTrue(number(row, "edge") < 10, "changed outside at " + row);
        }
        assertEquals(covered, number(result, "covered"));
        assertTrue(covered >= 19 && covered <= 21, covered + " covered");
    }

    @Test
    void aBlurLeavesNoDetail(Visit visit) {
        SightlinePage page = drawn(visit);
        var result =
                redact(
                        page,
                        "drawn",
                        "{ kinds: ['people'], marginSeconds: 0.5, method: 'blur', format: 'webm' }");
        assertEquals(1, number(result, "tracks"));
        for (var row : compared(page)) {
            if (near(number(row, "t"))) {
                assertTrue(number(row, "energyBefore") > 8, row::toString);
                assertTrue(
                        number(row, "energy") < number(row, "energyBefore") / 8,
                        "detail is left at " + row);
                assertTrue(
                        number(row, "most") - number(row, "least") < 40,
                        "squares can be told at " + row);
                assertTrue(number(row, "most") > 40, "this is no blur but a fill: " + row);
            }
            assertTrue(number(row, "edge") < 10, "changed outside at " + row);
        }
    }

    @Test
    @InChromium
    void areasByHandNeedNoDetector(Visit visit) {
        SightlinePage page = drawn(visit);
        var result =
                redact(
                        page,
                        "drawn",
                        "{ kinds: [], regions: [{ polygon: [[0.2, 0.2], [0.8, 0.2], [0.8, 0.8], [0.2, 0.8]],"
                                + " from: 1, to: 2 }, { polygon: [[0.9, 0.9], [1, 0.9], [1, 1]] }] }");
        assertEquals(30, number(result, "covered"));
        assertEquals(0, number(result, "tracks"));
        assertEquals(List.of(), reasons(result));
        for (var row : compared(page)) {
            double t = number(row, "was");
            assertEquals(t >= 1 && t <= 2, number(row, "most") < 24, row::toString);
            assertTrue(number(row, "edge") < 10, row::toString);
        }
        // The half of the square that is outside of the triangle is as it was.
        var corner =
                ClipBench.map(
                        page.tab(),
                        """
                        async () => {
                          const was = [], now = [];
                          for await (const frame of clips.frames(drawn)) was.push(frame);
                          for await (const frame of clips.frames(redacted.clip)) now.push(frame);
                          return { inside: clips.detail(now[5], [312, 290, 6, 10]).most,
                            outside: clips.difference(was[5], now[5], [290, 306, 10, 10]) };
                        }
                        """);
        assertTrue(number(corner, "inside") < 24, corner::toString);
        assertTrue(number(corner, "outside") < 14, corner::toString);
    }

    @Test
    @InChromium
    void whatCannotBeDoneIsSaid(Visit visit) throws IOException {
        SightlinePage page = drawn(visit);
        var api = page.api();
        page.give("text", "video/mp4", "This is no clip.".getBytes());
        // No detector on this site, no language model loaded: nothing is passed off as looked at.
        var failure = api.failure("sightline.redact(drawn, { kinds: ['people'] })");
        assertEquals("no-model", failure.code());
        assertTrue(failure.message().contains("detector"), failure.message());
        failure = api.failure("sightline.redact(drawn, { kinds: ['handwriting'] })");
        assertEquals("no-model", failure.code());
        assertTrue(failure.message().contains("language"), failure.message());
        for (var bad :
                List.of(
                        "given.text, { kinds: ['people'] }",
                        "7",
                        "drawn",
                        "drawn, { kinds: [] }",
                        "drawn, { kinds: ['cats'] }",
                        "drawn, { kinds: 'people' }",
                        "drawn, { kinds: ['people'], metod: 'fill' }",
                        "drawn, { kinds: ['people'], method: 'smear' }",
                        "drawn, { kinds: ['people'], format: 'gif' }",
                        "drawn, { kinds: [], regions: [{ polygon: [[0, 0], [1, 1], [1, 0], [0, 1]] }] }",
                        "drawn, { kinds: [], regions: [{ polygon: [[0, 0], [1, 0], [1, 1]], from: 2, to: 1 }] }")) {
            failure = api.failure("sightline.redact(" + bad + ")");
            assertEquals("bad-input", failure.code(), bad);
            assertFalse(failure.message().contains("{"), failure.message());
        }
    }

    @Test
    void itCanBeStoppedInBothPasses(Visit visit) {
        SightlinePage page = drawn(visit);
        for (var stage : List.of("find", "write")) {
            var failure =
                    page.api()
                            .failure(
                                    "(() => { const stop = new AbortController();"
                                            + " return sightline.redact(drawn, { kinds: ['people'],"
                                            + " signal: stop.signal,"
                                            + " onProgress: (p) => p.stage === '"
                                            + stage
                                            + "' && stop.abort() }); })()");
            assertEquals("aborted", failure.code(), stage);
        }
        assertEquals(30, number(redact(page, "drawn", "{ kinds: ['people'] }"), "frames"));
    }

    /** What is on both sides of a damaged part is written, and that a part is missing is said. */
    @Test
    @InChromium
    void aDamagedPartIsLeftOutAndSaid(Visit visit) throws IOException {
        SightlinePage page = drawn(visit);
        byte[] clip = Files.readAllBytes(Project.site().resolve("samples/room-walk.mp4"));
        // The second of its three groups of pictures, from 2 to 4 s.
        Arrays.fill(clip, 135_000, 200_000, (byte) 0x55);
        page.give("broken", "video/mp4", clip);
        var result =
                page.api()
                        .map(
                                "sightline.redact(given.broken, { kinds: [],"
                                        + " regions: [{ polygon: [[0, 0], [1, 0], [1, 1]] }] })");
        int frames = (int) number(result, "frames");
        assertTrue(frames >= 27 && frames < 51, frames + " frames");
        assertTrue(
                ((List<?>) result.get("warnings"))
                        .stream().anyMatch(w -> ((Map<?, ?>) w).get("reason").equals("broken")),
                result::toString);
    }

    /** Each part of the frame is asked about; what is no sure no is covered, and nothing else. */
    @Test
    @InChromium(models = Models.WORDS)
    void whereWritingMayBeIsCovered(Visit visit) {
        SightlinePage page = SightlinePage.open(visit);
        ClipBench.into(page.tab());
        page.api().load(LanguageModels.DEMONSTRATION);
        page.tab()
                .evaluate(
                        """
                        async () => {
                          window.drawn = await clips.make(320, 320, [0, 0.2, 0.4], (context, i) => {
                            context.fillStyle = '#ddd';
                            context.fillRect(0, 0, 320, 320);
                            context.fillStyle = '#222';
                            context.font = '18px serif';
                            for (let y = 20; y < 120; y += 20) context.fillText('Dear diary', 8, y);
                            context.fillStyle = '#06c';
                            context.fillRect(200 + i, 200, 80, 80);
                          });
                        }
                        """);
        var result = redact(page, "drawn", "{ kinds: ['handwriting'] }");
        assertEquals(0, number(result, "tracks"));
        assertEquals(List.of("missed"), reasons(result));
        assertEquals(3, number(result, "frames"));
        // Six parts of three by two, the same question, the same answers.
        var parts =
                ClipBench.map(
                        page.tab(),
                        """
                        async () => {
                          const was = [], now = [], rows = [];
                          for await (const frame of clips.frames(drawn)) was.push(frame);
                          for await (const frame of clips.frames(redacted.clip)) now.push(frame);
                          for (const y of [0, 142]) {
                            for (const x of [0, 98, 196]) {
                              const image = await createImageBitmap(was[0].canvas, x, y, 124, 178);
                              const { p } = await sightline.verify({ images: [image],
                                question: 'Is there handwriting, a written or printed page, '
                                  + 'or a screen with text in this picture?' });
                              // The part of it that it shares with no other.
                              const own = [x ? x + 28 : 2, y ? 182 : 2, 66, 130];
                              rows.push({ p, most: Math.max(...now.map((frame) => clips.detail(frame, own).most)) });
                            }
                          }
                          return { rows };
                        }
                        """);
        int covered = 0;
        for (var each : (List<?>) parts.get("rows")) {
            var row = (Map<?, ?>) each;
            double yes = ((Number) row.get("p")).doubleValue();
            boolean black = ((Number) row.get("most")).doubleValue() < 24;
            covered += black ? 1 : 0;
            if (Math.abs(yes - 0.3) > 0.02) {
                assertEquals(yes >= 0.3, black, parts::toString);
            }
        }
        assertEquals(covered > 0 ? 3 : 0, number(result, "covered"), result::toString);
        assertEquals(covered, ((List<?>) result.get("finds")).size(), result + " " + parts);
    }

    /** The same detector finds nobody any more. */
    @Test
    @InChromium(models = Models.REAL_DETECTORS)
    void nobodyIsFoundInARedactedClip(Visit visit) throws IOException {
        Path clip = Project.shared("media/classroom-3s.mp4");
        assumeTrue(Files.isRegularFile(clip), "the development clips are not here: " + clip);
        SightlinePage page = SightlinePage.open(visit);
        ClipBench.into(page.tab());
        page.give("clip", "video/mp4", Files.readAllBytes(clip));
        for (var method : List.of("fill", "blur")) {
            var result =
                    redact(page, "given.clip", "{ kinds: ['people'], method: '" + method + "' }");
            assertTrue(number(result, "tracks") >= 4, result::toString);
            assertEquals(45, number(result, "covered"), result::toString);
            var found =
                    ClipBench.map(
                            page.tab(),
                            """
                        async () => {
                          const count = async (blob) => {
                            let people = 0, frames = 0, first = 0;
                            for await (const { canvas } of clips.frames(blob)) {
                              ++frames;
                              if (frames % 5 !== 1) continue;
                              const image = await createImageBitmap(canvas);
                              const { boxes } = await sightline.detect(image, { minScore: 0.5 });
                              people += boxes.filter((box) => box.label === 'person').length;
                            }
                            return { people, frames };
                          };
                          let picture;
                          let n = 0;
                          for await (const { canvas } of clips.frames(redacted.clip)) {
                            if (n++ === 20) picture = await canvas.convertToBlob();
                          }
                          const bytes = new Uint8Array(await picture.arrayBuffer());
                          return { before: (await count(given.clip)).people, ...await count(redacted.clip),
                            picture: btoa(Array.from(bytes, (b) => String.fromCharCode(b)).join('')) };
                        }
                        """);
            var folder = Files.createDirectories(Project.output().resolve("screenshots"));
            Files.write(
                    folder.resolve("redact-classroom-" + method + ".png"),
                    Base64.getDecoder().decode((String) found.remove("picture")));
            assertTrue(number(found, "before") >= 20, found::toString);
            assertEquals(0, number(found, "people"), found::toString);
            assertEquals(number(result, "frames"), number(found, "frames"));
        }
    }

    /** A face, pure blue, goes over a pattern from 1.0 to 1.9 s; nothing of it is red: no body. */
    private static final String FACE_DRAWN =
            """
            async () => {
              const times = Array.from({ length: 40 }, (_, i) => i / 10);
              window.drawn = await clips.make(256, 256, times, (context, i) => {
                for (let y = 0; y < 256; y += 8) {
                  for (let x = 0; x < 256; x += 8) {
                    const light = (x + y) / 8 % 2 ? 40 : 180;
                    context.fillStyle = `rgb(0 ${light} ${light})`;
                    context.fillRect(x, y, 8, 8);
                  }
                }
                if (i >= 15 && i < 25) {
                  context.fillStyle = '#00f';
                  context.fillRect(60 + 4 * i, 112, 32, 32);
                }
              });
            }
            """;

    private static SightlinePage faceDrawn(Visit visit) {
        SightlinePage page = SightlinePage.open(visit);
        ClipBench.into(page.tab());
        page.tab().evaluate(FACE_DRAWN);
        return page;
    }

    /** Of each frame the blue that shows, and how far a corner is from what it was. */
    private static final String FACE_COMPARED =
            """
            async () => {
              const was = [], rows = [];
              for await (const frame of clips.frames(drawn)) was.push(frame);
              const blue = (frame) => {
                const { data } = frame.canvas.getContext('2d').getImageData(0, 0, 256, 256);
                let count = 0;
                for (let i = 0; i < data.length; i += 4) {
                  count += data[i + 2] > 150 && data[i] < 80 && data[i + 1] < 80 ? 1 : 0;
                }
                return count;
              };
              let i = 0;
              for await (const frame of clips.frames(redacted.clip)) {
                const before = was[i++];
                rows.push({ t: before.t, blue: blue(frame), blueBefore: blue(before),
                  all: clips.difference(frame, before, [0, 0, 256, 256]),
                  far: clips.difference(frame, before, [0, 0, 256, 40]) });
              }
              return { rows };
            }
            """;

    @Test
    @InChromium(models = Models.FACES)
    void aFaceWithoutABodyIsCoveredThroughItsTrack(Visit visit) {
        SightlinePage page = faceDrawn(visit);
        var result = redact(page, "drawn", "{ kinds: ['faces'], marginSeconds: 0.3 }");
        assertEquals(true, result.get("faceDetector"), result::toString);
        assertEquals(1, number(result, "tracks"), result::toString);
        assertEquals(List.of("missed", "faces"), reasons(result));
        var find = (Map<?, ?>) ((List<?>) result.get("finds")).get(0);
        assertEquals("face", find.get("by"));
        assertEquals("faces", find.get("kind"));
        assertEquals(10, find.get("sightings"));
        int there = 0;
        for (var each : (List<?>) ClipBench.map(page.tab(), FACE_COMPARED).get("rows")) {
            @SuppressWarnings("unchecked")
            var row = (Map<String, Object>) each;
            double t = number(row, "t");
            assertTrue(number(row, "blue") < 4, "a face shows at " + row);
            if (t > 1.49 && t < 2.41) {
                assertTrue(number(row, "blueBefore") > 600, row::toString);
                ++there;
            }
            if (t < 1.19 || t > 2.71) {
                assertTrue(number(row, "all") < 14, "covered for nothing at " + row);
            }
            if (t > 1.49 && t < 2.41) {
                assertTrue(number(row, "far") < 14, "far from it is covered, too: " + row);
            }
        }
        assertEquals(10, there);
    }

    @Test
    void withoutAFaceDetectorThePageSaysSo(Visit visit) {
        SightlinePage page = faceDrawn(visit);
        var result = redact(page, "drawn", "{ kinds: ['faces'] }");
        assertEquals(false, result.get("faceDetector"));
        assertEquals(0, number(result, "tracks"));
        assertEquals(0, number(result, "covered"));
        assertEquals(List.of("missed", "heads"), reasons(result));
        var told = ((Map<?, ?>) ((List<?>) result.get("warnings")).get(1)).get("message");
        assertTrue(told.toString().contains("models fetch blazeface"), told::toString);
    }

    /** It is beside the other: what is measured and watched is not by it. */
    @Test
    @InChromium(models = Models.FACES)
    void theFaceDetectorTakesNoOthersPlace(Visit visit) {
        SightlinePage page = faceDrawn(visit);
        page.api().load(Detectors.FACES);
        page.api().load(Detectors.TINY);
        var detected =
                ClipBench.map(
                        page.tab(),
                        """
                        async () => {
                          const canvas = new OffscreenCanvas(256, 256);
                          const context = canvas.getContext('2d');
                          context.fillStyle = '#c00';
                          context.fillRect(0, 0, 256, 256);
                          const { boxes, model } = await sightline.detect(canvas.transferToImageBitmap());
                          const { models } = await sightline.capabilities();
                          return { model, labels: boxes.map((box) => box.label).join(),
                            states: models.map((each) => `${each.id} ${each.role} ${each.state}`).join() };
                        }
                        """);
        assertEquals(Detectors.TINY, detected.get("model"));
        assertEquals("person", detected.get("labels"));
        assertTrue(
                detected.get("states").toString().contains(Detectors.FACES + " face ready"),
                detected::toString);
        assertTrue(
                detected.get("states").toString().contains(Detectors.TINY + " detector ready"),
                detected::toString);
    }

    /** Faces of a real clip, cut out from brow to chin, as on a screen; both ways of covering. */
    @Test
    @InChromium(models = Models.REAL_DETECTORS)
    void realFacesOnAScreenAreCovered(Visit visit) throws IOException {
        Path clip = Project.shared("media/classroom-3s.mp4");
        assumeTrue(Files.isRegularFile(clip), "the development clips are not here: " + clip);
        SightlinePage page = SightlinePage.open(visit);
        ClipBench.into(page.tab());
        assumeTrue(
                (Boolean)
                        page.tab()
                                .evaluate(
                                        "async () => (await sightline.capabilities()).models"
                                                + ".some((each) => each.id === 'blazeface' && each.available)"),
                "the face detector is not here; get it with: ./sightline models fetch blazeface");
        page.give("clip", "video/mp4", Files.readAllBytes(clip));
        page.tab()
                .evaluate(
                        """
                        async () => {
                          const frames = [];
                          for await (const frame of clips.frames(given.clip)) frames.push(frame);
                          // Heads of the front row, and where they are put: large, small and near the edge.
                          const heads = [[55, 138, 40, 40], [292, 142, 44, 44]];
                          window.places = [[40, 60, 120, 120], [250, 180, 48, 48], [380, 20, 240, 240]];
                          const times = Array.from({ length: 15 }, (_, i) => i / 10);
                          window.drawn = await clips.make(640, 360, times, (context, i) => {
                            context.fillStyle = '#556';
                            context.fillRect(0, 0, 640, 360);
                            places.forEach((place, n) => context.drawImage(
                              frames[i * 3].canvas, ...heads[n % 2], ...place));
                          });
                        }
                        """);
        var result = redact(page, "drawn", "{ kinds: ['faces'] }");
        System.out.println("faces on a screen: " + result);
        assertEquals(true, result.get("faceDetector"));
        var shown =
                ClipBench.map(
                        page.tab(),
                        """
                        async () => {
                          const most = places.map(() => 0);
                          for await (const frame of clips.frames(redacted.clip)) {
                            places.forEach(([x, y, w, h], n) => {
                              // Eyes, nose and mouth.
                              const box = [x + w * 0.3, y + h * 0.35, w * 0.4, h * 0.45].map(Math.round);
                              most[n] = Math.max(most[n], clips.detail(frame, box).most);
                            });
                          }
                          return { most };
                        }
                        """);
        for (var most : (List<?>) shown.get("most")) {
            assertTrue(((Number) most).doubleValue() < 24, shown + " " + result);
        }
    }

    @Test
    void onThePageItIsLookedOverAndSaved(Visit visit) {
        SightlinePage page = drawn(visit);
        Page tab = page.tab();
        tab.locator("#tab-watch").click();
        assertThat(tab.locator("#redact-clip")).isAttached();
        tab.evaluate(
                """
                async () => {
                  const files = new DataTransfer();
                  files.items.add(new File([drawn], 'drawn.webm', { type: 'video/webm' }));
                  const input = document.getElementById('redact-clip');
                  input.files = files.files;
                  input.dispatchEvent(new Event('change'));
                }
                """);
        assertThat(tab.locator("#redact-name")).hasText("drawn.webm");
        tab.locator("#redact-find").click();
        assertThat(tab.locator("#redact-told")).containsText("30 frames looked at: one person.");
        assertThat(tab.locator("#redact-finds li")).hasCount(1);
        assertThat(tab.locator("#redact-warnings")).containsText("Look through the whole clip");
        assertThat(tab.locator("#redact-image"))
                .hasAttribute("alt", Pattern.compile(".*one area covered"));
        // Left bare, as the user says it is none.
        tab.locator("#redact-finds input").uncheck();
        assertThat(tab.locator("#redact-image"))
                .hasAttribute("alt", Pattern.compile(".*0 areas covered"));
        // By pointer over the picture, then by keys.
        tab.locator("#redact-stage").scrollIntoViewIfNeeded();
        var stage = tab.locator("#redact-stage").boundingBox();
        tab.mouse().move(stage.x + stage.width * 0.2, stage.y + stage.height * 0.2);
        tab.mouse().down();
        tab.mouse().move(stage.x + stage.width * 0.5, stage.y + stage.height * 0.6);
        tab.mouse().up();
        assertThat(tab.locator("#redact-marks li")).hasCount(1);
        assertThat(tab.locator("#redact-image"))
                .hasAttribute("alt", Pattern.compile(".*one area covered"));
        tab.locator("#redact-add").click();
        assertThat(tab.locator("#redact-marks li")).hasCount(2);
        tab.keyboard().press("ArrowLeft");
        tab.keyboard().press("Shift+ArrowDown");
        tab.keyboard().press("Delete");
        assertThat(tab.locator("#redact-marks li")).hasCount(1);
        tab.locator("#redact-write").click();
        assertThat(tab.locator("#redact-told")).containsText("30 of 30 frames covered in part");
        var saved = tab.waitForDownload(() -> tab.locator("#redact-save").click());
        assertTrue(
                saved.suggestedFilename().startsWith("sightline-redacted."),
                saved.suggestedFilename());
        var still = tab.waitForDownload(() -> tab.locator("#redact-still").click());
        assertEquals("sightline-redacted.png", still.suggestedFilename());
    }
}
