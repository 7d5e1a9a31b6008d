// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Warns of questions that a small vision model answers badly. Hints for English, by words and their
 * neighbours; none of them forbids the question.
 */
public final class QuestionLint {
    /** What is wrong with a question. */
    public enum Kind {
        /** It denies: small models answer yes to negated questions, whatever they see. */
        NEGATED("lint-negated"),
        /** It asks two things at once, so one answer says too little. */
        COMPOUND("lint-compound"),
        /** It suggests its answer, and models tend to agree. */
        LEADING("lint-leading"),
        /** It asks for a distance or a size, which the depth map answers and the model guesses. */
        GEOMETRIC("lint-geometric"),
        /** It cannot be answered by yes or no, although that is wanted. */
        OPEN("lint-open");

        private final String key;

        Kind(String key) {
            this.key = key;
        }

        /** The key of the text that says so. */
        public String key() {
            return key;
        }
    }

    /**
     * A warning.
     *
     * @param kind what is wrong
     * @param from where in the question it begins, characters
     * @param to where it ends, exclusive
     */
    public record Finding(Kind kind, int from, int to) {
        /** The words that it is about. */
        public String in(String question) {
            return question.substring(from, to);
        }
    }

    private static final Set<String> AUXILIARIES =
            Set.of(
                    "is", "are", "was", "were", "am", "do", "does", "did", "has", "have", "had",
                    "can", "could", "will", "would", "shall", "should", "may", "might", "must",
                    "cannot");
    private static final Set<String> PRONOUNS =
            Set.of("it", "he", "she", "they", "there", "you", "we", "i", "this", "that", "these");
    private static final Set<String> DENIALS =
            Set.of(
                    "not", "no", "never", "none", "nobody", "nothing", "nowhere", "neither", "nor",
                    "without", "cannot", "noone");
    private static final Set<String> OPENERS =
            Set.of(
                    "what",
                    "what's",
                    "which",
                    "who",
                    "who's",
                    "whose",
                    "whom",
                    "where",
                    "where's",
                    "when",
                    "why",
                    "how",
                    "describe",
                    "list",
                    "count",
                    "name",
                    "summarise",
                    "summarize",
                    "explain",
                    "tell",
                    "write",
                    "show",
                    "give",
                    "identify",
                    "compare");
    private static final Set<String> SUGGESTIONS = Set.of("surely", "obviously", "undoubtedly");
    private static final Set<String> STATES =
            Set.of(
                    "open",
                    "closed",
                    "shut",
                    "on",
                    "off",
                    "visible",
                    "empty",
                    "full",
                    "lit",
                    "here",
                    "there",
                    "down",
                    "inside",
                    "outside",
                    "broken",
                    "wet",
                    "dry",
                    "locked",
                    "alone",
                    "awake",
                    "asleep",
                    "present",
                    "occupied",
                    "sitting",
                    "standing",
                    "lying");
    private static final Set<String> VERBS =
            Set.of(
                    "enter", "pick", "take", "put", "leave", "sit", "stand", "fall", "walk", "run",
                    "hold", "carry", "open", "close", "wear", "move", "lie", "wave", "drop",
                    "touch", "climb", "push", "pull", "throw", "go", "come", "turn", "stop",
                    "start", "get", "give", "press", "jump", "talk", "smoke", "has", "have", "look",
                    "reach", "bend", "kneel", "raise", "lift", "place", "remove", "steal", "break",
                    "follow");
    private static final Set<String> NO_VERBS =
            Set.of(
                    "ceiling",
                    "building",
                    "clothing",
                    "string",
                    "king",
                    "ring",
                    "thing",
                    "nothing",
                    "something",
                    "anything",
                    "everything",
                    "morning",
                    "evening",
                    "railing",
                    "wing",
                    "painting",
                    "awning",
                    "bedding",
                    "spring",
                    "earring",
                    "parking",
                    "lighting");
    private static final Set<String> MEASURES =
            Set.of(
                    "distance",
                    "depth",
                    "height",
                    "width",
                    "diameter",
                    "closer",
                    "closest",
                    "nearer",
                    "nearest",
                    "farther",
                    "farthest",
                    "further",
                    "furthest",
                    "taller",
                    "tallest",
                    "metres",
                    "meters",
                    "centimetres",
                    "centimeters",
                    "feet",
                    "inches");
    private static final Set<String> EXTENTS =
            Set.of(
                    "far", "tall", "high", "wide", "deep", "big", "large", "close", "near", "small",
                    "thick", "broad");
    private static final Set<String> UNITS =
            Set.of(
                    "m",
                    "metre",
                    "metres",
                    "meter",
                    "meters",
                    "cm",
                    "centimetre",
                    "centimetres",
                    "centimeter",
                    "centimeters",
                    "mm",
                    "km",
                    "ft",
                    "foot",
                    "feet",
                    "inch",
                    "inches",
                    "yard",
                    "yards");

