// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NumberGrammarTest {
    private static final String CHARACTERS = "-.0123456789";

    private static void accepted(
            NumberGrammar grammar, long state, String text, Set<String> found) {
        if (grammar.done(state)) {
            found.add(text);
        }
        assertTrue(grammar.need(state) < NumberGrammar.NEVER, text);
        for (char c : CHARACTERS.toCharArray()) {
            long next = grammar.step(state, c);
            if (next >= 0) {
                accepted(grammar, next, text + c, found);
            }
        }
    }

    @Test
    void acceptsTheWholeNumbersOfARangeAndNoOthers() {
        var random = new Random(1);
        for (int round = 0; round < 100; ++round) {
            int from = random.nextInt(3000) - 1500;
            int to = from + random.nextInt(300);
            var wanted = new HashSet<String>();
            for (int i = from; i <= to; ++i) {
                wanted.add(Integer.toString(i));
            }
            var found = new HashSet<String>();
            accepted(NumberGrammar.ofWhole(from, to), NumberGrammar.START, "", found);
            assertEquals(wanted, found, from + " to " + to);
        }
    }

    @Test
    void acceptsTheDecimalsOfARangeAndNoOthers() {
        var random = new Random(2);
        for (int round = 0; round < 30; ++round) {
            int from = random.nextInt(4000) - 2000;
            int to = from + random.nextInt(400);
            var wanted = new HashSet<String>();
            for (int i = from; i <= to; ++i) {
                var digits = Integer.toString(Math.abs(i));
                digits = "0".repeat(Math.max(0, 4 - digits.length())) + digits;
                var text =
                        (i < 0 ? "-" : "")
                                + digits.substring(0, digits.length() - 3)
                                + "."
                                + digits.substring(digits.length() - 3);
                wanted.add(text);
                for (int cut = 0; cut < 2 && text.endsWith("0"); ++cut) {
                    text = text.substring(0, text.length() - 1);
                    wanted.add(text);
                }
                if (text.endsWith(".0")) {
                    wanted.add(text.substring(0, text.length() - 2));
                }
            }
            var found = new HashSet<String>();
            accepted(
                    NumberGrammar.ofReal(from / 1000.0, to / 1000.0),
                    NumberGrammar.START,
                    "",
                    found);
            assertEquals(wanted, found, from + " to " + to);
        }
    }

    @Test
    void needIsTheLengthOfTheShortestEnd() {
        assertEquals(1, NumberGrammar.ofWhole(0, 9).need(NumberGrammar.START));
        assertEquals(2, NumberGrammar.ofWhole(-5, -3).need(NumberGrammar.START));
        assertEquals(9, NumberGrammar.ofWhole(123_456_780, 999_999_999).need(NumberGrammar.START));
        assertEquals(3, NumberGrammar.ofReal(0.5, 0.6).need(NumberGrammar.START));
        assertEquals(5, NumberGrammar.ofReal(0.501, 0.509).need(NumberGrammar.START));
        assertEquals(1, NumberGrammar.ofReal(-999_999_999, 999_999_999).need(NumberGrammar.START));
        assertEquals(NumberGrammar.NEVER, NumberGrammar.ofReal(0.0001, 0.0002).need(0));
        var grammar = NumberGrammar.ofWhole(1000, 1999);
        assertEquals(3, grammar.need(grammar.step(NumberGrammar.START, '1')));
        assertEquals(-1, grammar.step(NumberGrammar.START, '2'));
    }

    @Test
    void everyStepThatIsTakenCanEndAndShortestStepsCountDown() {
        var random = new Random(3);
        for (int round = 0; round < 3000; ++round) {
            double from = (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(9));
            double to = from + random.nextDouble() * Math.pow(10, random.nextInt(8)) + 0.001;
            var grammar = NumberGrammar.ofReal(from, to);
            long state = NumberGrammar.START;
            var text = new StringBuilder();
            while (!grammar.done(state) || random.nextInt(4) > 0) {
                long shortest = -1;
                long any = -1;
                char chosen = 0;
                int need = grammar.need(state);
                for (char c : CHARACTERS.toCharArray()) {
                    long next = grammar.step(state, c);
                    if (next >= 0) {
                        shortest = grammar.need(next) == need - 1 ? next : shortest;
                        if (any < 0 || random.nextInt(3) == 0) {
                            any = next;
                            chosen = c;
                        }
                    }
                }
                assertTrue(need == 0 || shortest >= 0, text.toString());
                if (any < 0) {
                    break;
                }
                state = any;
                text.append(chosen);
            }
            assertTrue(grammar.done(state), text.toString());
            double number = Double.parseDouble(text.toString());
            assertTrue(number >= from && number <= to, number + " in " + from + " to " + to);
        }
    }
}
