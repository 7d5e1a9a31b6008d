// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.bench;

import com.google.gson.GsonBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Live depth on a graphics adapter: frames of video in, painted depth out, as fast as it goes. Ours
 * is the product's own worker, sent what the page sends it; theirs is transformers.js' {@code
 * depth-estimation} pipeline in a worker, sent the same frames.
 */
@Command(
        name = "gpu",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Measures frames a second on a graphics adapter, beside transformers.js.")
final class GpuBenchmark implements Callable<Integer> {
    /** Catches the page's vision worker, which is then sent frames as the page would. */
    private static final String CATCH_WORKER =
            """
            (() => {
              const Native = Worker;
              window.Worker = class extends Native {
                constructor(url, ...how) {
                  super(url, ...how);
                  if (String(url).includes('vision-worker')) {
                    window.visionWorker = this;
                  }
                }
              };
            })();
            """;

    /** What both sides measure: a picture that drifts, so that no frame is like another. */
    private static final String FRAMES =
            """
            async ([width, height]) => {
              const picture = await createImageBitmap(window.picture);
              const canvas = new OffscreenCanvas(width, height);
              const context = canvas.getContext('2d');
              let shift = 0;
              window.nextFrame = () => {
                shift = (shift + 3) % 60;
                context.drawImage(picture, -shift, 0, width + 60, height);
                return canvas;
              };
            }
            """;

    private static final String OURS =
            """
            async ({ frames, input }) => {
              const worker = window.visionWorker;
              const waiting = new Map();
              const listener = ({ data }) => {
                const answer = waiting.get(data?.call);
                if (answer) {
                  waiting.delete(data.call);
                  answer(data);
                }
              };
              worker.addEventListener('message', listener);
              let call = 1e6;
              const times = [];
              for (let i = 0; i < frames; ++i) {
                const start = performance.now();
                const canvas = nextFrame();
                const image = new VideoFrame(canvas, { timestamp: i * 33333 });
                const { promise, resolve } = Promise.withResolvers();
                waiting.set(++call, resolve);
                worker.postMessage({ v: 1, type: 'frame', call, image, width: canvas.width, height: canvas.height,
                  inputWidth: input[1], inputHeight: input[0], draw: true, values: false }, [image]);
                const answer = await promise;
                if (answer.type !== 'depth') {
                  throw new Error(`${answer.reason}: ${JSON.stringify(answer.values)}`);
                }
                const { pre, run, post, total, clock } = answer;
                times.push({ pre, run, post, total, clock, kept: !answer.data, wall: performance.now() - start });
              }
              worker.removeEventListener('message', listener);
              return times;
            }
            """;

    private static final String THEIRS =
            """
            async ({ frames }) => {
              const times = [];
              for (let i = 0; i < frames; ++i) {
                const start = performance.now();
                const bitmap = await createImageBitmap(nextFrame());
                const { pre, run, post, total, height, width } = await peer('depth', { bitmap }, [bitmap]);
                times.push({ pre, run, post, total, height, width, wall: performance.now() - start });
              }
              return times;
            }
            """;

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
            names = "--out",
            paramLabel = "FILE",
            description = "Where the figures go as JSON. Default: e2e/target/benchmark-gpu.json.")
    private Path out;

    /** The figures of one side: medians in milliseconds, and frames a second over all frames. */
    private record Side(
            double perSecond, double pre, double run, double post, double total, double wall) {
        static Side of(List<Map<String, Object>> times) {
            var stages = new Stages();
            times.forEach(stages::add);
            double sum = stages.wall().stream().mapToDouble(Double::doubleValue).sum();
            return new Side(
                    1000 * times.size() / sum,
                    Stages.median(stages.pre()),
                    Stages.median(stages.run()),
                    Stages.median(stages.post()),
                    Stages.median(stages.total()),
                    Stages.median(stages.wall()));
        }
    }

    /** Both sides at one size. */
    private record Row(String size, String clock, Side ours, Side theirs) {
        String table() {
            var text = new StringBuilder();
            text.append(
                    String.format(
                            Locale.ROOT,
                            "Input %s (height x width); our stages by the %s's clock%n  %-24s%12s%18s%10s%n",
                            size,
                            clock,
                            "",
                            "Sightline",
                            "transformers.js",
                            "ratio"));
            line(text, "frames a second", ours.perSecond, theirs.perSecond);
            line(text, "pre, ms", ours.pre, theirs.pre);
            line(text, "run, ms", ours.run, theirs.run);
            line(text, "post, ms", ours.post, theirs.post);
            line(text, "total, in the worker, ms", ours.total, theirs.total);
            line(text, "total, for the page, ms", ours.wall, theirs.wall);
            return text.toString();
        }

        private static void line(StringBuilder text, String what, double ours, double theirs) {
            text.append(
                    String.format(
                            Locale.ROOT,
                            "  %-24s%12.2f%18.2f%10.2f%n",
                            what,
                            ours,
                            theirs,
                            ours / theirs));
        }
    }

    @Override
    public Integer call() throws Exception {
        var model = RealModel.find();
        if (model.isEmpty() || !model.get().anySize()) {
            System.err.println(RealModel.MISSING);
            return 1;
        }
        Path bundle = Benchmark.bundle();
        var profile = software ? BrowserProfile.SOFTWARE_WEBGPU : BrowserProfile.REAL_WEBGPU;
        try (var browsers = new Browsers(BrowserFinder.here().find(), () -> Path.of("unused"));
                var site = TestSite.of(model.get().store());
                var peer = new PeerServer(bundle, model.get().file(), null)) {
            return measure(browsers.get(profile), site, peer);
        }
    }

    private int measure(Browser browser, TestSite site, PeerServer peer) throws IOException {
        var rows = new ArrayList<Row>();
        Map<String, Object> facts = Map.of();
        for (String size : sizes) {
            int[] input = pair(size);
            try (BrowserContext context = browser.newContext()) {
                context.setDefaultTimeout(900_000);
                context.addInitScript(CATCH_WORKER);
                byte[] picture = Scenes.png(Scenes.corridor(1280, 720, 0.6));
                var page = context.newPage();
                var ours = new OurPage(page, site.origin() + "/", "webgpu", picture);
                ours.load();
                facts = ours.facts();
                if (!String.valueOf(facts.get("backend")).startsWith("webgpu")) {
                    System.err.println(
                            "WebGPU is not in use here: "
                                    + facts
                                    + "; try --software to see it run.");
                    return 1;
                }
                var theirPage = context.newPage();
                var theirs = new PeerPage(theirPage, peer.page(), picture);
                theirs.load(
                        "webgpu",
                        ((Number) facts.get("threads")).intValue(),
                        Math.min(input[0], input[1]));
                rows.add(compare(size, input, page, theirPage));
                System.out.println(rows.get(rows.size() - 1).table());
            }
        }
        write(browser, facts, rows);
        return 0;
    }

    private Row compare(String size, int[] input, Page ours, Page theirs) {
        int[] frame = pair(frameSize);
        for (Page page : List.of(ours, theirs)) {
            page.evaluate(FRAMES, List.of(frame[0], frame[1]));
        }
        int warm = Math.min(10, frames);
        // One side at a time, each in front: a page behind is given less.
        ours.bringToFront();
        run(ours, OURS, warm, input);
        var ourTimes = run(ours, OURS, frames, input);
        theirs.bringToFront();
        run(theirs, THEIRS, warm, input);
        var theirTimes = run(theirs, THEIRS, frames, input);
        var last = theirTimes.get(0);
        if (Stages.number(last, "height") != input[0] || Stages.number(last, "width") != input[1]) {
            throw new IllegalStateException(
                    "the input sizes differ: ours "
                            + size
                            + ", theirs "
                            + last.get("height")
                            + "x"
                            + last.get("width")
                            + "; choose one of the frame's aspect");
        }
        if (!Boolean.TRUE.equals(ourTimes.get(0).get("kept"))) {
            throw new IllegalStateException("the map came back from the graphics device");
        }
        return new Row(
                size,
                String.valueOf(ourTimes.get(0).get("clock")),
                Side.of(ourTimes),
                Side.of(theirTimes));
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> run(
            Page page, String script, int frames, int[] input) {
        return (List<Map<String, Object>>)
                page.evaluate(
                        script, Map.of("frames", frames, "input", List.of(input[0], input[1])));
    }

    private static int[] pair(String text) {
        String[] parts = text.split("x");
        if (parts.length != 2) {
            throw new IllegalArgumentException(text + " is not a size such as 252x448");
        }
        return new int[] {Integer.parseInt(parts[0]), Integer.parseInt(parts[1])};
    }

    private void write(Browser browser, Map<String, Object> facts, List<Row> rows)
            throws IOException {
        var figures = new LinkedHashMap<String, Object>();
        figures.put("browser", "Chromium " + browser.version());
        figures.put("processor", Benchmark.processor());
        figures.put("page", facts);
        figures.put("software", software);
        figures.put("frameSize", frameSize);
        figures.put("frames", frames);
        figures.put("rows", rows);
        Path file = out == null ? Project.output().resolve("benchmark-gpu.json") : out;
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, new GsonBuilder().setPrettyPrinting().create().toJson(figures));
        System.out.println("All figures: " + file);
    }
}
