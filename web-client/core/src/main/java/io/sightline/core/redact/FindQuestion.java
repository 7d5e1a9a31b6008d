// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.redact;

/** What the language model is asked about a part of a frame. */
public final class FindQuestion {
    /** In the model's language; a yes is what has to be covered. */
    public static final String TEXT =
            "Is there handwriting, a written or printed page, or a screen with text in this picture?";

    private FindQuestion() {}
}
