// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.e2e.Project;
import io.sightline.e2e.browser.BrowserFinder;
import io.sightline.e2e.browser.BrowserProfile;
import io.sightline.e2e.browser.Browsers;
import io.sightline.e2e.model.TestStore;
import io.sightline.e2e.model.TinyDepthModel;
import io.sightline.e2e.site.TestSite;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The benchmark for graphics adapters, on the software adapter with a model of two convolutions.
 */
final class LiveComparisonIT {
    private static final int FRAMES = 3;

    /** Takes longer than a page may be silent, but gives signs of life. */
    private static final String COUNT =
            """
            async (n) => {
              for (let i = 0; i < n; ++i) {
                await new Promise((then) => setTimeout(then, 600));
                alive();
              }
              return n + 4;
            }
            """;

    @Test
    void measuresBothSidesAndSaysWhatItRanOn() throws Exception {
        var rows = new ArrayList<LiveRow>();
        var stages = new ArrayList<String>();
        var comparison = compare(List.of(new int[] {56, 98}, new int[] {70, 126}), rows, stages);
        assertEquals(List.of("56x98", "70x126"), rows.stream().map(LiveRow::size).toList());
        for (var row : rows) {
            assertTrue(row.software());
            assertTrue(row.table().startsWith(LiveRow.SOFTWARE), row.table());
            assertEquals("gpu", row.clock());
            for (var side : List.of(row.plain(), row.steadied(), row.theirs())) {
                assertEquals(FRAMES, side.frames());
                assertTrue(side.run() > 0 && side.prepare() > 0 && side.post() > 0, row.table());
                assertTrue(side.wall() >= side.total() && side.total() >= side.run(), row.table());
                assertTrue(side.perSecond() > 0 && side.perSecond() <= 1000 / side.run() * 2);
            }
            assertEquals(0, row.plain().steady());
            assertTrue(row.steadied().steady() > 0, row.table());
            assertTrue(row.plain().colour() > 0, row.table());
        }
        assertEquals("webgpu-fp32", comparison.facts().get("backend"));
        assertEquals(true, comparison.facts().get("software"));
        assertTrue(stages.contains("transformers.js, 70x126: loading the pipeline"));
    }

    /** The pipeline rounds to the frame's aspect; other sizes would compare unlike work. */
    @Test
    void refusesASizeThatThePipelineDoesNotTake() {
        var rows = new ArrayList<LiveRow>();
        var wrong =
                assertThrows(
                        IllegalStateException.class,
                        () -> compare(List.of(new int[] {56, 56}), rows, new ArrayList<>()));
        assertTrue(wrong.getMessage().contains("theirs 56x98"), wrong.getMessage());
        assertEquals(List.of(), rows);
    }

    private static LiveComparison compare(
            List<int[]> sizes, List<LiveRow> rows, List<String> stages) throws Exception {
        byte[] model = new TinyDepthModel(41, 1).toOnnx();
        Path folder = Project.output().resolve("stores/live");
        var store = TestStore.with(folder, model);
        Path file = Files.write(folder.resolve("peer.onnx"), model);
        var plan =
                new LiveComparison.Plan(
                        TestStore.ID, FRAMES, new int[] {320, 180}, Duration.ofSeconds(60));
        try (var browsers = new Browsers(BrowserFinder.here().find(), () -> Path.of("unused"));
                var site = TestSite.of(store);
                var peer = new PeerServer(Benchmark.bundle(), file, null)) {
            var comparison = new LiveComparison(site, peer, plan, stages::add);
            comparison.run(browsers.get(BrowserProfile.SOFTWARE_WEBGPU), sizes, rows::add);
            return comparison;
        }
    }

    /** A page that never answers ends the run with the name of what hangs and the last words. */
    @Test
    void namesTheStageThatHangs() {
        try (var browsers = new Browsers(BrowserFinder.here().find(), () -> Path.of("unused"))) {
            var page = browsers.get(BrowserProfile.PLAIN).newPage();
            var patience = new Patience(page, "Sightline", Duration.ofSeconds(4));
            assertEquals(12, patience.run("counting", COUNT, 8));
            var hung =
                    assertThrows(
                            Patience.StageFailed.class,
                            () ->
                                    patience.run(
                                            "waiting",
                                            "() => { console.log('no frame'); return new Promise(() => {}); }",
                                            null));
            assertTrue(
                    hung.getMessage().startsWith("Sightline, waiting: no sign of life for 4 s"),
                    hung.getMessage());
            assertTrue(hung.getMessage().contains("log: no frame"), hung.getMessage());
            var failed =
                    assertThrows(
                            Patience.StageFailed.class,
                            () ->
                                    patience.run(
                                            "failing",
                                            "() => { throw new Error('not so'); }",
                                            null));
            assertTrue(failed.getMessage().contains("not so"), failed.getMessage());
        }
    }
}
