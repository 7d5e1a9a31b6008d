// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.bench;

import com.google.gson.GsonBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import io.sightline.e2e.Project;
import io.sightline.e2e.bench.gate.GateProgram;
import io.sightline.e2e.browser.BrowserFinder;
import io.sightline.e2e.browser.BrowserProfile;
import io.sightline.e2e.browser.Browsers;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The motion gate, compiled to WebAssembly GC as in the product, against OpenCV.js: MOG2 and an
 * opening and a closing. One worker, the same frames, taking turns.
 */
@Command(
        name = "gate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Measures the motion gate beside OpenCV.js' MOG2 with morphology.")
final class GateBenchmark implements Callable<Integer> {
    /** The class path of the compiler to WebAssembly; the launcher knows it. */
    private static final String COMPILER = "SIGHTLINE_WASM_COMPILER";

    /** Ours takes at most this share of their time. */
    private static final double GOAL = 0.5;

    @Option(
            names = "--size",
            defaultValue = "640x360",
            paramLabel = "WxH",
            description = "Size of the frames, width x height. Default: ${DEFAULT-VALUE}.")
    private String size;

    @Option(
            names = "--frames",
            defaultValue = "300",
            paramLabel = "N",
            description = "Measured frames, after 120 that are not. Default: ${DEFAULT-VALUE}.")
    private int frames;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Where the figures go as JSON. Default: e2e/target/benchmark-gate.json.")
    private Path out;

    /** Frames without somebody, and with. */
    private enum Part {
        EMPTY,
        WALKER
    }

    @Override
    public Integer call() throws Exception {
        String compiler = System.getenv(COMPILER);
        if (compiler == null) {
            System.err.println("Start it with ./sightline bench gate");
            return 1;
        }
        String[] sides = size.split("x");
        if (sides.length != 2) {
            System.err.println(size + " is not a size such as 640x360");
            return 1;
        }
        Path folder = Project.output().resolve("bench/gate");
        run("node", Project.root().resolve("e2e/src/main/js/gate/build.mjs"), folder);
        compile(compiler, folder);
        try (var browsers = new Browsers(BrowserFinder.here().find(), () -> Path.of("unused"));
                var server = new PeerServer(folder, null, null)) {
            var browser = browsers.get(BrowserProfile.PLAIN);
            try (BrowserContext context = browser.newContext()) {
                context.setDefaultTimeout(600_000);
                var page = context.newPage();
                page.navigate(URI.create(server.page()).resolve("/gate.html").toString());
                page.waitForFunction("() => window.measure");
                var figures =
                        (Map<?, ?>)
                                page.evaluate(
                                        "how => measure(how)",
                                        Map.of(
                                                "width",
                                                Integer.parseInt(sides[0]),
                                                "height",
                                                Integer.parseInt(sides[1]),
                                                "frames",
                                                frames,
                                                "warm",
                                                120));
                return report(browser, figures);
            }
        }
    }

    private int report(Browser browser, Map<?, ?> figures) throws IOException {
        var conditions =
                "%s frames, Chromium %s on %s, %d cores; medians of %d frames each"
                        .formatted(
                                size,
                                browser.version(),
                                Benchmark.processor(),
                                Runtime.getRuntime().availableProcessors(),
                                frames / 2);
        var text = new StringBuilder(conditions).append('\n');
        text.append(
                "  %-42s %10s %10s %8s%n"
                        .formatted("ms a frame", "Sightline", "OpenCV.js", "ratio"));
        var result = new LinkedHashMap<String, Object>();
        result.put("conditions", conditions);
        boolean met = true;
        for (Part part : Part.values()) {
            String name = part == Part.EMPTY ? "empty room" : "somebody walks by";
            double ours = median(figures, "ours", "total", part);
            double theirs = median(figures, "theirs", "total", part);
            double crossing = median(figures, "ours", "crossing", part);
            double mog = median(figures, "theirs", "mog", part);
            text.append(
                    "  %-42s %10.2f %10.2f %8.2f%n".formatted(name, ours, theirs, ours / theirs));
            text.append("  %-42s %10.2f%n".formatted("  of it into the module", crossing));
            text.append("  %-42s %10s %10.2f%n".formatted("  of it MOG2 alone", "", mog));
            text.append(
                    "  %-42s %10.2f %10.2f%n"
                            .formatted(
                                    "  percent of the frame found",
                                    100 * median(figures, "ours", "found", part),
                                    100 * median(figures, "theirs", "found", part)));
            result.put(
                    part.name().toLowerCase(java.util.Locale.ROOT),
                    Map.of("ours", ours, "theirs", theirs, "crossing", crossing, "mog2", mog));
            met &= ours <= GOAL * theirs;
        }
        var canvas = (Map<?, ?>) figures.get("canvas");
        double read = Stages.median(numbers((List<?>) canvas.get("read")));
        double luma = Stages.median(numbers((List<?>) canvas.get("luma")));
        text.append(
                "  From a canvas: %.2f ms for its pixels, %.2f ms to luma in the module%n"
                        .formatted(read, luma));
        text.append("  Goal (at most half of their time): ").append(met ? "met" : "missed");
        System.out.println(text);
        result.put("canvasRead", read);
        result.put("canvasToLuma", luma);
        result.put("goalMet", met);
        Path file = out == null ? Project.output().resolve("benchmark-gate.json") : out;
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, new GsonBuilder().setPrettyPrinting().create().toJson(result));
        System.out.println("All figures: " + file);
        return met ? 0 : 2;
    }

    /** Of the first half of the frames, or the second. */
    private double median(Map<?, ?> figures, String side, String what, Part part) {
        var all = (List<?>) figures.get(side);
        int half = all.size() / 2;
        var some = part == Part.EMPTY ? all.subList(0, half) : all.subList(half, all.size());
        return Stages.median(
                numbers(some.stream().map(each -> ((Map<?, ?>) each).get(what)).toList()));
    }

    private static List<Double> numbers(List<?> values) {
        return values.stream()
                .map(value -> ((Number) value).doubleValue())
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static void compile(String compiler, Path folder) throws Exception {
        // Our own classes: the compiler has its libraries with it.
        String path =
                Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                        .filter(GateBenchmark::isOurs)
                        .collect(Collectors.joining(File.pathSeparator));
        run(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                compiler,
                "io.sightline.build.CompileWasm",
                "--main=" + GateProgram.class.getName(),
                "--classpath=" + path,
                "--out=" + folder,
                "--name=gate");
    }

    private static boolean isOurs(String entry) {
        Path path = Path.of(entry);
        String name = path.getFileName() == null ? "" : path.getFileName().toString();
        return Files.isDirectory(path) || name.startsWith("sightline-") && name.endsWith(".jar");
    }

    private static void run(Object... command) throws IOException, InterruptedException {
        var process =
                new ProcessBuilder(Stream.of(command).map(Object::toString).toList())
                        .inheritIO()
                        .start();
        if (process.waitFor() != 0) {
            throw new IllegalStateException("failed: " + command[0]);
        }
    }
}
