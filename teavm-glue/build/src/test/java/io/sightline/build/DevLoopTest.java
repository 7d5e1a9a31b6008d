// SPDX-License-Identifier: Apache-2.0
package io.sightline.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DevLoopTest {
    @TempDir Path folder;

    @Test
    void snapshotsTellWhatChanged() throws IOException {
        var a = write("src/a.txt", "1");
        var b = write("src/b.txt", "1");
        write("src/target/made.txt", "1");
        write("src/.hidden/x.txt", "1");
        var before = SourceSnapshot.of(List.of(folder, folder.resolve("absent")));
        assertEquals(Set.of(), SourceSnapshot.of(List.of(folder)).changedSince(before));

        write("src/a.txt", "22");
        Files.delete(b);
        var c = write("src/sub/c.txt", "1");
        write("src/target/made.txt", "22");
        write("src/.hidden/x.txt", "22");
        assertEquals(Set.of(a, b, c), SourceSnapshot.of(List.of(folder)).changedSince(before));
    }

    @Test
    void modulesCompileAgainstWhatTheyMaySee() throws IOException {
        write(
                "lib/p/Lib.java",
                "package p; public class Lib { public static int n() { return 1; } }");
        write("main/q/Main.java", "package q; class Main { int n = p.Lib.n(); }");
        var lib =
                new JavaModule("lib", folder.resolve("lib"), folder.resolve("out/lib"), List.of());
        var blind =
                new JavaModule(
                        "main", folder.resolve("main"), folder.resolve("out/main"), List.of());
        var main = new JavaModule("main", blind.sources(), blind.classes(), List.of(lib.classes()));
        assertEquals(List.of(), lib.compile());
        var errors = blind.compile();
        assertEquals(1, errors.size());
        assertTrue(
                errors.get(0).contains("Main.java:1: package p does not exist"), errors::toString);
        assertEquals(List.of(), main.compile());
        assertTrue(Files.exists(folder.resolve("out/main/q/Main.class")));
    }

    @Test
    void aFailureKeepsTheClassesOfTheLastSuccess() throws IOException {
        write("m/A.java", "class A {}");
        var module = new JavaModule("m", folder.resolve("m"), folder.resolve("out"), List.of());
        assertEquals(List.of(), module.compile());
        write("m/A.java", "class A { int }");
        assertEquals(1, module.compile().size());
        assertTrue(Files.exists(folder.resolve("out/A.class")));
        write("m/A.java", "class B {}");
        assertEquals(List.of(), module.compile());
        assertTrue(Files.exists(folder.resolve("out/B.class")));
        assertTrue(
                Files.notExists(folder.resolve("out/A.class")),
                "a class whose source is gone stays");
    }

    @Test
    void aProjectThatCannotBeBuiltFailsAndSaysWhy() throws IOException {
        var stamp = write("target/sightline-build.stamp", "of a build for use");
        var said = new StringWriter();
        var loop = new CommandLine(new DevLoop()).setOut(new PrintWriter(said, true));
        assertEquals(1, loop.execute("--once", "--refresh=true", folder.toString()));
        assertTrue(
                said.toString()
                        .contains("io.sightline.engine.vision.Main is not on the class path"),
                said::toString);
        assertTrue(
                Files.notExists(stamp),
                "the launcher would take the dev loop's results for a build for use");
    }

    private Path write(String name, String content) throws IOException {
        var file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }
}
