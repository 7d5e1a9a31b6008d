// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.e2e.media.Scenes;
import io.sightline.e2e.model.TestStore;
import io.sightline.e2e.page.Api;
import io.sightline.e2e.page.SightlinePage;
import io.sightline.e2e.page.Visit;
import io.sightline.e2e.stage.InChromium;
import io.sightline.e2e.stage.Models;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code window.sightline} as the contract has it, version 1. */
@InChromium
final class PublicApiIT {
    private static final String LOAD = "sightline.load(['" + TestStore.ID + "'])";

    @Test
    void capabilitiesSayWhatThereIs(Visit visit) {
        Map<String, Object> can = SightlinePage.open(visit).api().capabilities();
        assertEquals(1, can.get("protocol"));
        assertTrue(((String) can.get("version")).matches("\\d+\\.\\d+\\.\\d+.*"), can.toString());
        assertEquals("wasm-threads", can.get("backend"));
        assertTrue((int) can.get("threads") > 1, can.toString());
        assertEquals(true, can.get("isolated"));
        assertTrue(((List<?>) can.get("features")).contains("depth"), can.toString());
        var model = (Map<?, ?>) ((List<?>) can.get("models")).get(0);
        assertEquals(TestStore.ID, model.get("id"));
        assertEquals("depth", model.get("role"));
        assertEquals("absent", model.get("state"));
        assertEquals("Apache-2.0", model.get("licence"));
        assertTrue(((Number) model.get("bytes")).longValue() > 4_000_000, model.toString());
    }

    @Test
    void loadReportsItsProgressAndEndsReady(Visit visit) {
        Api api = SightlinePage.open(visit).api();
        var reports =
                (List<?>)
                        api.get(
                                """
                                (async () => {
                                  const reports = [];
                                  await sightline.load(['test-depth'], { onProgress: r => reports.push(r) });
                                  return reports;
                                })()
                                """);
        assertFalse(reports.isEmpty());
        var last = (Map<?, ?>) reports.get(reports.size() - 1);
        assertEquals(TestStore.ID, last.get("model"));
        assertTrue(reports.stream().anyMatch(r -> "fetch".equals(((Map<?, ?>) r).get("stage"))));
        double before = 0;
        for (Object report : reports) {
            if ("fetch".equals(((Map<?, ?>) report).get("stage"))) {
                double done = ((Number) ((Map<?, ?>) report).get("done")).doubleValue();
                assertTrue(done >= before, "the progress went back: " + reports);
                before = done;
            }
        }
        var model = (Map<?, ?>) ((List<?>) api.capabilities().get("models")).get(0);
        assertEquals("ready", model.get("state"));
        assertEquals(null, api.get(LOAD));
    }

    /** A program calls as soon as there is something to call. */
    @Test
    void loadMayBeCalledBeforeTheServerHasAnswered(Visit visit) {
        visit.proxy()
                .breakNext(
                        "/models/index\\.json",
                        new io.sightline.e2e.site.Fault.Slow(java.time.Duration.ofSeconds(2)));
        visit.page().navigate(visit.origin() + "/");
        visit.page().waitForFunction("() => window.sightline");
        SightlinePage page = SightlinePage.started(visit);
        assertEquals(null, page.api().get(LOAD));
    }

    @Test
    void loadCanBeStoppedAndGoesOnFromThere(Visit visit) {
        visit.proxy()
                .breakAll(
                        "/models/[0-9a-f]{64}/",
                        new io.sightline.e2e.site.Fault.Slow(java.time.Duration.ofMillis(60)));
        Api api = SightlinePage.open(visit).api();
        api.capabilities();
        Api.Failure failure =
                api.failure(
                        """
                        (() => {
                          const stop = new AbortController();
                          return sightline.load(['test-depth'], {
                            signal: stop.signal,
                            onProgress: r => { if (r.stage === 'fetch' && r.done > 1e6) stop.abort(); },
                          });
                        })()
                        """);
        assertEquals("aborted", failure.code());
        visit.proxy().heal();
        assertEquals(null, api.get(LOAD));
        var requests = visit.proxy().requests("/models/[0-9a-f]{64}/");
        assertEquals(2, requests.size());
        assertTrue(
                requests.get(1).headers().getOrDefault("range", "").matches("bytes=\\d{6,}-"),
                requests.get(1).toString());
    }

