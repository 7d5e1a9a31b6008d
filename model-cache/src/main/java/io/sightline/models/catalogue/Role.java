// SPDX-License-Identifier: Apache-2.0
package io.sightline.models.catalogue;

import java.util.Locale;

/** What a model is for. */
public enum Role {
    /** A depth map from one image. */
    DEPTH,
    /** Boxes with labels from one image. */
    DETECTOR,
    /** Boxes of faces from one image. */
    FACE,
    /** An answer in words from images and a question. */
    LANGUAGE;

    /** The spelling in JSON. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
