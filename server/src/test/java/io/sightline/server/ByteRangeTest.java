// SPDX-License-Identifier: Apache-2.0
package io.sightline.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 0, 0",
        "bytes=0-, 0, 99",
        "bytes=99-, 99, 99",
        "bytes=10-19, 10, 19",
        "bytes=10-5000, 10, 99",
        "bytes=-1, 99, 99",
        "bytes=-100, 0, 99",
        "bytes=-5000, 0, 99",
        "bytes=0-99999999999999999999999999, 0, 99",
        "bytes=-99999999999999999999999999, 0, 99",
        "bytes=00000000000000000000000003-4, 3, 4",
        "BYTES=3-4, 3, 4",
        "bytes= 3-4, 3, 4"
    })
    void oneRangeIsThePartOfTheFile(String header, long first, long last) {
        assertEquals(new ByteRange.Part(first, last), ByteRange.parse(header, 100));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bytes=100-",
                "bytes=100-200",
                "bytes=-0",
                "bytes=99999999999999999999999999-"
            })
    void aRangeBehindTheEndCannotBeSatisfied(String header) {
        assertInstanceOf(ByteRange.Unsatisfiable.class, ByteRange.parse(header, 100));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bytes",
                "bytes=",
                "bytes=-",
                "bytes=a-b",
                "bytes=5-2",
                "bytes=1-2,4-5",
                "items=0-1",
                "bytes=1",
                "bytes=--1",
                "bytes=+1-2",
                "bytes=0x1-2",
                "bytes 0-1",
                "bytes=1-2 3",
                "bytes=\u0661-\u0662"
            })
    void whatIsNoSingleRangeIsIgnored(String header) {
        assertInstanceOf(ByteRange.Whole.class, ByteRange.parse(header, 100));
    }

    @Test
    void anEmptyFileHasNoRange() {
        assertInstanceOf(ByteRange.Unsatisfiable.class, ByteRange.parse("bytes=0-", 0));
        assertInstanceOf(ByteRange.Unsatisfiable.class, ByteRange.parse("bytes=-1", 0));
        assertInstanceOf(ByteRange.Whole.class, ByteRange.parse(null, 0));
    }

    @Test
    void aFileOverFourGigabytesKeepsItsOffsets() {
        long size = 6L << 30;
        assertEquals(
                new ByteRange.Part(5L << 30, size - 1),
                ByteRange.parse("bytes=" + (5L << 30) + "-", size));
    }

    @Test
    void partsCutAtAnyPointJoinToTheWhole() {
        Random random = new Random(1);
        byte[] file = new byte[1000];
        random.nextBytes(file);
        for (int round = 0; round < 500; round++) {
            int cut = 1 + random.nextInt(998);
            ByteRange.Part head =
                    (ByteRange.Part) ByteRange.parse("bytes=0-" + (cut - 1), file.length);
            ByteRange.Part tail =
                    (ByteRange.Part) ByteRange.parse("bytes=" + cut + "-", file.length);
            ByteRange.Part suffix =
                    (ByteRange.Part) ByteRange.parse("bytes=-" + (file.length - cut), file.length);
            assertEquals(tail, suffix);
            byte[] joined = Arrays.copyOf(slice(file, head), file.length);
            byte[] rest = slice(file, tail);
            System.arraycopy(rest, 0, joined, cut, rest.length);
            assertArrayEquals(file, joined);
        }
    }

    private static byte[] slice(byte[] file, ByteRange.Part part) {
        assertEquals(part.length(), part.last() - part.first() + 1);
        return Arrays.copyOfRange(file, (int) part.first(), (int) part.last() + 1);
    }
}
