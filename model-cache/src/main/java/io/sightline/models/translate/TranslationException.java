// SPDX-License-Identifier: Apache-2.0
package io.sightline.models.translate;

/** A graph or its weights are not what the translator knows. The message says where. */
public final class TranslationException extends RuntimeException {
    TranslationException(String message) {
        super(message);
    }
}