    @Test
    void failuresAreErrorsWithACode(Visit visit) {
        SightlinePage page = SightlinePage.open(visit);
        Api api = page.api();
        api.capabilities();
        assertFailure(api, "no-model", "sightline.depth(new Blob(['x']))");
        assertFailure(api, "no-model", "sightline.load(['no-such-model'])");
        assertFailure(api, "bad-input", "sightline.load('test-depth')");
        assertFailure(api, "bad-input", "sightline.load([])");
        assertFailure(api, "bad-input", "sightline.load(['test-depth'], { signal: 1 })");
        assertFailure(api, "bad-input", "sightline.open({ kind: 'telepathy' })");
        assertFailure(api, "bad-input", "sightline.open(null)");
        assertFailure(api, "bad-input", "sightline.open({ kind: 'file', blob: 'x' })");
        assertFailure(api, "bad-input", "sightline.open({ kind: 'sample', id: 'none' })");
        assertFailure(
                api,
                "bad-input",
                "sightline.open({ kind: 'url', url: 'https://example.com/x.png' })");
        assertFailure(api, "bad-input", "sightline.pause()");
        assertFailure(api, "bad-input", "sightline.resume()");
        assertFailure(api, "bad-input", "(async () => sightline.on('weather', () => {}))()");
        assertFailure(api, "bad-input", "(async () => sightline.on('state'))()");
        assertFailure(api, "no-model", "sightline.detect({})");
        assertFailure(api, "bad-input", "sightline.ask({})");
        assertFailure(api, "bad-input", "sightline.verify({})");
        visit.guard().expect("404");
        assertFailure(api, "network", "sightline.open({ kind: 'url', url: 'no-such-file.png' })");
    }

    private static void assertFailure(Api api, String code, String call) {
        Api.Failure failure = api.failure(call);
        assertEquals(code, failure.code(), call + ": " + failure);
        assertEquals("SightlineError", failure.name(), call);
        assertFalse(failure.message().isBlank(), call);
        assertFalse(failure.message().contains("{"), call + ": " + failure.message());
    }

    @Test
    void depthRefusesWhatCannotBeMeasured(Visit visit) {
        Api api = SightlinePage.open(visit).api();
        api.load(TestStore.ID);
        assertFailure(api, "bad-input", "sightline.depth(new Blob(['not a picture']))");
        assertFailure(api, "bad-input", "sightline.depth(new Blob([]))");
        assertFailure(api, "bad-input", "sightline.depth('picture.png')");
        assertFailure(api, "bad-input", "sightline.depth()");
        String picture =
                "createImageBitmap(new ImageData(32, 32)).then(b => sightline.depth(b, { size: %s }))";
        for (String size :
                List.of("[15, 14]", "[0, 14]", "[14]", "'big'", "[14000, 14000]", "[NaN, 14]")) {
            assertFailure(api, "bad-input", picture.formatted(size));
        }
        // A map's Float32Array does not travel to the test, its height does.
        assertEquals(14, api.get(picture.formatted("[14, 28]") + ".then(map => map.height)"));
    }