    private record Word(String text, int from, int to, boolean afterComma) {}

    private final String question;
    private final List<Word> words;
    private final List<Finding> findings = new ArrayList<>();

    private QuestionLint(String question) {
        this.question = question;
        this.words = words(question);
    }

    /**
     * The warnings about a question, in the order of its words.
     *
     * @param yesNo whether a yes or no is wanted, as for verify
     */
    public static List<Finding> of(String question, boolean yesNo) {
        var lint = new QuestionLint(question);
        lint.negated();
        lint.compound();
        lint.leading();
        lint.geometric();
        if (yesNo) {
            lint.open();
        }
        lint.findings.sort((a, b) -> Integer.compare(a.from(), b.from()));
        return List.copyOf(lint.findings);
    }

    /** Runs of letters, digits and apostrophes, in lower case. */
    private static List<Word> words(String question) {
        var words = new ArrayList<Word>();
        boolean comma = false;
        int at = 0;
        while (at < question.length()) {
            if (!inWord(question.charAt(at))) {
                comma |= question.charAt(at) == ',';
                ++at;
                continue;
            }
            int from = at;
            while (at < question.length() && inWord(question.charAt(at))) {
                ++at;
            }
            words.add(new Word(lower(question, from, at), from, at, comma));
            comma = false;
        }
        return words;
    }

    /** In lower case, whatever the locale. */
    private static String lower(String question, int from, int to) {
        var text = new StringBuilder();
        for (int i = from; i < to; ++i) {
            char c = question.charAt(i);
            text.append(c == '’' ? '\'' : Character.toLowerCase(c));
        }
        return text.toString();
    }

    private static boolean inWord(char c) {
        return Character.isLetterOrDigit(c) || c == '\'' || c == '’';
    }

    private String word(int i) {
        return i >= 0 && i < words.size() ? words.get(i).text() : "";
    }

    private void found(Kind kind, int first, int last) {
        findings.add(new Finding(kind, words.get(first).from(), words.get(last).to()));
    }

    private static boolean denies(String word) {
        return word.endsWith("n't");
    }

    private static boolean auxiliary(String word) {
        return AUXILIARIES.contains(word) || denies(word);
    }

    private void negated() {
        for (int i = 0; i < words.size(); ++i) {
            boolean denial = DENIALS.contains(word(i)) || denies(word(i));
            // "Answer yes or no" denies nothing.
            boolean choice = word(i).equals("no") && word(i - 1).equals("or");
            choice |= word(i).equals("no") && word(i - 1).equals("yes");
            if (denial && !choice) {
                found(Kind.NEGATED, i, i);
            }
        }
    }

    private void compound() {
        for (int i = 1; i + 1 < words.size(); ++i) {
            var word = word(i);
            boolean joins = word.equals("and") || word.equals("or") || word.equals("but");
            if (joins && !setPhrase(i) && (predicate(next(i)) || STATES.contains(word(i - 1)))) {
                found(Kind.COMPOUND, i, next(i));
            }
        }
        int first = question.indexOf('?');
        for (int i = 0; i < words.size(); ++i) {
            boolean after = first >= 0 && words.get(i).from() > first;
            if (after && question.indexOf('?', words.get(i).to()) >= 0) {
                found(Kind.COMPOUND, i, words.size() - 1);
                return;
            }
        }
    }

    private boolean setPhrase(int i) {
        var phrase = word(i - 1) + " " + word(i) + " " + word(i + 1);
        return phrase.equals("up and down")
                || phrase.equals("on and off")
                || phrase.equals("here and there");
    }

    /** The word after a conjunction, past words that only lead on. */
    private int next(int conjunction) {
        int next = conjunction + 1;
        while (next + 1 < words.size()
                && Set.of("also", "then", "not", "if").contains(word(next))) {
            ++next;
        }
        return next;
    }

