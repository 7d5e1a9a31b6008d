// SPDX-License-Identifier: Apache-2.0
package io.sightline.models.translate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class MilReaderTest {
    private static String program(String statements) {
        return "program(1.0)\n[buildInfo = dict<tensor<string, []>>({{\"(\", \"]\"}})]\n{\n"
                + "func main<ios15>(tensor<fp32, [1, 3]> image) {\n"
                + statements
                + "\n} -> (out);\n}";
    }

    @Test
    void readsConstantsAndOperations() {
        var read =
                MilReader.read(
                        program(
                                """
                                tensor<fp16, [2, 2]> c = const()[
                                    name = tensor<string, []>("c"),
                                    val = tensor<fp16, [2, 2]>([[0x1p-3, -0x1.8p+0], [1, 2.5]])];
                                tensor<string, []> s = const()[val = tensor<string, []>("a, b)")];
                                tensor<fp16, [4]> w = const()[val = tensor<fp16, [4]>(BLOBFILE(
                                    path = tensor<string, []>("@m/w.bin"), offset = tensor<uint64, []>(128)))];
                                tensor<fp16, [1, 3]> out = concat(axis = c, values = (image, w))[];"""));
        assertEquals(List.of(1, 3), read.input().type().shape());
        assertEquals("image", read.input().name());
        assertEquals("out", read.output());
        assertEquals(List.of("0x1p-3", "-0x1.8p+0", "1", "2.5"), read.constants().get("c").text());
        assertEquals(List.of("a, b)"), read.constants().get("s").text());
        assertEquals(128, read.constants().get("w").offset());
        var operation = read.operations().get(0);
        assertEquals("concat", operation.kind());
        assertEquals(List.of("image", "w"), operation.arguments().get("values"));
        assertEquals(11, operation.line());
    }

    @Test
    void faultsNameTheirLine() {
        var cases =
                List.of(
                        "tensor<fp16, [1, 3]> out = relu(x = image)[name = tensor<string, []>(\"o\")]",
                        "tensor<fp16, [0]> out = relu(x = image)[];",
                        "tensor<fp16, [2]> c = const()[val = tensor<fp16, [2]>([1])];",
                        "tensor<fp16, [2]> c = const()[val = tensor<fp16, [3]>([1, 2, 3])];",
                        "tensor<string, []> c = const()[val = tensor<string, []>(\"open)];",
                        "tensor<fp16, [999999999, 999999999, 999999999]> c = const()[val = "
                                + "tensor<fp16, [999999999, 999999999, 999999999]>([1])];",
                        "list<int> x = f()[];");
        for (var text : cases) {
            var fault =
                    assertThrows(
                            TranslationException.class, () -> MilReader.read(program(text)), text);
            assertTrue(fault.getMessage().contains("line"), fault.getMessage());
        }
    }

    @Test
    void noCutOfTheTextIsTakenForAWholeProgram() throws IOException {
        var mil = Tiny.mil();
        for (int length = 0; length < mil.length() - 1; length += 97) {
            var cut = mil.substring(0, length);
            assertThrows(TranslationException.class, () -> MilReader.read(cut), "cut at " + length);
        }
    }
}
