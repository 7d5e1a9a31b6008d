// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.language;

import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A {@link JsonShape} made ready for a vocabulary: which tokens may follow where. Made once for a
 * shape, used for any number of answers.
 *
 * <p>It is an automaton over characters. Its segments are the fixed pieces of the text and the
 * values between them; a state is a segment and a place in it, packed into a long. For each state
 * it knows a number of tokens that surely suffice to end the document validly: one of the fewest
 * for each fixed piece and value that is left. A token is allowed if, after it, the budget still
 * covers that number; since the first token of such an ending lowers it by one, some token is
 * always allowed and the budget always suffices.
 */
public final class JsonGrammar {
    private static final int SEGMENT = 48;
    private static final long INNER = (1L << SEGMENT) - 1;
    private static final int NEVER = NumberGrammar.NEVER;

    /** Kept sets of allowed tokens, 6 KB each for 49,280 tokens. */
    private static final int MOST_KEPT = 256;

    private final JsonShape shape;
    private final TokenTrie tokens;
    private final int endToken;
    private final List<Segment> segments = new ArrayList<>();
    // By segment: tokens that suffice from its start on; the most that any later state needs.
    private final int[] suffices;
    private final int[] worst;
    private final Map<Long, long[]> kept = new HashMap<>();

    /** A piece of the document: accepts characters until it is left. */
    private sealed interface Segment {
        /** Moves on inside the segment; {@link #LEFT} once it is complete, -1 when refused. */
        long step(long inner, char c);

        /** Tokens that suffice from here to the segment's end. */
        int suffices(long inner);

        /** The most that {@link #suffices} gives, where it gives a number. */
        int worst();

        /** The state that stands for all that allow the same tokens. */
        default long alike(long inner) {
            return inner;
        }

        /** Whether the segment may end before a character that it does not take. */
        default boolean mayEnd(long inner) {
            return false;
        }

        long LEFT = INNER;
    }

    /** One fixed text; of the first one the blank at its start may be left out. */
    private record Fixed(String text, int[] fewest, boolean optionalBlank) implements Segment {
        @Override
        public long step(long inner, char c) {
            int at = (int) inner;
            if (at == 0 && optionalBlank && c != ' ') {
                at = 1;
            }
            if (text.charAt(at) != c) {
                return -1;
            }
            return at + 1 == text.length() ? LEFT : at + 1;
        }

        @Override
        public int suffices(long inner) {
            int at = (int) inner;
            return at == 0 && optionalBlank ? Math.min(fewest[0], fewest[1]) : fewest[at];
        }

        @Override
        public int worst() {
            int worst = 0;
            for (int number : fewest) {
                worst = Math.max(worst, number < NEVER ? number : 0);
            }
            return worst;
        }
    }

    /** One of some texts, none the start of another. The state: the first that fits, and where. */
    private record Choice(String[] texts, int[][] fewest) implements Segment {
        private static final int PLACE = 16;

        @Override
        public long step(long inner, char c) {
            int first = (int) (inner >> PLACE);
            int at = (int) inner & (1 << PLACE) - 1;
            for (int i = first; i < texts.length; ++i) {
                if (alike(first, i, at) && texts[i].charAt(at) == c) {
                    return at + 1 == texts[i].length() ? LEFT : (long) i << PLACE | at + 1;
                }
            }
            return -1;
        }

        @Override
        public int suffices(long inner) {
            int first = (int) (inner >> PLACE);
            int at = (int) inner & (1 << PLACE) - 1;
            int fewest = NEVER;
            for (int i = first; i < texts.length; ++i) {
                if (alike(first, i, at)) {
                    fewest = Math.min(fewest, this.fewest[i][at]);
                }
            }
            return fewest;
        }

        private boolean alike(int a, int b, int length) {
            return texts[b].length() > length && texts[a].regionMatches(0, texts[b], 0, length);
        }

        @Override
        public int worst() {
            int worst = 0;
            for (var numbers : fewest) {
                for (int number : numbers) {
                    worst = Math.max(worst, number < NEVER ? number : 0);
                }
            }
            return worst;
        }
    }