    /** Whether something is said anew here, by an auxiliary, a participle or a verb. */
    private boolean predicate(int i) {
        var word = word(i);
        boolean participle = word.endsWith("ing") && word.length() > 4 && !NO_VERBS.contains(word);
        return auxiliary(word)
                || participle
                || VERBS.contains(word)
                || word.endsWith("s") && VERBS.contains(word.substring(0, word.length() - 1))
                || word.endsWith("es") && VERBS.contains(word.substring(0, word.length() - 2))
                || PRONOUNS.contains(word) && auxiliary(word(i + 1));
    }

    private void leading() {
        int last = words.size() - 1;
        for (int i = 0; i <= last; ++i) {
            boolean agree = word(i + 1).equals("agree");
            agree |= word(i + 1).equals("think") && denies(word(i - 1));
            boolean opinion = word(i).equals("you") && agree;
            if (SUGGESTIONS.contains(word(i))) {
                found(Kind.LEADING, i, i);
            } else if (opinion) {
                found(Kind.LEADING, Math.max(0, i - 1), i + 1);
            } else if (word(i).equals("of") && word(i + 1).equals("course")) {
                found(Kind.LEADING, i, i + 1);
            }
        }
        boolean start = word(0).equals("clearly") || word(0).equals("certainly");
        if (start) {
            found(Kind.LEADING, 0, 0);
        }
        // "…, isn't it?", "…, is it?", "…, right?"
        boolean tag = last >= 3 && auxiliary(word(last - 1)) && PRONOUNS.contains(word(last));
        if (tag && (words.get(last - 1).afterComma() || denies(word(last - 1)))) {
            found(Kind.LEADING, last - 1, last);
        }
        boolean asking = Set.of("right", "correct", "yes", "no", "ok", "okay").contains(word(last));
        if (last >= 2 && asking && words.get(last).afterComma()) {
            found(Kind.LEADING, last, last);
        }
    }

    private void geometric() {
        for (int i = 0; i < words.size(); ++i) {
            if (word(i).equals("how") && EXTENTS.contains(word(i + 1))) {
                found(Kind.GEOMETRIC, i, i + 1);
            } else if (MEASURES.contains(word(i))) {
                int last = i;
                if (word(i + 1).equals("than")) {
                    last = measure(i + 2) > 0 ? measure(i + 2) : i + 1;
                }
                found(Kind.GEOMETRIC, i, last);
                i = last;
            } else if (measure(i) > 0) {
                found(Kind.GEOMETRIC, i, measure(i));
                i = measure(i);
            }
        }
    }

    /** The last word of a number with a unit that begins here: "2 m", "1.5m"; 0 when none does. */
    private int measure(int i) {
        var word = word(i);
        int digits = 0;
        while (digits < word.length() && word.charAt(digits) >= '0' && word.charAt(digits) <= '9') {
            ++digits;
        }
        boolean spelled = Set.of("one", "two", "three", "four", "five", "ten", "a").contains(word);
        if (digits == 0 && !spelled) {
            return 0;
        }
        if (!spelled && digits < word.length()) {
            return UNITS.contains(word.substring(digits)) ? i : 0;
        }
        if (UNITS.contains(word(i + 1)) && !(word.equals("a") && word(i + 1).length() == 1)) {
            return i + 1;
        }
        // "1.5 m" are three words.
        boolean point = digits > 0 && measured(i + 1);
        return point ? measure(i + 1) : 0;
    }

    private boolean measured(int i) {
        boolean joined =
                i < words.size()
                        && words.get(i).from() == words.get(i - 1).to() + 1
                        && question.charAt(words.get(i - 1).to()) == '.';
        return joined && !word(i).isEmpty() && Character.isDigit(word(i).charAt(0));
    }

    private void open() {
        if (words.isEmpty()) {
            return;
        }
        boolean asks = question.indexOf('?') >= 0;
        int first = 0;
        for (int i = 0; i < words.size() && i < 8; ++i) {
            var word = word(i);
            if (word.equals("whether") || word.equals("if")) {
                return;
            }
            // "In this video, is there …"
            first = words.get(i).afterComma() ? i : first;
        }
        if (word(0).equals("please") || word(0).equals("and") || word(0).equals("so")) {
            first = Math.max(first, 1);
        }
        if (OPENERS.contains(word(0)) || OPENERS.contains(word(first))) {
            int at = OPENERS.contains(word(0)) ? 0 : first;
            found(Kind.OPEN, at, at);
            return;
        }
        boolean closed = asks;
        for (int i = 0; i < words.size() && i < 8; ++i) {
            closed |= auxiliary(word(i));
        }
        if (!closed) {
            found(Kind.OPEN, 0, words.size() - 1);
        }
    }
}
