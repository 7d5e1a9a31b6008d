// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.bench;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.sightline.e2e.media.Scenes;
import io.sightline.e2e.site.TestSite;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * Live depth on a graphics adapter: frames of video in, painted depth out, as fast as it goes. Ours
 * is the product's own worker, sent what the page sends it; theirs is transformers.js' {@code
 * depth-estimation} pipeline in a worker, sent the same frames.
 */
final class LiveComparison {
    private static final int WIDTH = 1280;
    private static final int HEIGHT = 720;
    private static final int WARM = 10;

    private static final String ADAPTER =
            """
            async () => {
              const adapter = await navigator.gpu?.requestAdapter();
              if (!adapter) {
                return null;
              }
              const { vendor, architecture, device, description, isFallbackAdapter } = adapter.info;
              return { vendor, architecture, device, description,
                       software: !!(isFallbackAdapter ?? adapter.isFallbackAdapter),
                       features: [...adapter.features].sort().join(' ') };
            }
            """;

    private static final String THEIRS =
            """
            async (frames) => {
              const times = [];
              for (let i = 0; i < frames; ++i) {
                const start = performance.now();
                const bitmap = await createImageBitmap(nextFrame());
                const { pre, run, post, total, height, width } = await peer('depth', { bitmap }, [bitmap]);
                times.push({ pre, run, post, total, height, width, steady: 0, range: 0, colour: 0,
                  wall: performance.now() - start });
                alive();
              }
              return times;
            }
            """;

    /**
     * How to measure.
     *
     * @param model id
     * @param frames of each side
     * @param frameSize width and height of the video's frames
     * @param patience with a page that says nothing
     */
    record Plan(String model, int frames, int[] frameSize, Duration patience) {}

    private final TestSite site;
    private final PeerServer peer;
    private final Plan plan;
    private final Consumer<String> progress;
    private final byte[] picture = Scenes.png(Scenes.corridor(WIDTH, HEIGHT, 0.6));
    private Map<String, Object> facts = Map.of();

    /**
     * @param site ours
     * @param peer theirs
     * @param plan how to measure
     * @param progress told of each stage that begins
     */
    LiveComparison(TestSite site, PeerServer peer, Plan plan, Consumer<String> progress) {
        this.site = site;
        this.peer = peer;
        this.plan = plan;
        this.progress = progress;
    }

    /** What was measured on: the page's own words and the adapter's. */
    Map<String, Object> facts() {
        return facts;
    }

    /**
     * Measures.
     *
     * @param sizes of the input, height and width
     * @param each takes each row as soon as it is there
     * @throws Patience.StageFailed naming the stage that failed or hangs
     * @throws IllegalStateException where WebGPU is not in use
     */
    void run(Browser browser, List<int[]> sizes, Consumer<LiveRow> each) {
        try (BrowserContext context = browser.newContext()) {
            context.setDefaultTimeout(plan.patience.toMillis());
            LiveFrames.prepare(context);
            var patience = new Patience(context.newPage(), "Sightline", plan.patience);
            progress.accept("Sightline: opening the page and loading the model");
            var ours = new OurPage(patience, site.origin() + "/", plan.model, "webgpu", picture);
            facts = adapter(patience);
            ours.load();
            facts.putAll(ours.facts());
            if (!String.valueOf(facts.get("backend")).startsWith("webgpu")) {
                throw new IllegalStateException(
                        "WebGPU is not in use here: "
                                + facts
                                + "\nOn a machine without a graphics adapter, --software shows the benchmark at work.");
            }
            LiveFrames.draw(patience, plan.frameSize);
            for (int[] size : sizes) {
                each.accept(row(context, patience, size));
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> adapter(Patience patience) {
        var adapter = (Map<String, Object>) patience.run("asking for the adapter", ADAPTER, null);
        if (adapter == null) {
            throw new IllegalStateException(
                    "the browser has no WebGPU adapter; see docs/guides/benchmark.md for what it may need");
        }
        var facts = new LinkedHashMap<String, Object>();
        facts.put("gpu", adapter);
        facts.put("software", adapter.get("software"));
        return facts;
    }

    private LiveRow row(BrowserContext context, Patience ours, int[] input) {
        String size = input[0] + "x" + input[1];
        // One side at a time, each in front: a page behind is given less.
        ours.page().bringToFront();
        var plain = ours(ours, size, input, false);
        var steadied = ours(ours, size, input, true);
        var theirs = theirs(context, size, input);
        return new LiveRow(
                size,
                String.valueOf(plain.get(0).get("clock")),
                Boolean.TRUE.equals(facts.get("software")),
                LiveSide.of(plain),
                LiveSide.of(steadied),
                LiveSide.of(theirs));
    }

    private List<Map<String, Object>> ours(
            Patience page, String size, int[] input, boolean steady) {
        String what = size + (steady ? ", steadied" : "");
        var times =
                live("Sightline", what, count -> LiveFrames.ours(page, what, input, steady, count));
        if (!Boolean.TRUE.equals(times.get(0).get("kept"))) {
            throw new IllegalStateException("the map came back from the graphics device");
        }
        return times;
    }

    @SuppressWarnings("unchecked")
    private List<Map<String, Object>> theirs(BrowserContext context, String size, int[] input) {
        try (Page page = context.newPage()) {
            var patience = new Patience(page, "transformers.js", plan.patience);
            progress.accept("transformers.js, " + size + ": loading the pipeline");
            var peerPage = new PeerPage(patience, peer.page(), picture);
            int threads = ((Number) facts.get("threads")).intValue();
            peerPage.load("webgpu", threads, Math.min(input[0], input[1]));
            LiveFrames.draw(patience, plan.frameSize);
            var times =
                    live(
                            "transformers.js",
                            size,
                            count ->
                                    (List<Map<String, Object>>)
                                            patience.run(
                                                    "measuring frames at " + size, THEIRS, count));
            var first = times.get(0);
            if (Stages.number(first, "height") != input[0]
                    || Stages.number(first, "width") != input[1]) {
                throw new IllegalStateException(
                        "the input sizes differ: ours "
                                + size
                                + ", theirs "
                                + first.get("height")
                                + "x"
                                + first.get("width")
                                + "; choose one of the frame's aspect");
            }
            return times;
        }
    }

    private List<Map<String, Object>> live(
            String side, String what, IntFunction<List<Map<String, Object>>> measure) {
        progress.accept(side + ", " + what + ": warming up");
        measure.apply(Math.min(WARM, plan.frames));
        progress.accept(side + ", " + what + ": measuring " + plan.frames + " frames");
        return measure.apply(plan.frames);
    }
}