    @Test
    void depthTakesBitmapsAndLeavesThemToTheCaller(Visit visit) {
        Api api = SightlinePage.open(visit).api();
        api.load(TestStore.ID);
        var result =
                api.map(
                        """
                        (async () => {
                          const bitmap = await createImageBitmap(new ImageData(64, 48));
                          const size = [28, 42];
                          const many = await Promise.all([1, 2, 3].map(() => sightline.depth(bitmap, { size })));
                          return { width: bitmap.width, sizes: many.map(m => m.width * m.height),
                                   own: new Set(many.map(m => m.data.buffer)).size, timings: many[2].timings };
                        })()
                        """);
        assertEquals(64, result.get("width"));
        assertEquals(List.of(1176, 1176, 1176), result.get("sizes"));
        assertEquals(3, result.get("own"));
        var timings = (Map<?, ?>) result.get("timings");
        double sum = 0;
        for (String stage : List.of("pre", "run", "post")) {
            sum += ((Number) timings.get(stage)).doubleValue();
        }
        assertEquals(((Number) timings.get("total")).doubleValue(), sum, 1);
    }

    @Test
    void openPauseResumeCloseAndTheirEvents(Visit visit) {
        SightlinePage page = SightlinePage.open(visit);
        Api api = page.api();
        api.load(TestStore.ID);
        var result =
                api.map(
                        """
                        (async () => {
                          const states = [];
                          const off = sightline.on('state', s => states.push(s.source ? s.source.state : 'none'));
                          // What the last state is, once it is the wanted one or a minute has passed.
                          const becomes = async (wanted) => {
                            for (let i = 0; i < 600 && states.at(-1) !== wanted; ++i) {
                              await new Promise(r => setTimeout(r, 100));
                            }
                            return states.at(-1);
                          };
                          const opened = await sightline.open({ kind: 'sample', id: 'room-walk' });
                          await becomes('open');
                          await sightline.pause();
                          const paused = await becomes('paused');
                          await sightline.resume();
                          const resumed = await becomes('open');
                          await sightline.close();
                          const closed = await becomes('none');
                          off();
                          const before = states.length;
                          await sightline.open({ kind: 'sample', id: 'room' });
                          return { opened, paused, resumed, closed, states, later: states.length - before };
                        })()
                        """);
        var opened = (Map<?, ?>) result.get("opened");
        assertTrue(
                (int) opened.get("width") > 0 && (int) opened.get("height") > 0, opened.toString());
        assertTrue(((Number) opened.get("seconds")).doubleValue() > 0, opened.toString());
        assertEquals("paused", result.get("paused"), result.toString());
        assertEquals("open", result.get("resumed"), result.toString());
        assertEquals("none", result.get("closed"), result.toString());
        assertEquals(0, result.get("later"));
    }

    @Test
    void openTakesAFileAndMeasuresIt(Visit visit) {
        SightlinePage page = SightlinePage.open(visit);
        Api api = page.api();
        api.load(TestStore.ID);
        var opened =
                page.tab()
                        .evaluate(
                                "async b64 => sightline.open({ kind: 'file', blob: new Blob([Uint8Array.from(atob(b64),"
                                        + " c => c.charCodeAt(0))], { type: 'image/png' }) })",
                                java.util.Base64.getEncoder()
                                        .encodeToString(
                                                Scenes.png(Scenes.corridor(300, 200, 0.5))));
        assertEquals(Map.of("width", 300, "height", 200), opened);
        page.waitForDepth();
    }

    @Test
    void aListenerThatThrowsStopsNothing(Visit visit) {
        SightlinePage page = SightlinePage.open(visit);
        visit.guard().expect("listener");
        page.api()
                .get(
                        "(async () => { sightline.on('state', () => { throw new Error('listener'); }); })()");
        page.api().load(TestStore.ID);
        page.openSample("room");
        page.waitForDepth();
    }

    @Test
    @InChromium(models = Models.ABSENT)
    void aModelThatTheServerLacksIsNoModel(Visit visit) {
        Api api = SightlinePage.open(visit).api();
        api.capabilities();
        Api.Failure failure = api.failure(LOAD);
        assertEquals("no-model", failure.code());
        assertTrue(failure.message().contains("./sightline models"), failure.message());
    }
}
