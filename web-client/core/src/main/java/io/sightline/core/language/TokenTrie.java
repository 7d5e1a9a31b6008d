// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.language;

import java.util.ArrayList;
import java.util.Arrays;

/**
 * The texts of a vocabulary as a tree of characters, so that all tokens that begin alike are looked
 * at together. Made once for a tokenizer.
 */
public final class TokenTrie {
    /**
     * Longer tokens are left out: they are runs of blanks, dashes and the like. A bound keeps the
     * number of different states of a string's end small.
     */
    static final int LONGEST = 24;

    static final int ROOT = 0;

    private final String[] texts;
    private char[] labels = new char[1024];
    private int[] children = new int[1024];
    private int[] siblings = new int[1024];
    private int[] tokens = new int[1024];
    private final int[] sameText;
    private int nodes = 1;

    /**
     * The tree of a vocabulary.
     *
     * @param texts what each token writes, by id; null where it writes nothing of its own: special
     *     tokens, and parts of a character ({@link ByteLevelText#of})
     */
    public TokenTrie(String[] texts) {
        this.texts = texts.clone();
        sameText = new int[texts.length];
        Arrays.fill(tokens, -1);
        var ids = new ArrayList<Integer>();
        for (int id = 0; id < texts.length; ++id) {
            sameText[id] = -1;
            var text = texts[id];
            if (text != null && !text.isEmpty() && text.length() <= LONGEST) {
                ids.add(id);
            }
        }
        // In order, so that each new text branches off the last one.
        ids.sort((a, b) -> texts[a].compareTo(texts[b]));
        var path = new int[LONGEST + 1];
        var last = "";
        for (int id : ids) {
            var text = texts[id];
            int depth = 0;
            while (depth < last.length()
                    && depth < text.length()
                    && last.charAt(depth) == text.charAt(depth)) {
                ++depth;
            }
            for (; depth < text.length(); ++depth) {
                path[depth + 1] = add(path[depth], text.charAt(depth));
            }
            sameText[id] = tokens[path[depth]];
            tokens[path[depth]] = id;
            last = text;
        }
    }

    private int add(int parent, char label) {
        if (nodes == labels.length) {
            int more = nodes * 2;
            labels = Arrays.copyOf(labels, more);
            children = Arrays.copyOf(children, more);
            siblings = Arrays.copyOf(siblings, more);
            tokens = Arrays.copyOf(tokens, more);
            Arrays.fill(tokens, nodes, more, -1);
        }
        labels[nodes] = label;
        siblings[nodes] = children[parent];
        children[parent] = nodes;
        return nodes++;
    }

    /** How many tokens the vocabulary has, those that write nothing included. */
    public int size() {
        return texts.length;
    }

    /** What a token writes, null for nothing. */
    public String text(int token) {
        return texts[token];
    }

    /** A node's first child, 0 when it has none. */
    int child(int node) {
        return children[node];
    }

    /** The next child of the same parent, 0 after the last. */
    int sibling(int node) {
        return siblings[node];
    }

    /** The character that leads to a node. */
    char label(int node) {
        return labels[node];
    }

    /** A token that ends at a node, -1 when none does. */
    int token(int node) {
        return tokens[node];
    }

    /** Another token of the same text, -1 after the last. */
    int same(int token) {
        return sameText[token];
    }

    /** The child that a character leads to, 0 when there is none. */
    int child(int node, char label) {
        int child = children[node];
        while (child != 0 && labels[child] != label) {
            child = siblings[child];
        }
        return child;
    }

    /**
     * The fewest tokens that spell a text from each of its positions on; {@link
     * NumberGrammar#NEVER} where none do.
     */
    int[] fewest(String text) {
        var fewest = new int[text.length() + 1];
        for (int from = text.length() - 1; from >= 0; --from) {
            fewest[from] = NumberGrammar.NEVER;
            int node = ROOT;
            for (int at = from; at < text.length(); ++at) {
                node = child(node, text.charAt(at));
                if (node == 0) {
                    break;
                }
                if (tokens[node] >= 0) {
                    fewest[from] = Math.min(fewest[from], fewest[at + 1] + 1);
                }
            }
        }
        for (int i = 0; i < fewest.length; ++i) {
            fewest[i] = Math.min(fewest[i], NumberGrammar.NEVER);
        }
        return fewest;
    }
}
