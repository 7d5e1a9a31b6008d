// SPDX-License-Identifier: Apache-2.0
package io.sightline.build;

import java.nio.file.Path;
import java.util.List;

/**
 * What to compile and how.
 *
 * @param mainClass fully qualified name of the class with {@code main} and the exported functions
 * @param classPath folders and jars of the program; the compiler adds its own class library
 * @param out folder for the results
 * @param name file name of the results, without extension
 * @param fast whether to leave out whole-program optimisation: larger and slower code, compiled in
 *     seconds
 * @param debug whether to keep names and write debug information, for readable stack traces
 */
record WasmBuild(
        String mainClass,
        List<Path> classPath,
        Path out,
        String name,
        boolean fast,
        boolean debug) {
    WasmBuild {
        classPath = List.copyOf(classPath);
    }

    Path wasm() {
        return out.resolve(name + ".wasm");
    }

    Path runtime() {
        return out.resolve(name + ".runtime.mjs");
    }

    Path bodies() {
        return out.resolve(name + ".bodies.mjs");
    }

    Path loader() {
        return out.resolve(name + ".loader.mjs");
    }

    /**
     * Records the inputs of the last successful build, to skip the next one where nothing has
     * changed.
     */
    Path stamp() {
        return out.resolve("." + name + ".inputs");
    }
}
