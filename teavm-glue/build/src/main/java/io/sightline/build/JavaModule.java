// SPDX-License-Identifier: Apache-2.0
package io.sightline.build;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;

/**
 * A Maven module's main sources, compiled in process.
 *
 * @param name to tell of it
 * @param sources folder of the sources
 * @param classes folder for the classes
 * @param libraries what it may see: other modules' classes, jars
 */
record JavaModule(String name, Path sources, Path classes, List<Path> libraries) {
    JavaModule {
        libraries = List.copyOf(libraries);
    }

    /**
     * Compiles all sources.
     *
     * @return errors, one a line with file and line number; the classes are those of the last
     *     success if there are any
     */
    List<String> compile() throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new IOException("this Java has no compiler: a JDK is needed, not a JRE");
        }
        var sourceFiles = sourceFiles();
        if (sourceFiles.isEmpty()) {
            return List.of();
        }
        var fresh = classes.resolveSibling(classes.getFileName() + ".new");
        delete(fresh);
        Files.createDirectories(fresh);
        var diagnostics = new DiagnosticCollector<JavaFileObject>();
        try (var manager =
                compiler.getStandardFileManager(diagnostics, Locale.ROOT, StandardCharsets.UTF_8)) {
            var options =
                    new ArrayList<>(
                            List.of("--release", "17", "-proc:none", "-nowarn", "-parameters"));
            options.addAll(List.of("-d", fresh.toString()));
            options.addAll(List.of("--class-path", String.join(File.pathSeparator, paths())));
            var units = manager.getJavaFileObjectsFromPaths(sourceFiles);
            if (!compiler.getTask(null, manager, diagnostics, options, null, units).call()) {
                return diagnostics.getDiagnostics().stream()
                        .filter(d -> d.getKind() == Diagnostic.Kind.ERROR)
                        .map(d -> place(d) + d.getMessage(Locale.ROOT))
                        .toList();
            }
        }
        delete(classes);
        Files.move(fresh, classes);
        return List.of();
    }

    private List<String> paths() {
        return libraries.stream().map(Path::toString).toList();
    }

    private List<Path> sourceFiles() throws IOException {
        if (!Files.isDirectory(sources)) {
            return List.of();
        }
        try (var files = Files.walk(sources)) {
            return files.filter(f -> f.toString().endsWith(".java")).sorted().toList();
        }
    }

    private static String place(Diagnostic<? extends JavaFileObject> diagnostic) {
        var source = diagnostic.getSource();
        return source == null
                ? ""
                : Path.of(source.toUri()) + ":" + diagnostic.getLineNumber() + ": ";
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
