// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.language;

import java.util.Map;

/**
 * One answer under a {@link JsonGrammar}: says which tokens may come next and takes the one that
 * was chosen. Whatever is chosen, the document is complete and valid before the budget is spent;
 * when it runs short, strings are closed and the fields that are left get short values.
 *
 * <p>{@code while (!c.complete()) c.accept(chooser.choose(logits, 0, size, c.allowed()));}
 */
public final class JsonConstraint {
    private final JsonGrammar grammar;
    private final StringBuilder text = new StringBuilder();
    private long state;
    private int budget;

    JsonConstraint(JsonGrammar grammar, int budget) {
        this.grammar = grammar;
        this.budget = budget;
    }

    /**
     * The tokens that may come next: at least one; once complete, the end token alone.
     *
     * @return a bit for each token, the lowest bit of the first word first; shared, not to be
     *     written to
     */
    public long[] allowed() {
        return grammar.allowed(state, budget);
    }

    /**
     * Takes a token.
     *
     * @throws IllegalArgumentException when it was not allowed
     */
    public void accept(int token) {
        var allowed = allowed();
        if (token < 0 || token >> 6 >= allowed.length || (allowed[token >> 6] >>> token & 1) == 0) {
            throw new IllegalArgumentException("token " + token + " is not allowed after " + text);
        }
        if (!complete()) {
            var written = grammar.text(token);
            state = grammar.step(state, written);
            text.append(written);
            --budget;
        }
    }

    /** Whether the document is complete. */
    public boolean complete() {
        return grammar.complete(state);
    }

    /** Tokens left in the budget. */
    public int remaining() {
        return budget;
    }

    /** What was written so far. */
    public String text() {
        return text.toString();
    }

    /**
     * The answer: its fields in the shape's order, Boolean, Integer, Double or String.
     *
     * @throws IllegalStateException before it is complete
     */
    public Map<String, Object> result() {
        if (!complete()) {
            throw new IllegalStateException("the answer is not complete: " + text);
        }
        return grammar.shape().read(text());
    }
}
