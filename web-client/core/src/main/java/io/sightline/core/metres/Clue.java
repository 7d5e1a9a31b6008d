// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.metres;

import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import java.util.Map;

/**
 * Something that is known about the scene. Places are pixels of the picture, the centre of the top
 * left one at (0.5, 0.5). Errors are one standard deviation.
 */
public sealed interface Clue {
    /** Nothing nearer is calibrated with, metres. */
    double LEAST_METRES = 0.05;

    /** Nothing farther is calibrated with, metres. */
    double MOST_METRES = 500;

    /** The map's value there. */
    double value();

    /** How much the map's value changes within the click's reach. */
    double valueError();

    /**
     * A place whose distance from the lens was measured, along the line of sight, as a tape does.
     *
     * @param x pixels from the left
     * @param y pixels from the top
     * @param value of the map there
     * @param valueError how much it changes within the click's reach
     * @param metres from the lens
     * @param error of the measuring, metres
     */
    record KnownDistance(
            double x, double y, double value, double valueError, double metres, double error)
            implements Clue {
        public KnownDistance {
            finite("x", x, y, value);
            within("calibration-distance", metres, LEAST_METRES, MOST_METRES);
            positive(valueError, error);
        }
    }

    /**
     * Something upright of known height: a standing person, a door.
     *
     * @param topX pixels from the left: its upper end
     * @param topY pixels from the top
     * @param bottomX pixels from the left: where it meets the floor
     * @param bottomY pixels from the top
     * @param value of the map on it, near its foot
     * @param valueError how much that changes within the click's reach
     * @param metres its height
     * @param error of the height, metres
     */
    record KnownHeight(
            double topX,
            double topY,
            double bottomX,
            double bottomY,
            double value,
            double valueError,
            double metres,
            double error)
            implements Clue {
        /** Tall things that stand in a picture. */
        private static final double MOST_HEIGHT = 100;

        /** Shorter ones say nothing. */
        private static final double LEAST_PIXELS = 8;

        public KnownHeight {
            finite("x", topX, topY, bottomX, bottomY, value);
            within("calibration-height", metres, LEAST_METRES, MOST_HEIGHT);
            positive(valueError, error);
            if (!(bottomY - topY >= LEAST_PIXELS)) {
                throw new SightlineException(
                        ErrorCode.BAD_INPUT,
                        "calibration-upright",
                        Map.of("found", bottomY - topY, "least", LEAST_PIXELS));
            }
        }
    }

    /**
     * A place on the floor: it speaks once the camera's height is known, or with other clues.
     *
     * @param x pixels from the left
     * @param y pixels from the top
     * @param value of the map there
     * @param valueError how much it changes within the click's reach
     */
    record FloorPoint(double x, double y, double value, double valueError) implements Clue {
        public FloorPoint {
            finite("x", x, y, value);
            positive(valueError);
        }
    }

    private static void finite(String name, double... values) {
        for (double value : values) {
            if (!(Math.abs(value) < 1e12)) {
                throw new SightlineException(
                        ErrorCode.BAD_INPUT,
                        "message-field",
                        Map.of("path", name, "wanted", "number"));
            }
        }
    }

    private static void within(String reason, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new SightlineException(
                    ErrorCode.BAD_INPUT,
                    reason,
                    Map.of("found", value, "least", least, "most", most));
        }
    }

    private static void positive(double... errors) {
        for (double error : errors) {
            if (!(error >= 0 && error < 1e12)) {
                throw new SightlineException(
                        ErrorCode.BAD_INPUT,
                        "message-field",
                        Map.of("path", "error", "wanted", "number from 0"));
            }
        }
    }
}
