// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.bench;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;
import io.sightline.e2e.Project;
import io.sightline.e2e.browser.BrowserFinder;
import io.sightline.e2e.browser.BrowserProfile;
import io.sightline.e2e.browser.Browsers;
import io.sightline.e2e.media.DrawnRoom;
import io.sightline.e2e.media.Scenes;
import io.sightline.e2e.model.LanguageModels;
import io.sightline.e2e.model.RealModel;
import io.sightline.e2e.site.TestSite;
import io.sightline.models.ModelStore;
import io.sightline.models.store.StoreFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The whole of watching, live in a browser: what an empty scene costs at ten frames a second, and
 * where the time goes from an event to its alert.
 */
@Command(
        name = "watch",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Measures what watching costs, and the time from an event to its alert.")
final class WatchBenchmark implements Callable<Integer> {
    /** Of one core, on an empty scene. */
    private static final double MOST_SHARE = 0.1;

    /** Of an empty scene's frames, so many are kept from the models. */
    private static final double LEAST_KEPT = 0.99;

    private static final String RULE =
            """
            { id: 'tool', version: 1, name: 'Someone with a tool', subject: { label: 'motion' },
              question: { text: 'Is someone holding a tool?', contrast: 'Is nobody holding a tool?' },
              act: { cooldownSeconds: 0 } }
            """;

    private static final String PERSON =
            "{ id: 'person', version: 1, name: 'A person', subject: { label: 'person' } }";

    private static final List<String> ALL =
            List.of(RealModel.ID, "nanodet-m", LanguageModels.DEMONSTRATION);

    /** Where the parts of the page talk to one another, with the time. */
    private static final String LISTEN =
            """
            (() => {
              const log = window.log = [];
              const note = (type) => log.push([type, performance.now()]);
              const Own = Worker;
              window.Worker = class extends Own {
                constructor(url, options) {
                  super(url, options);
                  if (String(url).includes('vision-worker')) {
                    this.addEventListener('message', ({ data }) => { if (data.type === 'detected') note(data.type); });
                  } else if (String(url).includes('watch-worker')) {
                    this.addEventListener('message', ({ data }) => note(data.type + (data.alert?.phase ?? '')));
                    const post = this.postMessage;
                    this.postMessage = (message, ...rest) => { note(message.type); post.call(this, message, ...rest); };
                  }
                }
              };
            })();
            """;

    /** A camera that sees what the test shows it, ten times a second, with a little noise. */
    private static final String CAMERA =
            """
            (() => {
              const canvas = document.createElement('canvas');
              const context = canvas.getContext('2d', { alpha: false });
              canvas.width = 320;
              canvas.height = 240;
              setInterval(() => {
                const picture = window.pictures?.[window.shown ?? 0];
                if (!picture) return;
                if (window.before !== window.shown) {
                  window.before = window.shown;
                  window.changedAt = performance.now();
                }
                context.drawImage(picture, 0, 0);
                context.fillStyle = 'rgb(255 255 255 / 2%)';
                for (let i = 0; i < 200; ++i) context.fillRect(Math.random() * 320, Math.random() * 240, 1, 1);
              }, 100);
              navigator.mediaDevices.getUserMedia = async () => canvas.captureStream();
            })();
            """;

    /** The models have looked once, and do not look just now. */
    private static final String ACQUAINTED =
            """
            () => {
              const count = (wanted) => log.filter(([type]) => type === wanted).length;
              return count('looked') > 0 && count('looked') === count('look');
            }""";

    @Option(
            names = "--size",
            defaultValue = "1280x720",
            paramLabel = "WxH",
            description = "Size of the camera's frames. Default: ${DEFAULT-VALUE}.")
    private String size;

    @Option(
            names = "--seconds",
            defaultValue = "30",
            paramLabel = "N",
            description = "How long the empty scene is watched. Default: ${DEFAULT-VALUE}.")
    private int seconds;

    @Option(
            names = "--runs",
            defaultValue = "5",
            paramLabel = "N",
            description = "Events that are timed. Default: ${DEFAULT-VALUE}.")
    private int runs;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Where the figures go as JSON. Default: e2e/target/benchmark-watch.json.")
    private Path out;

    @Override
    public Integer call() throws Exception {
        var sides = size.split("x");
        int width = Integer.parseInt(sides[0]);
        int height = Integer.parseInt(sides[1]);
        Path folder = Project.output().resolve("bench");
        var clip = DrawnRoom.empty(folder.resolve("empty.y4m"), width, height, 4);
        var result = new LinkedHashMap<String, Object>();
        boolean met;
        try (var browsers = new Browsers(BrowserFinder.here().find(), () -> clip);
                var site = TestSite.of(LanguageModels.demonstration(folder.resolve("store")))) {
            var browser = browsers.get(BrowserProfile.FAKE_CAMERA);
            var conditions =
                    "%s frames, 10 a second, Chromium %s on %s, %d cores"
                            .formatted(
                                    size,
                                    browser.version(),
                                    Benchmark.processor(),
                                    Runtime.getRuntime().availableProcessors());
            System.out.println(conditions);
            result.put("conditions", conditions);
            met = empty(browser, site, result);
            events(browser, site, List.of(LanguageModels.DEMONSTRATION), result, "stages");
            all(browser, result);
        }
        Path file = out == null ? Project.output().resolve("benchmark-watch.json") : out;
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, new GsonBuilder().setPrettyPrinting().create().toJson(result));
        System.out.println("All figures: " + file);
        return met ? 0 : 2;
    }

    private static Page open(Browser browser, TestSite site, String... scripts) {
        var context = browser.newContext();
        context.setDefaultTimeout(300_000);
        context.grantPermissions(List.of("camera"));
        for (var script : scripts) {
            context.addInitScript(script);
        }
        var page = context.newPage();
        page.navigate(site.origin() + "/");
        page.waitForFunction("() => window.sightline");
        return page;
    }

    /** The same page with its camera open, without a rule and with one. */
    private boolean empty(Browser browser, TestSite site, Map<String, Object> result) {
        var page = open(browser, site);
        page.evaluate("() => sightline.open({ kind: 'camera' })");
        page.waitForTimeout(5000);
        var before = cost(browser, page);
        page.evaluate("() => sightline.on('scene', (scene) => { window.scene = scene; })");
        page.evaluate("() => sightline.watch(" + RULE + ")");
        page.waitForFunction("() => window.scene?.gate === 'still'");
        page.waitForTimeout(5000);
        double frames = number(page, "scene.funnel.frames");
        double looks = number(page, "scene.looks");
        var after = cost(browser, page);
        frames = number(page, "scene.funnel.frames") - frames;
        looks = number(page, "scene.looks") - looks;
        double kept = 1 - looks / frames;
        System.out.printf("  Empty scene, seconds of a processor a second:%n");
        System.out.printf("    %-28s %10s %10s %10s%n", "", "camera", "watched", "more");
        double more = 0;
        for (var name : after.keySet()) {
            double was = before.getOrDefault(name, 0.0);
            more += after.get(name) - was;
            System.out.printf(
                    "    %-28s %10.3f %10.3f %10.3f%n",
                    name, was, after.get(name), after.get(name) - was);
        }
        double rate = frames / seconds;
        System.out.printf(
                "    in all %.1f %% of a core (goal: %.0f), %.1f frames a second, %.2f %% of them kept"
                        + " from the models (goal: %.0f)%n",
                100 * more, 100 * MOST_SHARE, rate, 100 * kept, 100 * LEAST_KEPT);
        result.put("before", before);
        result.put("watched", after);
        result.put("share", more);
        result.put("rate", rate);
        result.put("kept", kept);
        page.context().close();
        return more <= MOST_SHARE && kept >= LEAST_KEPT;
    }

    /** Seconds of a processor a second, by kind of process. */
    private Map<String, Double> cost(Browser browser, Page page) {
        var start = times(browser);
        page.waitForTimeout(1000.0 * seconds);
        var cost = new TreeMap<String, Double>();
        for (var entry : times(browser).entrySet()) {
            double spent = entry.getValue() - start.getOrDefault(entry.getKey(), 0.0);
            cost.put(entry.getKey(), spent / seconds);
        }
        return cost;
    }

    private static Map<String, Double> times(Browser browser) {
        var session = browser.newBrowserCDPSession();
        var times = new TreeMap<String, Double>();
        for (var each : session.send("SystemInfo.getProcessInfo").getAsJsonArray("processInfo")) {
            JsonObject process = each.getAsJsonObject();
            times.merge(
                    process.get("type").getAsString(),
                    process.get("cpuTime").getAsDouble(),
                    Double::sum);
        }
        session.detach();
        return times;
    }

    /** The same with detector and depth, where this machine has them. */
    private void all(Browser browser, Map<String, Object> result) {
        var store = ModelStore.open(StoreFolder.of(System.getenv(), Project.root()));
        for (var id : ALL) {
            if (store.models().stream().noneMatch(m -> m.model().id().equals(id) && m.ready())) {
                System.out.printf("  With all models: not run, %s is not here.%n", id);
                return;
            }
        }
        try (var site = TestSite.of(store)) {
            events(browser, site, ALL, result, "stagesOfAll");
        }
    }

    private void events(
            Browser browser,
            TestSite site,
            List<String> models,
            Map<String, Object> result,
            String name) {
        boolean all = models.size() > 1;
        var page = open(browser, site, LISTEN, CAMERA);
        for (boolean tool : new boolean[] {false, true}) {
            Pictures.keep(page, Scenes.png(DrawnRoom.picture(tool)));
            page.evaluate(
                    "async () => { (window.pictures ??= []).push(await createImageBitmap(picture)); }");
        }
        page.evaluate("ids => sightline.load(ids)", models);
        page.evaluate(
                "() => { window.shown = 0; sightline.on('scene', (s) => { window.scene = s; }); }");
        page.evaluate("() => sightline.open({ kind: 'camera' })");
        page.evaluate("() => sightline.watch(" + RULE + ")");
        if (all) {
            // What moves needs no detector; this does.
            page.evaluate("() => sightline.watch(" + PERSON + ")");
        }
        var stages = new LinkedHashMap<String, List<Double>>();
        for (int i = 0; i < runs; ++i) {
            page.waitForFunction("() => window.scene?.gate === 'still' && !scene.subjects.length");
            page.waitForTimeout(2000);
            page.waitForFunction(ACQUAINTED);
            page.evaluate("() => { log.length = 0; window.shown = 1; }");
            try {
                page.waitForFunction(
                        "() => log.some(([type]) => type === 'alertnew')",
                        null,
                        new Page.WaitForFunctionOptions().setTimeout(60_000));
            } catch (TimeoutError e) {
                System.out.printf(
                        "  Event to alert with %s: none within a minute. %s%n",
                        String.join(", ", models), page.evaluate("() => JSON.stringify(scene)"));
                result.put(name, "no alert within a minute");
                page.context().close();
                return;
            }
            double event = number(page, "changedAt");
            double look = first(page, "look");
            double looked = first(page, "looked");
            double ask = first(page, "ask");
            double answered = first(page, "answered");
            double alert = first(page, "alertnew");
            add(stages, "gate: event to look", look - event);
            if (all) {
                double detected = first(page, "detected");
                add(stages, "detector", detected - look);
                add(stages, "depth", looked - detected);
            }
            add(stages, "track, rules, frames, queue", ask - looked);
            add(stages, "question, contrast, re-ask", answered - ask);
            add(stages, "alert with its evidence", alert - answered);
            add(stages, "event to alert", alert - event);
            page.evaluate("() => { window.shown = 0; }");
            page.waitForFunction("() => log.some(([type]) => type === 'alertend')");
        }
        System.out.printf(
                "  Event to alert with %s, ms, medians of %d:%n", String.join(", ", models), runs);
        var medians = new LinkedHashMap<String, Object>();
        for (var stage : stages.entrySet()) {
            double median = Stages.median(stage.getValue());
            medians.put(stage.getKey(), median);
            System.out.printf("    %-28s %10.0f%n", stage.getKey(), median);
        }
        result.put(name, medians);
        page.context().close();
    }

    private static double first(Page page, String type) {
        return number(page, "log.find(([each]) => each === '" + type + "')[1]");
    }

    private static void add(Map<String, List<Double>> stages, String name, double value) {
        stages.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
    }

    private static double number(Page page, String expression) {
        return ((Number) page.evaluate("() => " + expression)).doubleValue();
    }
}