    /** A number. */
    private record Numeric(NumberGrammar grammar, int worst) implements Segment {
        @Override
        public long step(long inner, char c) {
            return grammar.step(inner, c);
        }

        @Override
        public int suffices(long inner) {
            return grammar.need(inner);
        }

        @Override
        public boolean mayEnd(long inner) {
            return grammar.done(inner);
        }
    }

    /** A string. The state: 0 before the quote, then 1 more than the characters in it. */
    private record Text(int most, int empty) implements Segment {
        @Override
        public long step(long inner, char c) {
            if (inner == 0) {
                return c == '"' ? 1 : -1;
            }
            if (c == '"') {
                return LEFT;
            }
            return inner <= most && JsonShape.writable(c) ? inner + 1 : -1;
        }

        @Override
        public int suffices(long inner) {
            return inner == 0 ? empty : 1;
        }

        @Override
        public int worst() {
            return empty;
        }

        @Override
        public long alike(long inner) {
            // With room for the longest token it does not matter how much there is.
            return inner == 0 ? 0 : Math.max(inner, most + 1 - TokenTrie.LONGEST);
        }
    }

    private JsonGrammar(JsonShape shape, TokenTrie tokens, int endToken) {
        this.shape = shape;
        this.tokens = tokens;
        this.endToken = endToken;
        for (int i = 0; i < shape.fields().size(); ++i) {
            var before = i == 0 ? " " + shape.before(0) : shape.before(i);
            segments.add(new Fixed(before, tokens.fewest(before), i == 0));
            segments.add(segment(shape.fields().get(i).value()));
        }
        segments.add(new Fixed("}", tokens.fewest("}"), false));
        suffices = new int[segments.size() + 1];
        worst = new int[segments.size() + 1];
        for (int i = segments.size() - 1; i >= 0; --i) {
            int own = segments.get(i).suffices(0);
            if (own >= NEVER) {
                throw unspellable(piece(i));
            }
            suffices[i] = own + suffices[i + 1];
            worst[i] = Math.max(segments.get(i).worst() + suffices[i + 1], worst[i + 1]);
        }
    }

    private String piece(int segment) {
        return segments.get(segment) instanceof Fixed fixed
                ? fixed.text()
                : shape.fields().get(segment / 2).name();
    }

    private Segment segment(JsonShape.Value value) {
        if (value instanceof JsonShape.Value.Text text) {
            spellable("\"");
            return new Text(text.most(), tokens.fewest("\"\"")[0]);
        }
        if (value instanceof JsonShape.Value.Whole whole) {
            spellable("0123456789-");
            var grammar = NumberGrammar.ofWhole(whole.from(), whole.to());
            return new Numeric(grammar, longest(whole.from(), whole.to()));
        }
        if (value instanceof JsonShape.Value.Real real) {
            spellable("0123456789-.");
            var grammar = NumberGrammar.ofReal(real.from(), real.to());
            return new Numeric(
                    grammar,
                    longest((long) real.from(), (long) real.to()) + 1 + JsonShape.DECIMALS);
        }
        var texts = new ArrayList<String>();
        if (value instanceof JsonShape.Value.OneOf oneOf) {
            for (var text : oneOf.values()) {
                texts.add(JsonShape.quoted(text));
            }
        } else {
            texts.add("true");
            texts.add("false");
        }
        var fewest = new int[texts.size()][];
        for (int i = 0; i < fewest.length; ++i) {
            fewest[i] = tokens.fewest(texts.get(i));
        }
        return new Choice(texts.toArray(new String[0]), fewest);
    }

    /** No number between the two has more characters, its sign included. */
    private static int longest(long from, long to) {
        int a = Long.toString(from).length();
        int b = Long.toString(to).length();
        return Math.max(a, b) + 1;
    }

    /** Each of these characters must be a token, for it may be needed on its own. */
    private void spellable(String characters) {
        for (int i = 0; i < characters.length(); ++i) {
            int node = tokens.child(TokenTrie.ROOT, characters.charAt(i));
            if (node == 0 || tokens.token(node) < 0) {
                throw unspellable(characters.substring(i, i + 1));
            }
        }
    }

