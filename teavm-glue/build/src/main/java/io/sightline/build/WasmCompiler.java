// SPDX-License-Identifier: Apache-2.0
package io.sightline.build;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.teavm.tooling.EmptyTeaVMToolLog;
import org.teavm.tooling.TeaVMProblemRenderer;
import org.teavm.tooling.TeaVMTargetType;
import org.teavm.tooling.TeaVMTool;
import org.teavm.tooling.TeaVMToolException;
import org.teavm.tooling.TeaVMToolLog;
import org.teavm.vm.TeaVMOptimizationLevel;

/** Compiles a program to Wasm GC with its runtime and its table of JavaScript bodies. */
final class WasmCompiler {
    /** A class of each TeaVM library that programs are compiled against. */
    private static final List<String> LIBRARY_CLASSES =
            List.of(
                    "org.teavm.classlib.java.lang.TObject",
                    "org.teavm.platform.Platform",
                    "org.teavm.interop.Async",
                    "org.teavm.jso.JSObject",
                    "org.teavm.jso.core.JSPromise",
                    "org.teavm.jso.impl.JSOPlugin",
                    "org.teavm.backend.wasm.WasmGCTarget",
                    "com.jcraft.jzlib.Adler32");

    private WasmCompiler() {}

    /**
     * Compiles.
     *
     * @return what the compiler complained about, readable, with where it is called from; nothing
     *     is written if this is not empty
     * @throws IOException where files cannot be read or written
     */
    static List<String> compile(WasmBuild build) throws IOException {
        Files.createDirectories(build.out());
        var work = Files.createTempDirectory("sightline-wasm");
        try {
            var problems = compile(build, work);
            if (!problems.isEmpty()) {
                return problems;
            }
            var wasm = work.resolve(build.name() + ".wasm");
            var bodies = JsBodies.find(WasmFile.read(Files.readAllBytes(wasm)));
            var bodiesFile = Files.writeString(work.resolve("bodies"), JsBodies.toModule(bodies));
            var runtimeFile = Files.writeString(work.resolve("runtime"), NoEvalRuntime.source());
            var loaderFile = Files.writeString(work.resolve("loader"), Loader.source(build.name()));
            move(wasm, build.wasm());
            move(bodiesFile, build.bodies());
            move(runtimeFile, build.runtime());
            move(loaderFile, build.loader());
            if (build.debug()) {
                var debugInfo = build.name() + ".wasm.teadbg";
                move(work.resolve(debugInfo), build.out().resolve(debugInfo));
            }
            return List.of();
        } finally {
            delete(work);
        }
    }

    /** The libraries that come with the compiler, so that they always are of its version. */
    static List<Path> libraries() {
        var result = new LinkedHashSet<Path>();
        for (var name : LIBRARY_CLASSES) {
            var resource = name.replace('.', '/') + ".class";
            try {
                var type = Class.forName(name, false, WasmCompiler.class.getClassLoader());
                result.add(
                        Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()));
            } catch (ClassNotFoundException | URISyntaxException e) {
                throw new IllegalStateException("the compiler's class path lacks " + resource, e);
            }
        }
        return List.copyOf(result);
    }

    private static List<String> compile(WasmBuild build, Path work) throws IOException {
        var classPath = new LinkedHashSet<>(build.classPath());
        classPath.addAll(libraries());
        var problems = new Problems();
        try (var loader =
                new URLClassLoader(urls(classPath), WasmCompiler.class.getClassLoader())) {
            if (loader.getResource(build.mainClass().replace('.', '/') + ".class") == null) {
                return List.of("the class " + build.mainClass() + " is not on the class path");
            }
            var tool = new TeaVMTool();
            tool.setClassPath(classPath.stream().map(Path::toFile).toList());
            tool.setClassLoader(loader);
            tool.setTargetType(TeaVMTargetType.WEBASSEMBLY_GC);
            tool.setMainClass(build.mainClass());
            tool.setEntryPointName("main");
            tool.setTargetDirectory(work.toFile());
            tool.setTargetFileName(build.name() + ".wasm");
            // Without strict, null and range errors are traps that no catch and no finally sees.
            tool.setStrict(true);
            tool.setOptimizationLevel(TeaVMOptimizationLevel.ADVANCED);
            tool.setFastDependencyAnalysis(build.fast());
            tool.setObfuscated(!build.debug());
            tool.setDebugInformationGenerated(build.debug());
            tool.setLog(problems);
            tool.generate();
            if (!tool.getProblemProvider().getSevereProblems().isEmpty()) {
                TeaVMProblemRenderer.describeProblems(
                        tool.getDependencyInfo().getCallGraph(),
                        tool.getProblemProvider(),
                        problems);
            }
        } catch (TeaVMToolException e) {
            throw new IOException(
                    "TeaVM cannot compile " + build.mainClass() + ": " + e.getMessage(), e);
        }
        return problems.found;
    }

    private static URL[] urls(Iterable<Path> classPath) throws MalformedURLException {
        var result = new ArrayList<URL>();
        for (var path : classPath) {
            result.add(path.toUri().toURL());
        }
        return result.toArray(URL[]::new);
    }

    private static void move(Path from, Path to) throws IOException {
        // By way of the same folder, so that a server never sees half a file.
        var part = to.resolveSibling("." + to.getFileName() + ".part");
        Files.copy(from, part, StandardCopyOption.REPLACE_EXISTING);
        Files.move(part, to, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void delete(Path folder) throws IOException {
        for (var file : folder.toFile().listFiles(File::isFile)) {
            Files.delete(file.toPath());
        }
        Files.delete(folder);
    }

    private static final class Problems extends EmptyTeaVMToolLog implements TeaVMToolLog {
        private final List<String> found = new ArrayList<>();

        @Override
        public void error(String text) {
            found.add(text);
        }

        @Override
        public void error(String text, Throwable e) {
            found.add(text + ": " + e);
        }
    }
}
