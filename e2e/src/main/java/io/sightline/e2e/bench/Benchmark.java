// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.bench;

import com.google.gson.GsonBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import io.sightline.e2e.Project;
import io.sightline.e2e.browser.BrowserFinder;
import io.sightline.e2e.browser.BrowserProfile;
import io.sightline.e2e.browser.Browsers;
import io.sightline.e2e.media.Scenes;
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
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Our depth against transformers.js' own {@code depth-estimation} pipeline: one browser, one model
 * file, one runtime file, one picture, one input size, one number of threads, both in a worker,
 * their calls taking turns.
 */
@Command(
        name = "sightline bench",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        subcommands = {
            WordsBenchmark.class,
            GpuBenchmark.class,
            GateBenchmark.class,
            WatchBenchmark.class
        },
        description =
                "Measures depth against transformers.js' depth-estimation pipeline, side by side in one browser.")
public final class Benchmark implements Callable<Integer> {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 480;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    @Option(
            names = "--edges",
            split = ",",
            defaultValue = "252,518",
            paramLabel = "N",
            description = "Short edges of the input, multiples of 14. Default: ${DEFAULT-VALUE}.")
    private List<Integer> edges;

    @Option(
            names = "--runs",
            defaultValue = "9",
            paramLabel = "N",
            description =
                    "Measured calls of each side, after two that are not. Default: ${DEFAULT-VALUE}.")
    private int runs;

    @Option(
            names = "--backend",
            defaultValue = "wasm",
            paramLabel = "NAME",
            description = "wasm or webgpu (with a graphics adapter). Default: ${DEFAULT-VALUE}.")
    private String backend;

    @Option(
            names = "--image",
            paramLabel = "FILE",
            description = "A picture. Default: a drawn one, 640 × 480.")
    private Path image;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Where the figures go as JSON. Default: e2e/target/benchmark.json.")
    private Path out;

    private Benchmark() {}

    /** Runs the benchmark; the exit status is 0 when the goal is met, 2 when it is missed. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Benchmark()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        if (!List.of("wasm", "webgpu").contains(backend)) {
            return refuse("The backend is wasm or webgpu, not " + backend + ".");
        }
        var model = RealModel.find();
        if (model.isEmpty()) {
            return refuse(RealModel.MISSING);
        }
        if (!model.get().anySize()) {
            return refuse("only a fixed-size model is here; " + RealModel.MISSING);
        }
        Path executable;
        try {
            executable = BrowserFinder.here().find();
        } catch (IllegalStateException e) {
            return refuse(e.getMessage());
        }
        Path bundle = bundle();
        var profile = backend.equals("wasm") ? BrowserProfile.PLAIN : BrowserProfile.REAL_WEBGPU;
        try (var browsers = new Browsers(executable, () -> Path.of("unused"));
                var site = TestSite.of(model.get().store());
                var peer = new PeerServer(bundle, model.get().file(), null)) {
            return measure(browsers.get(profile), site, peer, model.get());
        }
    }

    private static int refuse(String message) {
        System.err.println(message);
        return 1;
    }

    private int measure(Browser browser, TestSite site, PeerServer peer, RealModel model)
            throws IOException {
        byte[] picture =
                image == null
                        ? Scenes.png(Scenes.corridor(WIDTH, HEIGHT, 0.6))
                        : Files.readAllBytes(image);
        var comparisons = new ArrayList<Comparison>();
        Map<String, Object> facts = Map.of();
        for (int edge : edges) {
            // A fresh profile each time: the load is a first visit's, download and all.
            try (BrowserContext context = browser.newContext()) {
                context.setDefaultTimeout(600_000);
                LiveFrames.prepare(context);
                var ours =
                        new OurPage(
                                new Patience(context.newPage(), "Sightline", PATIENCE),
                                site.origin() + "/",
                                RealModel.ID,
                                backend,
                                picture);
                var theirs =
                        new PeerPage(
                                new Patience(context.newPage(), "transformers.js", PATIENCE),
                                peer.page(),
                                picture);
                double load = ours.load();
                facts = ours.facts();
                if (comparisons.isEmpty()) {
                    System.out.println(conditions(browser, model, facts));
                }
                comparisons.add(compare(ours, theirs, edge, load, facts));
                System.out.println(comparisons.get(comparisons.size() - 1).table());
            }
        }
        write(browser, model, facts, comparisons);
        return goalMet(comparisons) ? 0 : 2;
    }

    /** The second goal is WebAssembly's: on a graphics adapter, bench gpu has the figures. */
    private boolean goalMet(List<Comparison> comparisons) {
        return comparisons.stream()
                .allMatch(each -> each.holds() && (each.light() || !backend.equals("wasm")));
    }