    private static SightlineException unspellable(String text) {
        return new SightlineException(
                ErrorCode.BAD_INPUT, "schema-unspellable", Map.of("text", text));
    }

    /**
     * Makes a shape ready.
     *
     * @param endToken allowed, alone, once the document is complete
     * @throws SightlineException {@code bad-input}, "schema-unspellable" when the vocabulary has no
     *     tokens for a name or a value
     */
    public static JsonGrammar of(JsonShape shape, TokenTrie tokens, int endToken) {
        return new JsonGrammar(shape, tokens, endToken);
    }

    /** The least budget that an answer needs, tokens, without the end token. */
    public int leastTokens() {
        return suffices[0];
    }

    /**
     * Begins an answer.
     *
     * @param budget tokens that it may take at most, without the end token
     * @throws SightlineException {@code bad-input}, "schema-budget" when that is less than {@link
     *     #leastTokens}
     */
    public JsonConstraint start(int budget) {
        if (budget < leastTokens()) {
            throw new SightlineException(
                    ErrorCode.BAD_INPUT,
                    "schema-budget",
                    Map.of("found", budget, "least", leastTokens()));
        }
        return new JsonConstraint(this, budget);
    }

    /** The form of the answers. */
    public JsonShape shape() {
        return shape;
    }

    /** The state after a character, -1 when no document goes on so. */
    long step(long state, char c) {
        int at = (int) (state >> SEGMENT);
        if (at == segments.size()) {
            return -1;
        }
        var segment = segments.get(at);
        long inner = segment.step(state & INNER, c);
        if (inner == Segment.LEFT) {
            return (long) (at + 1) << SEGMENT;
        }
        if (inner >= 0) {
            return state - (state & INNER) + inner;
        }
        return segment.mayEnd(state & INNER) ? step((long) (at + 1) << SEGMENT, c) : -1;
    }

    /** Whether the document is complete; nothing can follow then. */
    boolean complete(long state) {
        return state >> SEGMENT == segments.size();
    }

    private int suffices(long state) {
        int at = (int) (state >> SEGMENT);
        return at == segments.size()
                ? 0
                : segments.get(at).suffices(state & INNER) + suffices[at + 1];
    }

    /**
     * The tokens that may follow.
     *
     * @param budget tokens left for the document
     * @return a bit for each token; not to be written to
     */
    long[] allowed(long state, int budget) {
        int at = (int) (state >> SEGMENT);
        if (budget <= worst[at]) {
            return find(state, budget);
        }
        long alike =
                at == segments.size()
                        ? state
                        : state - (state & INNER) + segments.get(at).alike(state & INNER);
        var known = kept.get(alike);
        if (known == null) {
            if (kept.size() >= MOST_KEPT) {
                kept.clear();
            }
            known = find(alike, NEVER);
            kept.put(alike, known);
        }
        return known;
    }

    private long[] find(long state, int budget) {
        var allowed = new long[Math.max(tokens.size(), endToken + 1) + 63 >> 6];
        if (complete(state)) {
            allowed[endToken >> 6] |= 1L << endToken;
        } else {
            find(TokenTrie.ROOT, state, budget - 1, allowed);
        }
        return allowed;
    }

    private void find(int node, long state, int budget, long[] allowed) {
        for (int child = tokens.child(node); child != 0; child = tokens.sibling(child)) {
            long next = step(state, tokens.label(child));
            if (next < 0) {
                continue;
            }
            int token = tokens.token(child);
            if (token >= 0 && suffices(next) <= budget) {
                for (; token >= 0; token = tokens.same(token)) {
                    allowed[token >> 6] |= 1L << token;
                }
            }
            find(child, next, budget, allowed);
        }
    }

    /** The state after a token's text, -1 when no document goes on so. */
    long step(long state, String text) {
        long next = state;
        for (int i = 0; i < text.length() && next >= 0; ++i) {
            next = step(next, text.charAt(i));
        }
        return next;
    }

    /** What a token writes. */
    String text(int token) {
        return tokens.text(token);
    }
}
