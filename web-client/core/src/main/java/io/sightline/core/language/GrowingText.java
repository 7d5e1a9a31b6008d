// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.language;

/**
 * The text of an answer that grows token by token. Only the newest tokens are decoded each time,
 * with those told last before them, since what a token writes may depend on its neighbour (a blank
 * that is left out at the start, a character whose bytes are several tokens). A character is told
 * when it is whole.
 */
public final class GrowingText {
    /** What ids write, with U+FFFD for bytes that are no character (yet). */
    @FunctionalInterface
    public interface Decoder {
        /** The text of these ids. */
        String decode(int[] ids);
    }

    private static final String PARTIAL = "\ufffd";

    private final Decoder decoder;
    private final StringBuilder told = new StringBuilder();
    private final int[] ids;
    private int count;

    /** The tokens before here have been told. */
    private int next;

    /** The tokens from here to {@link #next} were told last. */
    private int last;

    /**
     * An empty text.
     *
     * @param decoder of ids
     * @param most tokens that may come
     */
    public GrowingText(Decoder decoder, int most) {
        this.decoder = decoder;
        ids = new int[most];
    }

    /** Adds a token. */
    public void add(int id) {
        ids[count++] = id;
    }

    /** How many tokens there are. */
    public int count() {
        return count;
    }

    /** The tokens. */
    public int[] ids() {
        return part(0, count);
    }

    /** What was not told yet, as far as it is whole; it is told now. */
    public String fresh() {
        var before = next == last ? "" : decoder.decode(part(last, next));
        var now = decoder.decode(part(last, count));
        if (now.length() <= before.length() || now.endsWith(PARTIAL) || !now.startsWith(before)) {
            return "";
        }
        last = next;
        next = count;
        return tell(now.substring(before.length()));
    }

    /**
     * What is left to tell when no more tokens come.
     *
     * @param whole as {@link #whole} gives it
     */
    public String rest(String whole) {
        return whole.startsWith(told.toString()) ? tell(whole.substring(told.length())) : "";
    }

    private String tell(String text) {
        told.append(text);
        return text;
    }

    /** All of it, decoded at once. */
    public String whole() {
        return count == 0 ? "" : decoder.decode(part(0, count));
    }

    private int[] part(int from, int to) {
        var part = new int[to - from];
        System.arraycopy(ids, from, part, 0, part.length);
        return part;
    }
}