    private Comparison compare(
            OurPage ours, PeerPage theirs, int edge, double oursLoad, Map<String, Object> facts) {
        double theirsLoad = theirs.load(backend, ((Number) facts.get("threads")).intValue(), edge);
        Map<String, Object> theirFirst = theirs.depth();
        int height = (int) Stages.number(theirFirst, "height");
        int width = (int) Stages.number(theirFirst, "width");
        Map<String, Object> ourFirst = ours.depth(height, width);
        if (Stages.number(ourFirst, "height") != height
                || Stages.number(ourFirst, "width") != width) {
            throw new IllegalStateException(
                    "the input sizes differ: " + ourFirst + " and " + theirFirst);
        }
        ours.depth(height, width);
        theirs.depth();
        var ourTimes = new Stages();
        var theirTimes = new Stages();
        theirs.bare(backend, 1);
        ours.live(height, width);
        var live = new Stages();
        var bare = new ArrayList<Double>();
        for (int i = 0; i < runs; ++i) {
            ourTimes.add(ours.depth(height, width));
            theirTimes.add(theirs.depth());
            bare.addAll(theirs.bare(backend, 1));
            live.add(ours.live(height, width));
        }
        return new Comparison(
                height,
                width,
                ourTimes,
                theirTimes,
                bare,
                live,
                oursLoad,
                theirsLoad,
                Stages.number(ourFirst, "wall"),
                Stages.number(theirFirst, "wall"));
    }

    private static String conditions(Browser browser, RealModel model, Map<String, Object> facts)
            throws IOException {
        return "Chromium %s on %s, %d cores%nBackend %s, %s threads, isolated: %s%nModel %s, %,d bytes%n"
                .formatted(
                        browser.version(),
                        processor(),
                        Runtime.getRuntime().availableProcessors(),
                        facts.get("backend"),
                        facts.get("threads"),
                        facts.get("isolated"),
                        model.file().getFileName(),
                        Files.size(model.file()));
    }

    static String processor() throws IOException {
        Path info = Path.of("/proc/cpuinfo");
        if (Files.isReadable(info)) {
            try (Stream<String> lines = Files.lines(info)) {
                return lines.filter(line -> line.startsWith("model name"))
                        .findFirst()
                        .map(line -> line.substring(line.indexOf(':') + 1).strip())
                        .orElse(System.getProperty("os.arch"));
            }
        }
        return System.getProperty("os.name") + " " + System.getProperty("os.arch");
    }

    private void write(
            Browser browser,
            RealModel model,
            Map<String, Object> facts,
            List<Comparison> comparisons)
            throws IOException {
        var figures = new LinkedHashMap<String, Object>();
        figures.put("browser", "Chromium " + browser.version());
        figures.put("processor", processor());
        figures.put("cores", Runtime.getRuntime().availableProcessors());
        figures.put("page", facts);
        figures.put("model", model.file().getFileName().toString());
        figures.put("comparisons", comparisons);
        figures.put("goalMet", goalMet(comparisons));
        Path file = out == null ? Project.output().resolve("benchmark.json") : out;
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, new GsonBuilder().setPrettyPrinting().create().toJson(figures));
        System.out.println("All figures: " + file);
    }

    static Path bundle() throws IOException, InterruptedException {
        Path folder = Project.output().resolve("bench");
        Path script = Project.root().resolve("e2e/src/main/js/build.mjs");
        Process node =
                new ProcessBuilder("node", script.toString(), folder.toString())
                        .inheritIO()
                        .start();
        if (node.waitFor() != 0) {
            throw new IllegalStateException(
                    "the peer could not be bundled; build the site first: ./sightline start");
        }
        return folder;
    }
}
