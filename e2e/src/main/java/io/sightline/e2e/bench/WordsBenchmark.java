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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    private static final String YES_NO = "Is there a person?";

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
                    "Measured calls of each side, after one that is not. Default: ${DEFAULT-VALUE}.")
    private int runs;

    @Option(names = "--out", paramLabel = "FILE", description = "Where the figures go as JSON.")
    private Path out;

    /** What is compared: medians, ms, but the rates, which are tokens a second. */
    private record Row(String what, double ours, double theirs, boolean more) {
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
        try (var browsers = new Browsers(BrowserFinder.here().find(), () -> Path.of("unused"));
                var site = TestSite.of(store);
                var peer = new PeerServer(bundle, null, hub);
                BrowserContext context = browsers.get(BrowserProfile.PLAIN).newContext()) {
            context.setDefaultTimeout(900_000);
            Page ours = context.newPage();
            ours.navigate(site.origin() + "/");
            ours.waitForFunction("() => window.sightline");
            Page theirs = context.newPage();
            theirs.navigate(peer.page());
            theirs.waitForFunction("() => window.peer");
            return measure(ours, theirs, hub);
        }
    }

    private int measure(Page ours, Page theirs, Path hub) throws Exception {
        double ourLoad =
                number(
                        ours.evaluate(
                                """
                                async (id) => {
                                  await sightline.capabilities();
                                  const start = performance.now();
                                  await sightline.load([id]);
                                  return performance.now() - start;
                                }
                                """,
                                LanguageModels.OTHER));
        int threads =
                ((Number) ours.evaluate("async () => (await sightline.capabilities()).threads"))
                        .intValue();
        double theirLoad =
                number(
                        theirs.evaluate(
                                """
                                async (how) => {
                                  const start = performance.now();
                                  await peer('loadWords', how);
                                  return performance.now() - start;
                                }
                                """,
                                Map.of(
                                        "device",
                                        "wasm",
                                        "threads",
                                        threads,
                                        "dtype",
                                        suffix.isEmpty() ? "fp32" : "q8")));
        var ourRate = new ArrayList<Double>();
        var theirRate = new ArrayList<Double>();
        var ourVerdict = new ArrayList<Double>();
        var theirVerdict = new ArrayList<Double>();
        var ourSecond = new ArrayList<Double>();
        var theirSecond = new ArrayList<Double>();
        for (int i = 0; i <= runs; ++i) {
            var frames = frames(i);
            double a = rate(ourAsk(ours, frames.subList(0, 1)));
            double b = rate(theirAsk(theirs, frames.subList(0, 1), question, tokens));
            var clip = frames.subList(1, 1 + FRAMES);
            double c = ourVerify(ours, clip, YES_NO);
            double d = total(theirAsk(theirs, clip, YES_NO, 1));
            double e = ourVerify(ours, clip, "Is the floor empty?");
            double f = total(theirAsk(theirs, clip, "Is the floor empty?", 1));
            if (i > 0) {
                ourRate.add(a);
                theirRate.add(b);
                ourVerdict.add(c);
                theirVerdict.add(d);
                ourSecond.add(e);
                theirSecond.add(f);
            }
        }
        var rows =
                List.of(
                        new Row("load, with download", ourLoad, theirLoad, false),
                        new Row("tokens a second", median(ourRate), median(theirRate), true),
                        new Row(
                                "yes or no on five frames, ms",
                                median(ourVerdict),
                                median(theirVerdict),
                                false),
                        new Row(
                                "second question on the same frames, ms",
                                median(ourSecond),
                                median(theirSecond),
                                false));
        double again = median(ourSecond) / median(ourVerdict);
        var table = new StringBuilder();
        table.append("Files of ").append(hub.getFileName()).append(suffix);
        table.append(" on ").append(Benchmark.processor()).append(", ").append(threads);
        table.append(" threads, ").append(runs).append(" runs, medians\n");
        table.append("  %-46s %10s %10s %8s%n".formatted("", "Sightline", "transf.js", "ratio"));
        rows.forEach(row -> table.append(row.line()));
        table.append("  our second question takes %.2f of our first%n".formatted(again));
        boolean met = rows.get(1).ratio() >= 1 && rows.get(2).ratio() <= 0.6 && again <= 0.3;
        table.append(
                "  Goal (tokens a second no fewer; yes or no at most 0.6 of theirs; second at most 0.3 of first): ");
        table.append(met ? "met" : "missed");
        System.out.println(table);
        var figures = new LinkedHashMap<String, Object>();
        figures.put("rows", rows);
        figures.put("secondOfFirst", again);
        figures.put("goalMet", met);
        Path file = out == null ? Project.output().resolve("benchmark-words.json") : out;
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, new GsonBuilder().setPrettyPrinting().create().toJson(figures));
        System.out.println("All figures: " + file);
        return met ? 0 : 2;
    }

    /** Pictures that neither side has seen. */
    private static List<String> frames(int run) throws Exception {
        var frames = new ArrayList<String>();
        for (int i = 0; i <= FRAMES; ++i) {
            var picture = Scenes.corridor(640, 480, (run * (FRAMES + 1) + i) / 64.0);
            frames.add(Base64.getEncoder().encodeToString(Scenes.png(picture)));
        }
        return frames;
    }

    private static final String BLOBS =
            """
            const images = frames.map((base64) =>
              new Blob([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], { type: 'image/png' }));
            """;

    private Map<?, ?> ourAsk(Page page, List<String> frames) {
        return (Map<?, ?>)
                page.evaluate(
                        "async ({ frames, question, maxTokens }) => { "
                                + BLOBS
                                + "const { tokens, timings } = await sightline.ask({ images, question, maxTokens });"
                                + " return { tokens, ...timings }; }",
                        Map.of("frames", frames, "question", question, "maxTokens", tokens));
    }

    /** Milliseconds. The same frames in a row are kept on the page, as a caller would keep them. */
    private static double ourVerify(Page page, List<String> frames, String question) {
        return number(
                page.evaluate(
                        "async ({ frames, question }) => {"
                                + " if (window.clip?.frames[0] !== frames[0]) { "
                                + BLOBS
                                + " window.clip = { frames, images }; }"
                                + " const start = performance.now();"
                                + " await sightline.verify({ images: clip.images, question,"
                                + " timestamps: [0, 1, 2, 3, 4] });"
                                + " return performance.now() - start; }",
                        Map.of("frames", frames, "question", question)));
    }

    /** A clip's times are written as the reference processor writes them. */
    private static Map<?, ?> theirAsk(Page page, List<String> frames, String question, int most) {
        var times = new ArrayList<String>();
        for (int i = 0; i < frames.size(); ++i) {
            times.add(
                    frames.size() == 1
                            ? ""
                            : (i == 0
                                            ? "You are provided the following series of five frames from a"
                                                    + " 0:00:04 [H:MM:SS] video.\n"
                                            : "")
                                    + "\nFrame from 00:0"
                                    + i
                                    + ":");
        }
        return (Map<?, ?>)
                page.evaluate(
                        "async ({ frames, times, question, most }) => { "
                                + BLOBS
                                + "return peer('ask', { pictures: images, times, question, most }); }",
                        Map.of(
                                "frames",
                                frames,
                                "times",
                                times,
                                "question",
                                frames.size() == 1 ? question : "\n\n" + question,
                                "most",
                                most));
    }

    /** The first token belongs to the prompt's time. */
    private static double rate(Map<?, ?> answer) {
        double count = number(answer.get("tokens")) - 1;
        return count <= 0 ? Double.NaN : 1000 * count / number(answer.get("decode"));
    }

    private static double total(Map<?, ?> answer) {
        return number(answer.get("total"));
    }

    private static double number(Object value) {
        return ((Number) value).doubleValue();
    }

    private static double median(List<Double> values) {
        var sorted = values.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }
}
