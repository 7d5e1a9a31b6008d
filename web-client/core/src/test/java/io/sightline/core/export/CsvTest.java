// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.core.image.ImagePoint;
import io.sightline.core.image.ImageSize;
import io.sightline.core.metres.Distance;
import io.sightline.core.space.Point;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CsvTest {
    /** Reads as the grammar of RFC 4180, section 2, says, and nothing looser. */
    private static List<List<String>> read(String text) {
        var rows = new ArrayList<List<String>>();
        int at = 0;
        while (at < text.length()) {
            var row = new ArrayList<String>();
            while (true) {
                var field = new StringBuilder();
                if (at < text.length() && text.charAt(at) == '"') {
                    ++at;
                    while (true) {
                        char c = text.charAt(at++);
                        if (c != '"') {
                            field.append(c);
                        } else if (at < text.length() && text.charAt(at) == '"') {
                            field.append('"');
                            ++at;
                        } else {
                            break;
                        }
                    }
                } else {
                    while (text.charAt(at) != ',' && text.charAt(at) != '\r') {
                        assertTrue(text.charAt(at) != '"' && text.charAt(at) != '\n');
                        field.append(text.charAt(at++));
                    }
                }
                row.add(field.toString());
                if (text.charAt(at) == ',') {
                    ++at;
                } else {
                    assertEquals("\r\n", text.substring(at, at + 2));
                    at += 2;
                    break;
                }
            }
            rows.add(row);
        }
        return rows;
    }

    @Test
    void anyTextComesBack() {
        var random = new Random(1);
        var letters = "ab ,\"\r\n;é日\t'x";
        for (int round = 0; round < 2000; ++round) {
            var values = new ArrayList<String>();
            for (int i = 0; i < 3; ++i) {
                var text = new StringBuilder("a");
                for (int k = random.nextInt(8); k > 0; --k) {
                    text.append(letters.charAt(random.nextInt(letters.length())));
                }
                values.add(text.toString());
            }
            var rows = read(new Csv(List.of("a", "b", "c")).row(values).toString());
            assertEquals(List.of(List.of("a", "b", "c"), values), rows);
        }
    }

    @Test
    void noTextBecomesAFormula() {
        for (var evil :
                List.of(
                        "=HYPERLINK(\"x\")",
                        "+1+1",
                        "-2+3",
                        "@SUM(A1)",
                        "\t=1",
                        "\r=1",
                        " =1",
                        "\uff1dcmd",
                        "=1,\"2\"")) {
            var field = read(new Csv(List.of("a")).row(List.of(evil)).toString()).get(1).get(0);
            assertEquals("'" + evil, field);
        }
        for (var plain : List.of("a=1", "3-4", "", " ", "room.jpg", "'quoted")) {
            assertEquals(
                    plain,
                    read(new Csv(List.of("a")).row(List.of(plain)).toString()).get(1).get(0));
        }
    }

    @Test
    void numbersStayNumbers() {
        var random = new Random(2);
        for (int round = 0; round < 500; ++round) {
            double value = random.nextGaussian() * Math.pow(10, random.nextInt(20) - 10);
            var field = read(new Csv(List.of("a")).row(List.of(value)).toString()).get(1).get(0);
            assertEquals(value, Double.parseDouble(field));
            assertFalse(field.startsWith("'"));
        }
        var row =
                read(new Csv(List.of("a", "b", "c", "d"))
                                .row(
                                        Arrays.asList(
                                                -3.0, Double.NaN, Double.POSITIVE_INFINITY, null))
                                .toString())
                        .get(1);
        assertEquals(List.of("-3", "", "", ""), row);
        assertThrows(
                IllegalArgumentException.class, () -> new Csv(List.of("a")).row(List.of(1, 2)));
    }

    @Test
    void probesSayWhereAndHowFarWithTheBand() {
        var text =
                ProbesCsv.of(
                        List.of(
                                new ProbesCsv.Reading(
                                        "1",
                                        new ImagePoint(0.25, 0.5),
                                        3.5,
                                        new Distance(2, 1.8, 2.25, Distance.Trust.WITHIN),
                                        new Point(-0.5, 0.125, 1.9)),
                                new ProbesCsv.Reading(
                                        "=2", new ImagePoint(0.5, 0.5), -0.5, null, null)),
                        new ImageSize(640, 480),
                        "relative",
                        "large",
                        "my, room.png",
                        "m/fp32");
        var rows = read(text);
        assertEquals(3, rows.size());
        assertEquals("metres_least", rows.get(0).get(7));
        assertEquals(
                List.of(
                        "1",
                        "160",
                        "240",
                        "3.5",
                        "relative",
                        "large",
                        "2",
                        "1.8",
                        "2.25",
                        "within",
                        "-0.5",
                        "0.125",
                        "1.9",
                        "my, room.png",
                        "m/fp32"),
                rows.get(1));
        assertEquals("'=2", rows.get(2).get(0));
        assertEquals("-0.5", rows.get(2).get(3));
        assertEquals("", rows.get(2).get(6));
        assertEquals("z_metres", rows.get(0).get(12));
        assertEquals("", rows.get(2).get(12));
    }
}
