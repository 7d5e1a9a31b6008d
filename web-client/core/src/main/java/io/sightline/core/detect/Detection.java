// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.detect;

/**
 * What a detector, or the motion gate, found on one frame.
 *
 * @param label the class's name, such as {@code person}; {@link #MOTION} for a moving blob
 * @param score 0 to 1
 * @param box in source pixels
 */
public record Detection(String label, double score, Box box) {
    /** The label of what only moved: no detector said what it is. */
    public static final String MOTION = "motion";

    /** The label of a face. */
    public static final String FACE = "face";
}
