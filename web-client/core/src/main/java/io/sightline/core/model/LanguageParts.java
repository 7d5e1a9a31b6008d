// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.model;

/** The parts of a language model that run by themselves, and the precision of each. */
public enum LanguageParts {
    /** Turns frames into features. */
    VISION("vision_encoder"),
    /** Turns tokens into vectors. */
    EMBEDDINGS("embed_tokens"),
    /** Reads and writes. */
    DECODER("decoder_model_merged");

    private final String stem;

    LanguageParts(String stem) {
        this.stem = stem;
    }

    /**
     * The precision of a variant's part, which the hub's file names end in ({@code _fp16}, {@code
     * _quantized} for q8); a name without it has the variant's. Empty when there is no such file.
     */
    public String precision(ModelVariant variant) {
        for (var file : variant.files()) {
            var name = file.name().substring(file.name().lastIndexOf('/') + 1);
            if (name.startsWith(stem) && name.endsWith(".onnx")) {
                var suffix = name.substring(stem.length(), name.length() - ".onnx".length());
                return switch (suffix) {
                    case "" -> variant.storage();
                    case "_quantized", "_int8", "_uint8" -> "q8";
                    default -> suffix.substring(1);
                };
            }
        }
        return "";
    }
}
