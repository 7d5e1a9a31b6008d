// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.bench;

import com.google.gson.GsonBuilder;
import com.microsoft.playwright.Browser;
import io.sightline.e2e.Project;
import io.sightline.e2e.browser.BrowserFinder;
import io.sightline.e2e.browser.BrowserProfile;
import io.sightline.e2e.browser.Browsers;
import io.sightline.e2e.model.RealModel;
import io.sightline.e2e.site.TestSite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command for {@link LiveComparison}. */
@Command(
        name = "gpu",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Measures frames a second on a graphics adapter, beside transformers.js.")
final class GpuBenchmark implements Callable<Integer> {
    @Option(
            names = "--sizes",
            split = ",",
            defaultValue = "252x448,294x518,518x924",
            paramLabel = "HxW",
            description = "Input sizes, height x width. Default: ${DEFAULT-VALUE}.")
    private List<String> sizes;

    @Option(
            names = "--frames",
            defaultValue = "60",
            paramLabel = "N",
            description =
                    "Measured frames of each side, after ten that are not. Default: ${DEFAULT-VALUE}.")
    private int frames;

    @Option(
            names = "--frame-size",
            defaultValue = "1280x720",
            paramLabel = "WxH",
            description = "Size of the video's frames, width x height. Default: ${DEFAULT-VALUE}.")
    private String frameSize;

    @Option(
            names = "--software",
            description =
                    "On the software adapter, to try the benchmark itself; its figures mean nothing.")
    private boolean software;

    @Option(
            names = "--patience",
            defaultValue = "300",
            paramLabel = "SECONDS",
            description =
                    "How long a page may give no sign of life before the run ends, naming the stage."
                            + " Default: ${DEFAULT-VALUE}.")
    private int patience;

    @Option(
            names = "--browser-flag",
            paramLabel = "FLAG",
            description =
                    "One more flag for the browser, such as --use-angle=vulkan; may be repeated.")
    private List<String> flags = List.of();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Where the figures go as JSON. Default: e2e/target/benchmark-gpu.json.")
    private Path out;

    @Override
    public Integer call() throws Exception {
        var model = RealModel.find();
        if (model.isEmpty() || !model.get().anySize()) {
            System.err.println(RealModel.MISSING);
            return 1;
        }
        Path bundle = Benchmark.bundle();
        var profile = software ? BrowserProfile.SOFTWARE_WEBGPU : BrowserProfile.REAL_WEBGPU;
        var plan =
                new LiveComparison.Plan(
                        RealModel.ID, frames, pair(frameSize), Duration.ofSeconds(patience));
        try (var browsers = new Browsers(BrowserFinder.here().find(), () -> Path.of("unused"));
                var site = TestSite.of(model.get().store());
                var peer = new PeerServer(bundle, model.get().file(), null)) {
            var comparison = new LiveComparison(site, peer, plan, System.err::println);
            return measure(browsers.get(profile, flags), comparison);
        } catch (Patience.StageFailed | IllegalStateException e) {
            System.err.println(e.getMessage());
            return 1;
        }
    }

    private int measure(Browser browser, LiveComparison comparison) throws IOException {
        var rows = new ArrayList<LiveRow>();
        try {
            comparison.run(
                    browser,
                    sizes.stream().map(GpuBenchmark::pair).toList(),
                    row -> {
                        if (rows.isEmpty()) {
                            System.out.println(conditions(browser, comparison.facts()));
                        }
                        rows.add(row);
                        System.out.println(row.table());
                    });
        } finally {
            // What was measured before a stage failed is worth keeping.
            write(browser, comparison.facts(), rows);
        }
        return rows.stream().allMatch(LiveRow::holds) ? 0 : 2;
    }

    private String conditions(Browser browser, Map<String, Object> facts) {
        return "Chromium %s, frames of %s%nAdapter %s%nBackend %s"
                .formatted(browser.version(), frameSize, facts.get("gpu"), facts.get("backend"));
    }

    private static int[] pair(String text) {
        String[] parts = text.split("x");
        if (parts.length != 2) {
            throw new IllegalArgumentException(text + " is not a size such as 252x448");
        }
        return new int[] {Integer.parseInt(parts[0]), Integer.parseInt(parts[1])};
    }

    private void write(Browser browser, Map<String, Object> facts, List<LiveRow> rows)
            throws IOException {
        var figures = new LinkedHashMap<String, Object>();
        if (Boolean.TRUE.equals(facts.get("software"))) {
            figures.put("note", LiveRow.SOFTWARE);
        }
        figures.put("browser", "Chromium " + browser.version());
        figures.put("processor", Benchmark.processor());
        figures.put("cores", Runtime.getRuntime().availableProcessors());
        figures.put("page", facts);
        figures.put("frameSize", frameSize);
        figures.put("frames", frames);
        figures.put("rows", rows);
        figures.put("goal", LiveRow.GOAL);
        Path file = out == null ? Project.output().resolve("benchmark-gpu.json") : out;
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, new GsonBuilder().setPrettyPrinting().create().toJson(figures));
        System.out.println("All figures: " + file);
    }
}
