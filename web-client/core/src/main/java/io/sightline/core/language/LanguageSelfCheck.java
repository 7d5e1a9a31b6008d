// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.language;

/**
 * A text that a decoder reads in two ways which must come to the same, before a GPU backend is
 * trusted: whole, and token by token. No stored answer is needed, so it holds for every model. What
 * it guards against was seen: fused attention that is right for one token and for up to 16, and
 * wrong from 33 tokens in one run on.
 */
public final class LanguageSelfCheck {
    /** More than 64 tokens for every tokenizer. */
    public static final String TEXT =
            "<|im_start|>User: A person stands near the door of a room and holds a tool. There is a"
                    + " box on the floor, and next to it a red ball and a blue ball. The window is"
                    + " open and the light is on. Someone comes in, walks to the table, and puts a"
                    + " cup down. Is there a person in the room? Is the floor empty? Answer yes or"
                    + " no, and say why in a few words.<end_of_utterance>\nAssistant:";

    /** Tokens in one run that were right wherever they were tried. */
    public static final int PIECE = 16;

    /**
     * Least correlation of the logits. Half precision stays above 0.9999 between the two ways; the
     * fault that was seen moved single logits by 0.2 to 7.
     */
    private static final double LEAST = 0.9995;

    private LanguageSelfCheck() {}

    /** Whether two rows of logits are the same but for rounding; never where one is not finite. */
    public static boolean agree(float[] first, float[] second) {
        double meanA = 0;
        double meanB = 0;
        for (int i = 0; i < first.length; ++i) {
            meanA += first[i] / (double) first.length;
            meanB += second[i] / (double) first.length;
        }
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < first.length; ++i) {
            double a = first[i] - meanA;
            double b = second[i] - meanB;
            ab += a * b;
            aa += a * a;
            bb += b * b;
        }
        // Written so that NaN is refused.
        return ab / Math.sqrt(aa * bb) >= LEAST;
    }
}
