// SPDX-License-Identifier: Apache-2.0
package io.sightline.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.build.JsBodies.Body;
import io.sightline.build.sample.Sample;
import io.sightline.build.sample.Uncompilable;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompileWasmTest {
    /** Compiled once as the product is: whole-program optimisation, short names. */
    @TempDir static Path out;

    private static final StringWriter LOG = new StringWriter();
    private static WasmBuild build;

    @BeforeAll
    static void compile() throws Exception {
        build = new WasmBuild(Sample.class.getName(), classPath(), out, "sample", false, false);
        assertEquals(0, run(build), LOG::toString);
    }

    @Test
    void tableHoldsEveryBody() throws IOException {
        var bodies = JsBodies.find(WasmFile.read(Files.readAllBytes(build.wasm())));
        var scripts = bodies.stream().map(Body::script).collect(Collectors.toSet());
        assertTrue(bodies.contains(new Body(List.of("a", "b"), "return a+b;")), scripts::toString);
        assertTrue(
                bodies.contains(
                        new Body(
                                List.of("a", "b", "c", "d", "e", "f", "g", "h", "i"),
                                "{return [a,b,c,d,e,f,g,h,i].join('');}")),
                scripts::toString);
        assertTrue(
                scripts.stream()
                        .anyMatch(s -> s.contains("a\"b\\\\c\\xe4\\u20ac\\ud83d\\ude00`${1}`")),
                scripts::toString);
        var table = Files.readString(build.bodies());
        assertTrue(
                table.contains(
                        "\"a\\u0000b\\u0000return a+b;\", function (a, b) {\nreturn a+b;\n  }"),
                table);
    }

    @Test
    void tableIsTheSameHoweverItIsCompiled(@TempDir Path other) throws IOException {
        var fast = new WasmBuild(Sample.class.getName(), classPath(), other, "sample", true, true);
        assertEquals(0, run(fast), LOG::toString);
        var whole = JsBodies.find(WasmFile.read(Files.readAllBytes(build.wasm())));
        var quick = JsBodies.find(WasmFile.read(Files.readAllBytes(fast.wasm())));
        assertTrue(quick.containsAll(whole));
        assertTrue(Files.exists(other.resolve("sample.wasm.teadbg")));
    }

    @Test
    void unchangedInputsAreSkipped() throws IOException {
        var before = Files.getLastModifiedTime(build.wasm());
        assertEquals(0, run(build));
        assertEquals(before, Files.getLastModifiedTime(build.wasm()));
        assertTrue(LOG.toString().contains("sample.wasm is up to date"));

        var fingerprint = Inputs.fingerprint(build);
        assertEquals(Files.readString(build.stamp()), fingerprint);
        var runtime = Files.readString(build.runtime());
        Files.writeString(build.runtime(), runtime + "// altered");
        assertFalse(
                Inputs.fingerprint(build).equals(fingerprint), "an altered result is not noticed");
        Files.writeString(build.runtime(), runtime);
        assertEquals(fingerprint, Inputs.fingerprint(build));
        var debug = new WasmBuild(build.mainClass(), build.classPath(), out, "sample", false, true);
        assertFalse(
                Inputs.fingerprint(debug).equals(fingerprint), "other settings are not noticed");
    }

    @Test
    void problemsAreReadableAndNothingIsWritten(@TempDir Path empty) throws IOException {
        var bad =
                new WasmBuild(Uncompilable.class.getName(), classPath(), empty, "bad", true, false);
        assertEquals(1, run(bad));
        assertTrue(
                LOG.toString().contains("java.util.concurrent.locks.ReentrantLock"), LOG::toString);
        assertTrue(LOG.toString().contains("Uncompilable.main"), LOG::toString);
        try (var files = Files.list(empty)) {
            assertEquals(List.of(), files.toList());
        }
    }

    @Test
    void missingMainClassFails(@TempDir Path empty) throws IOException {
        assertEquals(
                1, run(new WasmBuild("no.such.Main", classPath(), empty, "none", true, false)));
        assertTrue(LOG.toString().contains("no.such.Main"), LOG::toString);
    }

    @Test
    void damagedBinariesAreRefused() throws IOException {
        var bytes = Files.readAllBytes(build.wasm());
        assertThrows(WasmFormatException.class, () -> WasmFile.read(new byte[0]));
        assertThrows(WasmFormatException.class, () -> WasmFile.read("<!doctype html>".getBytes()));
        for (var length = 10; length < bytes.length; length += bytes.length / 37) {
            var part = Arrays.copyOf(bytes, length);
            assertThrows(
                    WasmFormatException.class,
                    () -> JsBodies.find(WasmFile.read(part)),
                    "cut at " + length);
        }
    }

    @Test
    void runsUnderAStrictPolicy() throws Exception {
        Assumptions.assumeTrue(
                Boolean.getBoolean("sightline.browserTests"),
                "needs a browser: -Dsightline.browserTests=true and a Chrome or Chromium called google-chrome-stable");
        Files.writeString(
                out.resolve("page.mjs"),
                """
                import table from './sample.bodies.mjs';
                import { load } from './sample.runtime.mjs';
                import { start } from './sample.loader.mjs';
                const say = text => document.body.append(text + '\\n');
                class Box { constructor(size) { this.size = size; } }
                const modules = { 'sample-lib': { answer: 42, twice: n => 2 * n, Box } };
                const asked = new Set();
                const get = Map.prototype.get;
                table.get = key => { asked.add(key); return get.call(table, key); };
                try {
                  try { eval('1'); say('policy weak'); } catch { say('policy strict'); }
                  const exported = await start('sample.wasm', modules, ['x', 'y']);
                  say('export ' + exported.twice('ab') + ' ' + exported.sum(1, 2, 3) + ' ' + exported.sum());
                  say('asked ' + (asked.size === table.size) + ' ' + (asked.size > 5));
                  const less = new Map([...table].slice(1));
                  await load('sample.wasm', { bodies: less, installImports(i) { i['sample-lib'] = {}; } }).then(
                      () => say('incomplete table unnoticed'), e => say('incomplete ' + e.message));
                  await load('sample.wasm').then(() => say('no table unnoticed'), e => say('no table ' + e.message));
                } catch (e) {
                  say('failed ' + e.stack);
                }
                say('end');
                """);
        var shown = StrictPage.show(out, "page.mjs");
        assertEquals(
                """
                policy strict
                args x,y
                body 3
                quotes a"b\\cä€\uD83D\uDE00`${1}`
                callback 42
                dotted 1,234.5
                module 42 42 5
                global kept
                object 7 7
                throw caught
                primitive caught
                many 123456789
                done
                export abab 6 0
                asked true true
                """,
                shown.substring(0, Math.max(0, shown.indexOf("incomplete"))), shown);
        assertTrue(
                shown.contains(
                        "incomplete The table of JavaScript bodies belongs to another build"),
                shown);
        assertTrue(shown.contains("no table load needs the option bodies"), shown);
        assertTrue(shown.endsWith("end\n"), shown);
    }

    private static int run(WasmBuild program) throws IOException {
        var writer = new PrintWriter(LOG, true);
        return CompileWasm.run(program, writer, writer);
    }

    private static List<Path> classPath() {
        try {
            return List.of(
                    Path.of(
                            Sample.class
                                    .getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .toURI()));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
