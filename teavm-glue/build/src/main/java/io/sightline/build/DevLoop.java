// SPDX-License-Identifier: Apache-2.0
package io.sightline.build;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Rebuilds the page on every save, in seconds: compiles the Java modules that changed and those
 * that see them, compiles the programs to WebAssembly without whole-program optimisation, and has
 * the site put together again. The server, when started for development, tells open pages to
 * reload.
 *
 * <p>The results are those of a development build: after the loop, a build for use replaces them.
 */
@Command(
        name = "dev-loop",
        description = "Rebuilds the page on every save.",
        mixinStandardHelpOptions = true)
public final class DevLoop implements Callable<Integer> {
    private static final int LOOK_EVERY_MS = 250;

    @Spec private CommandSpec spec;

    @Parameters(index = "0", description = "the project's folder")
    private Path root;

    @Option(
            names = "--refresh",
            description = "command that puts the site together, run in the project's folder")
    private List<String> refresh = List.of("node", "static/build.mjs", "--dev");

    @Option(names = "--once", description = "build once and end; fails where the build does")
    private boolean once;

    private final List<Path> libraries = WasmCompiler.libraries();
    private List<JavaModule> modules;
    private List<WasmBuild> programs;
    private PrintWriter log;

    /** Runs until it is ended. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new DevLoop()).execute(args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        root = root.toAbsolutePath().normalize();
        log = spec.commandLine().getOut();
        describe();
        // What the launcher knows of its last build is no longer so: the next start builds for use
        // again.
        Files.deleteIfExists(root.resolve("target/sightline-build.stamp"));
        var seen = SourceSnapshot.of(watched());
        var whole = rebuild(Set.of());
        if (once) {
            return whole ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
        }
        log.println("Watching " + root + " for changes.");
        while (true) {
            Thread.sleep(LOOK_EVERY_MS);
            var now = SourceSnapshot.of(watched());
            if (now.changedSince(seen).isEmpty()) {
                continue;
            }
            // One save may write many files.
            for (var settled = now; ; settled = now) {
                Thread.sleep(LOOK_EVERY_MS);
                now = SourceSnapshot.of(watched());
                if (now.changedSince(settled).isEmpty()) {
                    break;
                }
            }
            // After a failed build everything is suspect; nothing that has not changed takes long.
            whole = rebuild(whole ? now.changedSince(seen) : Set.of());
            seen = now;
        }
    }

    private void describe() {
        var client = root.resolve("web-client");
        var glue = module("teavm-glue", root.resolve("teavm-glue/browser"), libraries);
        var core = module("core", client.resolve("core"), List.of());
        var seen = new ArrayList<>(List.of(core.classes(), glue.classes()));
        seen.addAll(libraries);
        var engine = module("engine", client.resolve("engine"), seen);
        var app = module("app", client.resolve("app"), seen);
        modules = List.of(glue, core, engine, app);
        programs =
                List.of(
                        program("engine", "io.sightline.engine.vision.Main", engine, core, glue),
                        program(
                                "language",
                                "io.sightline.engine.language.Main",
                                engine,
                                core,
                                glue),
                        program("app", "io.sightline.app.Main", app, core, glue));
    }

    private JavaModule module(String name, Path folder, List<Path> visible) {
        // Not Maven's own folder: a build for use must not take these for its own.
        return new JavaModule(
                name, folder.resolve("src/main/java"), root.resolve("target/dev/" + name), visible);
    }

    private WasmBuild program(
            String name, String main, JavaModule module, JavaModule core, JavaModule glue) {
        return new WasmBuild(
                main,
                List.of(module.classes(), core.classes(), glue.classes()),
                root.resolve("web-client/" + module.name() + "/target/wasm"),
                name,
                true,
                true);
    }

    private List<Path> watched() {
        var result = new ArrayList<Path>();
        modules.forEach(module -> result.add(module.sources()));
        result.add(root.resolve("static"));
        return result;
    }

    /** Builds what the changes touch, or all where there are none to tell; whether it succeeded. */
    private boolean rebuild(Set<Path> changes) throws IOException, InterruptedException {
        var start = System.nanoTime();
        changes.stream().limit(5).forEach(file -> log.println("changed: " + root.relativize(file)));
        var changed = new ArrayList<Path>();
        for (var module : modules) {
            var own = changes.stream().anyMatch(file -> file.startsWith(module.sources()));
            if (changes.isEmpty()
                    || own
                    || module.libraries().stream().anyMatch(changed::contains)) {
                var errors = module.compile();
                if (!errors.isEmpty()) {
                    log.println(module.name() + " does not compile; the page stays as it was:");
                    errors.forEach(log::println);
                    return false;
                }
                changed.add(module.classes());
            }
        }
        for (var program : programs) {
            if (program.classPath().stream().anyMatch(changed::contains)
                    && CompileWasm.run(program, log, log) != CommandLine.ExitCode.OK) {
                return false;
            }
        }
        var site = new ProcessBuilder(refresh).directory(root.toFile()).inheritIO().start();
        if (site.waitFor() != 0) {
            log.println(String.join(" ", refresh) + " failed; the page stays as it was.");
            return false;
        }
        log.printf("rebuilt in %.1f s%n", (System.nanoTime() - start) / 1e9);
        log.flush();
        return true;
    }
}
