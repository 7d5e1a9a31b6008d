// SPDX-License-Identifier: Apache-2.0
package io.sightline.engine.language;

import io.sightline.glue.transformers.KeyValues;
import java.util.ArrayList;
import java.util.List;

/**
 * Keys and values of prompts that were read before, newest first. A prompt that begins like one of
 * them is read only from where it differs: a second question on the same frames, a contrast
 * question, the next turn of a conversation.
 */
final class KeptPrefixes {
    /**
     * Frames' prefixes of two clips (the second for asking again), and the end of a conversation.
     */
    private static final int MOST = 4;

    /**
     * A prompt that was read.
     *
     * @param ids its tokens
     * @param pictures keys of the frames in it, in order
     * @param keyValues of all its tokens
     */
    record Prefix(int[] ids, List<String> pictures, KeyValues keyValues) {
        private boolean begins(int[] prompt, List<String> shown) {
            // At least one token must be left to read: its logits are what is wanted.
            if (ids.length >= prompt.length || pictures.size() > shown.size()) {
                return false;
            }
            for (int i = 0; i < ids.length; ++i) {
                if (ids[i] != prompt[i]) {
                    return false;
                }
            }
            return shown.subList(0, pictures.size()).equals(pictures);
        }

        private boolean same(Prefix other) {
            return begins(append(other.ids), other.pictures) && ids.length == other.ids.length;
        }

        private static int[] append(int[] ids) {
            var longer = new int[ids.length + 1];
            System.arraycopy(ids, 0, longer, 0, ids.length);
            return longer;
        }
    }

    private final List<Prefix> prefixes = new ArrayList<>();

    /** The longest that a prompt begins with, or null. */
    Prefix longest(int[] prompt, List<String> pictures) {
        Prefix found = null;
        for (var prefix : prefixes) {
            if (prefix.begins(prompt, pictures)
                    && (found == null || found.ids().length < prefix.ids().length)) {
                found = prefix;
            }
        }
        if (found != null) {
            prefixes.remove(found);
            prefixes.add(0, found);
        }
        return found;
    }

    /** Keeps one; those used longest ago are freed. */
    void keep(Prefix prefix) {
        prefixes.removeIf(
                old -> {
                    boolean same = old.same(prefix);
                    if (same) {
                        old.keyValues().dispose();
                    }
                    return same;
                });
        prefixes.add(0, prefix);
        while (prefixes.size() > MOST) {
            prefixes.remove(prefixes.size() - 1).keyValues().dispose();
        }
    }

    /** True when these are kept, and so must not be freed by whoever used them. */
    boolean has(KeyValues keyValues) {
        for (var prefix : prefixes) {
            if (prefix.keyValues() == keyValues) {
                return true;
            }
        }
        return false;
    }

    /** Bytes kept. */
    double bytes() {
        double sum = 0;
        for (var prefix : prefixes) {
            sum += prefix.keyValues().bytes();
        }
        return sum;
    }

    /** Frees all. */
    void clear() {
        for (var prefix : prefixes) {
            prefix.keyValues().dispose();
        }
        prefixes.clear();
    }
}
