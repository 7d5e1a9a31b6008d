// SPDX-License-Identifier: Apache-2.0
package io.sightline.build;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Compiles a Java program to WebAssembly GC: {@code NAME.wasm}, {@code NAME.runtime.mjs} (loads it;
 * needs no {@code 'unsafe-eval'}) and {@code NAME.bodies.mjs} (the JavaScript it uses), all three
 * of one build. A build whose inputs have not changed is skipped.
 */
@Command(name = "compile-wasm", description = "Compiles a Java program to WebAssembly GC.")
public final class CompileWasm implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(
            names = "--main",
            required = true,
            description = "the class with main and the exported functions")
    private String mainClass;

    @Option(names = "--classpath", required = true, description = "the program's class path")
    private String classPath;

    @Option(names = "--out", required = true, description = "folder for the results")
    private Path out;

    @Option(
            names = "--name",
            required = true,
            description = "file name of the results, without extension")
    private String name;

    @Option(names = "--fast", description = "compile in seconds: no whole-program optimisation")
    private boolean fast;

    @Option(names = "--debug", description = "keep names and write debug information")
    private boolean debug;

    /**
     * Runs the compiler.
     *
     * @throws IllegalStateException where the program cannot be compiled; the reasons are on
     *     standard error
     */
    public static void main(String... args) {
        // An exception, not System.exit: this also runs inside Maven.
        if (new CommandLine(new CompileWasm()).execute(args) != 0) {
            throw new IllegalStateException("compile-wasm failed");
        }
    }

    @Override
    public Integer call() throws IOException {
        var entries =
                Arrays.stream(classPath.split(File.pathSeparator))
                        .filter(s -> !s.isBlank())
                        .map(Path::of);
        return run(
                new WasmBuild(mainClass, entries.toList(), out, name, fast, debug),
                spec.commandLine().getOut(),
                spec.commandLine().getErr());
    }

    /** Compiles unless nothing has changed; 0 on success, 1 where the compiler complained. */
    static int run(WasmBuild build, PrintWriter log, PrintWriter errors) throws IOException {
        var stamp = build.stamp();
        if (Files.exists(stamp) && Files.readString(stamp).equals(Inputs.fingerprint(build))) {
            log.println(build.name() + ".wasm is up to date");
            return CommandLine.ExitCode.OK;
        }
        Files.deleteIfExists(stamp);
        var start = System.nanoTime();
        var problems = WasmCompiler.compile(build);
        if (!problems.isEmpty()) {
            errors.println(build.mainClass() + " cannot be compiled to WebAssembly:");
            problems.forEach(errors::println);
            return CommandLine.ExitCode.SOFTWARE;
        }
        Files.writeString(stamp, Inputs.fingerprint(build));
        log.println(
                build.wasm().getFileName()
                        + ": "
                        + Files.size(build.wasm()) / 1024
                        + " KiB in "
                        + (System.nanoTime() - start) / 1_000_000_000
                        + " s");
        return CommandLine.ExitCode.OK;
    }
}
