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

    /** Its name in messages and texts: vision, embeddings, decoder. */
    public String id() {
        return switch (this) {
            case VISION -> "vision";
            case EMBEDDINGS -> "embeddings";
            case DECODER -> "decoder";
        };
    }

    /** How the names of its files begin. */
    public String stem() {
        return stem;
    }

    /** True for a file of this part. */
    public boolean owns(String fileName) {
        return fileName.startsWith(stem) && fileName.endsWith(".onnx");
    }

    /**
     * The precision that a variant's part is meant to have, which the hub's file names end in
     * ({@code _fp16}, {@code _quantized} for q8); a name without it has the variant's. Empty when
     * there is no such file.
     */
    public String precision(ModelVariant variant) {
        for (var file : variant.files()) {
            var name = file.name().substring(file.name().lastIndexOf('/') + 1);
            if (owns(name)) {
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
