// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.language;

import java.util.List;

/** A piece of what is said in a turn. */
public sealed interface Part {
    /**
     * Words. They hold no marker of the prompt's own ({@link QuestionCheck#question} refuses them).
     *
     * @param text any text
     */
    record Text(String text) implements Part {}

    /**
     * A still image.
     *
     * @param tiles how it is cut; {@link ImageTiles#WHOLE} for one frame
     */
    record Image(ImageTiles tiles) implements Part {
        /** An image that is not cut. */
        public Image() {
            this(ImageTiles.WHOLE);
        }
    }

    /**
     * Frames of one clip, never cut.
     *
     * @param seconds each frame's time in the clip, s, ascending; 1 to 50 of them
     * @param duration the clip's length, s; NaN when it is not known, which then is taken as the
     *     last frame's time, as the reference processor does
     */
    record Clip(List<Double> seconds, double duration) implements Part {
        /** Refuses what {@link QuestionCheck} refuses. */
        public Clip {
            seconds = List.copyOf(seconds);
            QuestionCheck.frames(seconds.size());
            QuestionCheck.seconds(seconds, seconds.size());
            QuestionCheck.duration(duration);
        }
    }
}
