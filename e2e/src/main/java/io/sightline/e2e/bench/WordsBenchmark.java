// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.bench;

import com.google.gson.GsonBuilder;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.sightline.e2e.Project;
import io.sightline.e2e.browser.BrowserFinder;
import io.sightline.e2e.browser.BrowserProfile;
import io.sightline.e2e.browser.Browsers;
import io.sightline.e2e.media.Scenes;
import io.sightline.e2e.model.LanguageModels;
import io.sightline.e2e.site.TestSite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Our questions against transformers.js used as its public SmolVLM example does (processor, then
 * generate): one browser, the same files, the same frames, both in a worker, taking turns.
 */
@Command(
        name = "words",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Measures questions against transformers.js' own SmolVLM code, side by side in one browser.")
final class WordsBenchmark implements Callable<Integer> {
    private static final int FRAMES = 5;
    private static final String FIRST = "Is there a person?";
    private static final String SECOND = "Is the floor empty?";

    @Option(
            names = "--model",
            paramLabel = "FOLDER",
            description =
                    "A SmolVLM in a hub's layout (config.json, onnx/). Default: the demonstration model.")
    private Path model;

    @Option(
            names = "--suffix",
            defaultValue = "_quantized",
            paramLabel = "TEXT",
            description = "Of its files: _quantized, or empty. Default: ${DEFAULT-VALUE}.")
    private String suffix;

    @Option(
            names = "--question",
            defaultValue = "Describe the image.",
            paramLabel = "TEXT",
            description = "Asked for the rate of tokens. Default: ${DEFAULT-VALUE}")
    private String question;

    @Option(
            names = "--tokens",
            defaultValue = "24",
            paramLabel = "N",
            description = "Longest answer. Default: ${DEFAULT-VALUE}.")
    private int tokens;

    @Option(
            names = "--runs",
            defaultValue = "5",
            paramLabel = "N",
            description =
                    "Measured runs of each side, after an answer that is not. Default: ${DEFAULT-VALUE}.")
    private int runs;

    @Option(
            names = "--answers",
            defaultValue = "5",
            paramLabel = "N",
            description =
                    "Answers of each side in a run, for their rate. Default: ${DEFAULT-VALUE}.")
    private int answers;

    @Option(names = "--out", paramLabel = "FILE", description = "Where the figures go as JSON.")
    private Path out;

    private int lastFrame;

    /** What was measured of a side; milliseconds, but tokens a second and megabytes. */
    private static final class Figures {
        private final List<Double> first = new ArrayList<>();
        private final List<Double> rate = new ArrayList<>();
        private final List<Double> streamed = new ArrayList<>();
        private final List<Double> verdict = new ArrayList<>();
        private final List<Double> second = new ArrayList<>();
        private final List<Double> vision = new ArrayList<>();
        private final List<Double> prefill = new ArrayList<>();
        private double load;
        private double loaded;
        private double memory;
        private double prompt;
        private String text = "";

        void add(WordsSide.Answer answer) {
            first.add(answer.first());
            rate.add(answer.rate());
            vision.add(answer.vision());
            prefill.add(answer.prefill());
            prompt = answer.prompt();
            text = answer.text();
        }
    }

    /** A line of the table. */
    private record Row(String what, double ours, double theirs) {
        static Row of(String what, List<Double> ours, List<Double> theirs) {
            return new Row(what, Stages.median(ours), Stages.median(theirs));
        }

        double ratio() {
            return ours / theirs;
        }

        String line() {
            return "  %-46s %10.1f %10.1f %8.2f%n".formatted(what, ours, theirs, ratio());
        }
    }

    @Override
    public Integer call() throws Exception {
        Path hub =
                model == null
                        ? Project.root().resolve("model-cache/demonstration/model")
                        : model.toAbsolutePath();
        if (!Files.isRegularFile(hub.resolve("onnx/vision_encoder" + suffix + ".onnx"))) {
            System.err.println("There is no onnx/vision_encoder" + suffix + ".onnx in " + hub);
            return 1;
        }
        Path bundle = Benchmark.bundle();
        var store = LanguageModels.of(Project.output().resolve("bench/words-store"), hub, suffix);
        Path executable = BrowserFinder.here().find();
        // A browser each, so that what each takes of memory can be told.
        try (var ourBrowsers = new Browsers(executable, () -> Path.of("unused"));
                var theirBrowsers = new Browsers(executable, () -> Path.of("unused"));
                var site = TestSite.of(store);
                var peer = new PeerServer(bundle, null, hub)) {
            var ours = new OurWords(page(ourBrowsers), site.origin() + "/");
            var our = new Figures();
            say("loading ours");
            our.load = ours.load();
            our.loaded = TabMemory.of(ourBrowsers.get(BrowserProfile.PLAIN));
            int threads = ((Number) ours.running().get("threads")).intValue();
            var theirs =
                    new PeerWords(
                            page(theirBrowsers),
                            peer.page(),
                            threads,
                            suffix.isEmpty() ? "fp32" : "q8");
            var their = new Figures();
            say("loading theirs");
            their.load = theirs.load();
            their.loaded = TabMemory.of(theirBrowsers.get(BrowserProfile.PLAIN));
            measure(ours, our, theirs, their);
            our.memory = TabMemory.of(ourBrowsers.get(BrowserProfile.PLAIN));
            their.memory = TabMemory.of(theirBrowsers.get(BrowserProfile.PLAIN));
            var conditions =
                    "%s%s on %s, %d cores, Chromium %s, %d threads each, medians of %d runs"
                            .formatted(
                                    hub.getFileName(),
                                    suffix,
                                    Benchmark.processor(),
                                    Runtime.getRuntime().availableProcessors(),
                                    ourBrowsers.get(BrowserProfile.PLAIN).version(),
                                    threads,
                                    runs);
            return report(conditions, our, their);
        }
    }

    private static Page page(Browsers browsers) {
        BrowserContext context = browsers.get(BrowserProfile.PLAIN).newContext();
        context.setDefaultTimeout(900_000);
        return context.newPage();
    }

    private static void say(String what) {
        System.err.println("  ... " + what);
    }

    /** The two take turns, and each picture is new to both. */
    private void measure(WordsSide ours, Figures our, WordsSide theirs, Figures their)
            throws IOException {
        say("an answer of each that does not count");
        String frame = frame();
        ours.ask(frame, question, tokens, true);
        theirs.ask(frame, question, tokens, true);
        for (int run = 1; run <= runs; ++run) {
            say("run " + run + " of " + runs + ": answers");
            for (int i = 0; i < answers; ++i) {
                frame = frame();
                our.add(ours.ask(frame, question, tokens, false));
                their.add(theirs.ask(frame, question, tokens, false));
                our.streamed.add(ours.ask(frame, question, tokens, true).rate());
                their.streamed.add(theirs.ask(frame, question, tokens, true).rate());
            }
            var clip = new ArrayList<String>();
            for (int i = 0; i < FRAMES; ++i) {
                clip.add(frame());
            }
            say("run " + run + " of " + runs + ": yes or no on " + FRAMES + " frames");
            our.verdict.add(ours.decide(clip, FIRST));
            their.verdict.add(theirs.decide(clip, FIRST));
            say("run " + run + " of " + runs + ": the second question on them");
            our.second.add(ours.decide(clip, SECOND));
            their.second.add(theirs.decide(clip, SECOND));
        }
    }

    private int report(String conditions, Figures our, Figures their) throws IOException {
        var rate = Row.of("tokens a second", our.rate, their.rate);
        var streamed = Row.of("tokens a second, told to the page", our.streamed, their.streamed);
        var verdict = Row.of("yes or no on five frames", our.verdict, their.verdict);
        var rows =
                List.of(
                        new Row("load, with download", our.load, their.load),
                        Row.of("first token about a new picture", our.first, their.first),
                        rate,
                        streamed,
                        verdict,
                        Row.of("second question on the same frames", our.second, their.second),
                        new Row("memory of the tab when loaded, MB", our.loaded, their.loaded),
                        new Row("memory of the tab in the end, MB", our.memory, their.memory));
        double again = Stages.median(our.second) / Stages.median(our.verdict);
        var table = new StringBuilder(conditions).append('\n');
        table.append("  %-46s %10s %10s %8s%n".formatted("ms", "Sightline", "transf.js", "ratio"));
        rows.forEach(row -> table.append(row.line()));
        table.append(
                "  our first token: looking at the picture %.1f ms, reading %.0f tokens %.1f ms%n"
                        .formatted(
                                Stages.median(our.vision), our.prompt, Stages.median(our.prefill)));
        table.append("  our second question takes %.2f of our first%n".formatted(again));
        table.append(
                "  the last answers: \"%s\" and \"%s\"%n"
                        .formatted(our.text.strip(), their.text.strip()));
        boolean met =
                rate.ratio() >= 1
                        && streamed.ratio() >= 1
                        && verdict.ratio() <= 0.6
                        && again <= 0.3;
        table.append("  Goal (tokens a second no fewer; yes or no at most 0.6 of theirs;");
        table.append(" second at most 0.3 of first): ").append(met ? "met" : "missed");
        System.out.println(table);
        var figures = new LinkedHashMap<String, Object>();
        figures.put("conditions", conditions);
        figures.put("rows", rows);
        figures.put("secondOfFirst", again);
        figures.put("vision", Stages.median(our.vision));
        figures.put("prefill", Stages.median(our.prefill));
        figures.put("goalMet", met);
        Path file = out == null ? Project.output().resolve("benchmark-words.json") : out;
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, new GsonBuilder().setPrettyPrinting().create().toJson(figures));
        System.out.println("All figures: " + file);
        return met ? 0 : 2;
    }

    /** A picture that neither side has seen: the box stands a little further each time. */
    private String frame() throws IOException {
        var picture = Scenes.corridor(640, 480, ++lastFrame * 0.618 % 1);
        return Base64.getEncoder().encodeToString(Scenes.png(picture));
    }
}
