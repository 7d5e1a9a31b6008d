// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class QuestionLintTest {
    static Stream<String> questions() throws IOException {
        try (var in =
                QuestionLintTest.class.getResourceAsStream("/golden/language/questions.txt")) {
            var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return text.lines().filter(line -> !line.startsWith("#"));
        }
    }

    @ParameterizedTest
    @MethodSource("questions")
    void warnsOfWhatIsWrongAndOfNothingElse(String line) {
        var columns = line.split("\\|");
        var question = columns[0].strip();
        var wanted = new ArrayList<String>();
        for (int i = 1; i < columns.length; ++i) {
            if (!columns[i].isBlank()) {
                wanted.add(columns[i].strip());
            }
        }
        var found = new ArrayList<String>();
        for (var finding : QuestionLint.of(question, true)) {
            found.add(finding.kind() + " " + finding.in(question));
        }
        assertEquals(wanted, found);
    }

    @Test
    void anOpenQuestionIsFineWhereWordsAreWanted() {
        assertEquals(List.of(), QuestionLint.of("What is the person holding?", false));
        assertEquals(1, QuestionLint.of("How far is it?", false).size());
    }

    @Test
    void everyKindHasItsOwnText() {
        var keys = new HashSet<String>();
        for (var kind : QuestionLint.Kind.values()) {
            assertTrue(kind.key().startsWith("lint-"));
            keys.add(kind.key());
        }
        assertEquals(5, keys.size());
    }

    @Test
    void anyTextIsReadAndEverySpanLiesInIt() {
        var random = new Random(1);
        var pieces =
                List.of(
                        "is", " ", "?", ",", "'", "n't", "and", "or", "how", "far", "2", ".", "m",
                        "surely", "you", "think", "no", "é", "’", "\n", "than", "closer", "it");
        for (int round = 0; round < 20_000; ++round) {
            var text = new StringBuilder();
            for (int i = random.nextInt(14); i > 0; --i) {
                text.append(pieces.get(random.nextInt(pieces.size())));
                text.append(random.nextBoolean() ? " " : "");
            }
            var question = text.toString();
            for (var finding : QuestionLint.of(question, random.nextBoolean())) {
                assertTrue(!finding.in(question).isBlank(), question);
            }
        }
    }
}
