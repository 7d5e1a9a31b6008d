// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sightline.core.error.SightlineException;
import io.sightline.core.language.JsonShape.Field;
import io.sightline.core.language.JsonShape.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonConstraintTest {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** Every ASCII character, then random tokens, some of which span a document's pieces. */
    private static String[] vocabulary(Random random, JsonShape shape) {
        var texts = new ArrayList<String>();
        texts.add(null);
        for (char c = 1; c < 128; ++c) {
            texts.add(String.valueOf(c));
        }
        var pieces =
                new ArrayList<>(List.of("true", "false", "\"", "\", \"", "\"}", "}", "é", "日本"));
        for (int i = 0; i < shape.fields().size(); ++i) {
            pieces.add(shape.before(i));
        }
        for (int i = 0; i < 400; ++i) {
            var text = new StringBuilder();
            for (int j = random.nextInt(3); j >= 0; --j) {
                if (random.nextInt(3) == 0) {
                    var piece = pieces.get(random.nextInt(pieces.size()));
                    int from = random.nextInt(piece.length());
                    text.append(piece, from, from + 1 + random.nextInt(piece.length() - from));
                } else if (random.nextBoolean()) {
                    text.append(random.nextInt(1000) - 300);
                } else {
                    text.append("word ", 0, 1 + random.nextInt(5));
                }
            }
            texts.add(random.nextInt(20) == 0 ? null : text.toString());
        }
        return texts.toArray(new String[0]);
    }

    private static JsonShape shape(Random random) {
        var fields = new ArrayList<Field>();
        for (int i = random.nextInt(5); i >= 0; --i) {
            long from = random.nextInt(2001) - 1000;
            Value value =
                    switch (random.nextInt(5)) {
                        case 0 -> new Value.Flag();
                        case 1 -> new Value.Whole(from, from + random.nextInt(1500));
                        case 2 -> new Value.Real(from / 8.0, (from + random.nextInt(50)) / 8.0);
                        case 3 -> new Value.OneOf(List.of("low", "lower", "", "high water"));
                        default -> new Value.Text(1 + random.nextInt(60));
                    };
            fields.add(new Field("f" + "ield".repeat(random.nextInt(3)) + i, value));
        }
        return new JsonShape(fields);
    }

    private static List<Integer> ids(long[] bits) {
        var ids = new ArrayList<Integer>();
        for (int i = 0; i < bits.length * 64; ++i) {
            if ((bits[i >> 6] >>> i & 1) == 1) {
                ids.add(i);
            }
        }
        return ids;
    }

    private static void assertValid(JsonShape shape, String text, Map<String, Object> result) {
        Map<?, ?> parsed;
        try {
            parsed = JSON.readValue(text, Map.class);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
        assertEquals(
                shape.fields().stream().map(Field::name).toList(), List.copyOf(parsed.keySet()));
        for (var field : shape.fields()) {
            var value = parsed.get(field.name());
            if (field.value() instanceof Value.Flag) {
                assertTrue(value instanceof Boolean, text);
            } else if (field.value() instanceof Value.Whole whole) {
                int number = (Integer) value;
                assertTrue(number >= whole.from() && number <= whole.to(), text);
            } else if (field.value() instanceof Value.Real real) {
                double number = ((Number) value).doubleValue();
                assertTrue(number >= real.from() && number <= real.to(), text);
                value = number;
            } else if (field.value() instanceof Value.OneOf oneOf) {
                assertTrue(oneOf.values().contains(value), text);
            } else {
                int most = ((Value.Text) field.value()).most();
                assertTrue(((String) value).length() <= most, text);
            }
            assertEquals(value, result.get(field.name()), text);
        }
    }

    @Test
    void whateverIsChosenTheAnswerIsValidWithinTheBudget() {
        var random = new Random(1);
        for (int round = 0; round < 400; ++round) {
            var shape = shape(random);
            var texts = vocabulary(random, shape);
            var grammar = JsonGrammar.of(shape, new TokenTrie(texts), 0);
            for (int answer = 0; answer < 5; ++answer) {
                int budget = grammar.leastTokens() + random.nextInt(answer * 20 + 1);
                var constraint = grammar.start(budget);
                int taken = 0;
                while (!constraint.complete()) {
                    var ids = ids(constraint.allowed());
                    assertFalse(ids.isEmpty(), "dead end after " + constraint.text());
                    constraint.accept(ids.get(random.nextInt(ids.size())));
                    ++taken;
                }
                assertTrue(taken <= budget, taken + " of " + budget);
                assertEquals(budget - taken, constraint.remaining());
                assertEquals(List.of(0), ids(constraint.allowed()));
                assertValid(shape, constraint.text(), constraint.result());
            }
        }
    }

    @Test
    void aModelThatNeverWantsToEndIsMadeTo() {
        var random = new Random(2);
        for (int round = 0; round < 200; ++round) {
            var shape = shape(random);
            var texts = vocabulary(random, shape);
            var grammar = JsonGrammar.of(shape, new TokenTrie(texts), 0);
            var constraint = grammar.start(grammar.leastTokens() + random.nextInt(30));
            while (!constraint.complete()) {
                // The token with the least of a document's structure, a letter if there is one.
                int chosen = -1;
                int best = Integer.MAX_VALUE;
                for (int id : ids(constraint.allowed())) {
                    int structure = 0;
                    for (char c : texts[id].toCharArray()) {
                        structure += Character.isLetterOrDigit(c) ? 0 : c == '"' ? 3 : 1;
                    }
                    if (structure < best) {
                        best = structure;
                        chosen = id;
                    }
                }
                constraint.accept(chosen);
            }
            assertValid(shape, constraint.text(), constraint.result());
        }
    }

    /** All documents of a small shape, to compare with. */
    private static Set<String> documents() {
        var documents = new HashSet<String>();
        for (var flag : List.of("true", "false")) {
            for (int number = -2; number <= 11; ++number) {
                for (var level : List.of("low", "lower", "")) {
                    for (var text : List.of("", "a", "b", "aa", "ab", "ba", "bb")) {
                        var document =
                                "{\"a\": "
                                        + flag
                                        + ", \"n\": "
                                        + number
                                        + ", \"l\": \""
                                        + level
                                        + "\", \"t\": \""
                                        + text
                                        + "\"}";
                        documents.add(document);
                        documents.add(" " + document);
                    }
                }
            }
        }
        return documents;
    }

    @Test
    void exactlyTheTokensThatGoOnValidlyAreAllowed() {
        var shape =
                new JsonShape(
                        List.of(
                                new Field("a", new Value.Flag()),
                                new Field("n", new Value.Whole(-2, 11)),
                                new Field("l", new Value.OneOf(List.of("low", "lower", ""))),
                                new Field("t", new Value.Text(2))));
        var begun = new HashSet<String>();
        for (var document : documents()) {
            for (int i = 0; i <= document.length(); ++i) {
                begun.add(document.substring(0, i));
            }
        }
        var random = new Random(3);
        for (int round = 0; round < 30; ++round) {
            var texts = vocabulary(random, shape);
            for (int id = 0; id < texts.length; ++id) {
                // Only two letters, so that the documents can be listed.
                boolean other =
                        id > 0
                                && id < 128
                                && Character.isLetter(id)
                                && "truefalsnowb".indexOf(id) < 0;
                texts[id] = other ? null : texts[id];
            }
            var grammar = JsonGrammar.of(shape, new TokenTrie(texts), 0);
            var constraint = grammar.start(1000);
            while (!constraint.complete()) {
                var wanted = new ArrayList<Integer>();
                for (int id = 1; id < texts.length; ++id) {
                    boolean fits =
                            texts[id] != null
                                    && texts[id].length() <= TokenTrie.LONGEST
                                    && begun.contains(constraint.text() + texts[id]);
                    if (fits) {
                        wanted.add(id);
                    }
                }
                var allowed = ids(constraint.allowed());
                // In the free text other letters are right too.
                var text = constraint.text();
                assertTrue(allowed.containsAll(wanted), text);
                allowed.removeAll(wanted);
                allowed.removeIf(id -> (text + texts[id]).contains("\"t\": \""));
                assertEquals(List.of(), allowed, text);
                constraint.accept(wanted.get(random.nextInt(wanted.size())));
            }
            assertTrue(documents().contains(constraint.text()), constraint.text());
        }
    }

    @Test
    void theLeastBudgetSufficesAndOneLessIsRefused() {
        var texts = new ArrayList<String>();
        texts.add(null);
        for (char c = ' '; c < 127; ++c) {
            texts.add(String.valueOf(c));
        }
        texts.add("{\"alert\": ");
        texts.add("false");
        texts.add(", \"reason\": \"");
        var grammar =
                JsonGrammar.of(JsonShape.alert(50), new TokenTrie(texts.toArray(new String[0])), 0);
        // {"alert": | false | , | blank | "reason" (8) | : | blank | " | " | }
        assertEquals(17, grammar.leastTokens());
        var error = assertThrows(SightlineException.class, () -> grammar.start(16));
        assertEquals("schema-budget", error.reason());
        assertEquals(Map.of("found", 16, "least", 17), error.values());
        assertEquals(17, grammar.start(17).remaining());
    }

    @Test
    void aLongStringEndsWithItsLengthOrTheBudget() {
        var texts = new ArrayList<String>();
        texts.add(null);
        for (char c = ' '; c < 127; ++c) {
            texts.add(String.valueOf(c));
        }
        var trie = new TokenTrie(texts.toArray(new String[0]));
        var grammar = JsonGrammar.of(JsonShape.alert(30), trie, 0);
        var wish = "{\"alert\": true, \"reason\": \"" + "x".repeat(200);
        for (int spare : new int[] {0, 5, 500}) {
            var constraint = grammar.start(grammar.leastTokens() + spare);
            for (int i = 0; !constraint.complete(); ++i) {
                var ids = ids(constraint.allowed());
                int wanted = i < wish.length() ? texts.indexOf("" + wish.charAt(i)) : -1;
                constraint.accept(ids.contains(wanted) ? wanted : ids.get(0));
            }
            assertEquals(true, constraint.result().get("alert"));
            assertEquals(
                    "x".repeat(Math.min(30, spare)), constraint.result().get("reason"), "" + spare);
        }
    }

    @Test
    void aTokenThatIsNotAllowedIsRefused() {
        var texts = vocabulary(new Random(4), JsonShape.alert(9));
        var grammar = JsonGrammar.of(JsonShape.alert(9), new TokenTrie(texts), 0);
        var constraint = grammar.start(100);
        for (int wrong : new int[] {-1, 0, 'x', 100_000}) {
            assertThrows(IllegalArgumentException.class, () -> constraint.accept(wrong));
        }
        assertThrows(IllegalStateException.class, constraint::result);
        constraint.accept('{');
        assertEquals("{", constraint.text());
    }

    @Test
    void repeatedStatesShareTheirAnswer() {
        var texts = vocabulary(new Random(5), JsonShape.alert(200));
        var grammar = JsonGrammar.of(JsonShape.alert(200), new TokenTrie(texts), 0);
        var constraint = grammar.start(500);
        for (char c : "{\"alert\": true, \"reason\": \"ab".toCharArray()) {
            constraint.accept(c);
        }
        var first = constraint.allowed();
        constraint.accept('c');
        assertSame(first, constraint.allowed());
        assertSame(grammar.start(400).allowed(), grammar.start(500).allowed());
    }

    @Test
    void aNameThatTheVocabularyCannotSpellIsRefused() {
        var texts = vocabulary(new Random(6), JsonShape.alert(9));
        var trie = new TokenTrie(texts);
        var shape = new JsonShape(List.of(new Field("Ω", new Value.Flag())));
        var error = assertThrows(SightlineException.class, () -> JsonGrammar.of(shape, trie, 0));
        assertEquals("schema-unspellable", error.reason());
        texts['7'] = null;
        var numbers = new JsonShape(List.of(new Field("n", new Value.Whole(0, 9))));
        var without = new TokenTrie(texts);
        assertThrows(SightlineException.class, () -> JsonGrammar.of(numbers, without, 0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"models/smolvlm2-tokenizer/tokenizer.json", "vlm/demo-model/tokenizer.json"})
    void worksWithTheRealVocabularies(String file) throws IOException {
        var path = Path.of("../../../shared").resolve(file);
        Assumptions.assumeTrue(
                Files.exists(path), "skipped: " + file + " is not beside the project");
        var tokenizer = JSON.readTree(path.toFile());
        var entries = tokenizer.get("model").get("vocab");
        var special = new HashSet<Integer>();
        int size = 0;
        for (var added : tokenizer.get("added_tokens")) {
            special.add(added.get("id").asInt());
            size = Math.max(size, added.get("id").asInt() + 1);
        }
        size = Math.max(size, entries.size());
        var texts = new String[size];
        for (var entry : entries.properties()) {
            int id = entry.getValue().asInt();
            texts[id] = special.contains(id) ? null : ByteLevelText.of(entry.getKey());
        }
        int end = size - 1;
        var random = new Random(7);
        var shape =
                new JsonShape(
                        List.of(
                                new Field("alert", new Value.Flag()),
                                new Field("count", new Value.Whole(0, 50)),
                                new Field("metres", new Value.Real(0.5, 20)),
                                new Field("colour", new Value.OneOf(List.of("red", "blue"))),
                                new Field("reason", new Value.Text(120))));
        var grammar = JsonGrammar.of(shape, new TokenTrie(texts), end);
        for (int answer = 0; answer < 100; ++answer) {
            var constraint = grammar.start(grammar.leastTokens() + random.nextInt(60));
            while (!constraint.complete()) {
                var ids = ids(constraint.allowed());
                constraint.accept(ids.get(random.nextInt(ids.size())));
            }
            assertValid(shape, constraint.text(), constraint.result());
            assertEquals(List.of(end), ids(constraint.allowed()));
        }
    }
}
