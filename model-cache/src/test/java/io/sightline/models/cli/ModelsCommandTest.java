// SPDX-License-Identifier: Apache-2.0
package io.sightline.models.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelsCommandTest {
    @TempDir Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return ModelsCommand.run(new PrintWriter(out), new PrintWriter(err), arguments);
    }

    private int runHere(String command, String... arguments) {
        var all = new String[arguments.length + 2];
        all[0] = command;
        all[1] = "--store=" + folder.resolve("store");
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        return run(all);
    }

    @Test
    void listShowsEveryVariantAndWhatIsRefused() {
        assertEquals(0, runHere("list"));
        assertTrue(out.toString().contains("depth-anything-v2-small/fp16w"), out.toString());
        assertTrue(out.toString().contains("CC-BY-NC-4.0"), out.toString());
        assertFalse(Files.exists(folder.resolve("store")), "looking made a folder");
    }

    @Test
    void listAsJsonIsThePagesIndex() throws IOException {
        assertEquals(0, runHere("list", "--json"));
        var json = new ObjectMapper().readTree(out.toString());
        assertEquals(1, json.path("schema").asInt());
        assertEquals("depth-anything-v2-small", json.at("/models/0/id").asText());
        assertEquals("pixel_values", json.at("/models/0/input/name").asText());
    }

    @Test
    void refusalsHaveTheirOwnStatus() throws IOException {
        assertEquals(3, runHere("fetch", "depth-anything-v2-large"));
        assertTrue(err.toString().contains("CC-BY-NC-4.0"), err.toString());
        assertEquals(3, runHere("fetch", "no-such-model"));
        assertTrue(err.toString().contains("yolox-nano"), err.toString());
        assertEquals(3, runHere("fetch", "yolox-nano/none"));
        assertEquals(3, runHere("fetch", "yolox-nano/../.."));
        var path = Files.write(folder.resolve("depth_anything_v2_vitl.onnx"), new byte[5]);
        assertEquals(3, runHere("import", path.toString()));
        var other = Files.write(folder.resolve("other.onnx"), new byte[5]);
        assertEquals(3, runHere("import", other.toString()));
    }

    @Test
    void aVariantThatCanOnlyBeImportedSaysSo() {
        assertEquals(1, runHere("fetch", "yolox-nano/fp32-416"));
        assertTrue(err.toString().contains("only be imported"), err.toString());
    }

    @Test
    void whatIsNotUnderstoodSaysHow() {
        assertEquals(2, run());
        assertEquals(2, run("dance"));
        assertEquals(2, run("list", "--sideways"));
        assertEquals(2, run("import"));
        assertTrue(err.toString().contains("Usage"), err.toString());
        assertEquals(0, run("--help"));
        assertEquals(0, run("fetch", "--help"));
        assertTrue(out.toString().contains("HF_TOKEN"), out.toString());
    }

    @Test
    void upkeepOfAnEmptyStore() {
        assertEquals(0, runHere("verify"));
        assertEquals(0, runHere("prune", "--dry-run"));
        assertTrue(out.toString().contains("Nothing to remove"), out.toString());
        assertEquals(1, runHere("import", folder.resolve("none").toString()));
    }

    @Test
    void translatesToAFixedSize() throws IOException {
        for (var name : new String[] {"model.mil", "weight.bin"}) {
            try (var in = ModelsCommandTest.class.getResourceAsStream("/golden/tiny/" + name)) {
                Files.write(folder.resolve(name), in.readAllBytes());
            }
        }
        var mil = folder.resolve("model.mil").toString();
        var weights = folder.resolve("weight.bin").toString();
        var target = folder.resolve("out.onnx");
        assertEquals(
                0, run("translate", "--height=42", "--width=70", mil, weights, target.toString()));
        assertTrue(Files.size(target) > 10_000);
        assertTrue(out.toString().contains("sha-256"), out.toString());
        assertEquals(2, run("translate", "--height=42", mil, weights, target.toString()));
        assertEquals(
                1, run("translate", "--height=43", "--width=70", mil, weights, target.toString()));
        assertTrue(err.toString().contains("multiples of 14"), err.toString());
        assertEquals(1, run("translate", weights, mil, target.toString()));
    }
}
