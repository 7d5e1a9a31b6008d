// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.language;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GrowingTextTest {
    /** A vocabulary of bytes: each token writes a few, which need not be whole characters. */
    private static GrowingText.Decoder bytes(List<byte[]> vocabulary) {
        return ids -> {
            var out = new ByteArrayOutputStream();
            for (int id : ids) {
                out.writeBytes(vocabulary.get(id));
            }
            return out.toString(StandardCharsets.UTF_8);
        };
    }

    /** As vocabularies of words do: a blank before each word, which is left out at the start. */
    private static GrowingText.Decoder words(String... vocabulary) {
        return ids -> {
            var out = new StringBuilder();
            for (int id : ids) {
                out.append(vocabulary[id]);
            }
            return out.toString().stripLeading();
        };
    }

    @Test
    void tellsEachTokenOnce() {
        var text = new GrowingText(words(" a", " red", " box", "."), 8);
        assertEquals("", text.fresh());
        text.add(0);
        assertEquals("a", text.fresh());
        text.add(1);
        assertEquals(" red", text.fresh());
        assertEquals("", text.fresh());
        text.add(2);
        text.add(3);
        assertEquals(" box.", text.fresh());
        assertEquals("a red box.", text.whole());
        assertEquals("", text.rest(text.whole()));
        assertArrayEquals(new int[] {0, 1, 2, 3}, text.ids());
    }

    @Test
    void tellsNoHalfCharacter() {
        byte[] euro = "€".getBytes(StandardCharsets.UTF_8);
        var vocabulary =
                List.of(new byte[] {euro[0]}, new byte[] {euro[1], euro[2]}, "x".getBytes());
        var text = new GrowingText(bytes(vocabulary), 8);
        text.add(2);
        assertEquals("x", text.fresh());
        text.add(0);
        assertEquals("", text.fresh());
        text.add(1);
        assertEquals("€", text.fresh());
        // One that stays half is told in the end, as the whole text has it.
        text.add(0);
        assertEquals("", text.fresh());
        assertEquals("\ufffd", text.rest(text.whole()));
    }

    @Test
    void decodesOnlyTheNewest() {
        var longest = new int[1];
        var decoder = words(" a", " b");
        var text =
                new GrowingText(
                        ids -> {
                            longest[0] = Math.max(longest[0], ids.length);
                            return decoder.decode(ids);
                        },
                        1000);
        for (int i = 0; i < 1000; ++i) {
            text.add(i % 2);
            assertFalse(text.fresh().isEmpty());
        }
        assertEquals(2, longest[0]);
    }

    /**
     * A decoder that changes what it wrote before: what was told stays, the rest is not guessed.
     */
    @Test
    void tellsNothingThatDoesNotFit() {
        var text = new GrowingText(ids -> ids.length < 3 ? "a".repeat(ids.length) : "zzz", 8);
        text.add(0);
        assertEquals("a", text.fresh());
        text.add(0);
        text.add(0);
        assertEquals("", text.fresh());
        assertEquals("", text.rest(text.whole()));
        assertEquals("zzz", text.whole());
    }

    @Test
    void whatIsToldIsTheWholeText() {
        var random = new Random(7);
        String sample = "Is it a box? Ja: 2 €, ein Würfel 🟥 — 箱。";
        byte[] all = sample.getBytes(StandardCharsets.UTF_8);
        for (int round = 0; round < 2000; ++round) {
            // Pieces of real text, cut anywhere, and now and then bytes that are none.
            var vocabulary = new ArrayList<byte[]>();
            int at = 0;
            while (at < all.length) {
                int end = Math.min(all.length, at + 1 + random.nextInt(4));
                vocabulary.add(java.util.Arrays.copyOfRange(all, at, end));
                at = end;
            }
            int real = vocabulary.size();
            vocabulary.add(new byte[] {(byte) 0xE2});
            vocabulary.add(new byte[] {(byte) 0x82, 'q'});
            vocabulary.add(new byte[0]);
            boolean wild = round % 2 == 1;
            int count = wild ? 1 + random.nextInt(60) : real;
            var text = new GrowingText(bytes(vocabulary), count);
            var told = new StringBuilder();
            for (int i = 0; i < count; ++i) {
                text.add(wild ? random.nextInt(vocabulary.size()) : i);
                if (random.nextInt(3) > 0) {
                    told.append(text.fresh());
                    assertTrue(text.whole().startsWith(told.toString()), told::toString);
                }
            }
            var whole = text.whole();
            told.append(text.rest(whole));
            assertEquals(whole, told.toString());
            if (!wild) {
                assertEquals(sample, whole);
            }
        }
    }
}
