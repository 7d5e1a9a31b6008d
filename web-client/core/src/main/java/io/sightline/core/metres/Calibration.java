// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.metres;

import java.util.List;

/**
 * What a {@link Calibrator} found.
 *
 * @param metres what the map's values mean
 * @param pitch of the camera, radians downwards: what was given, corrected by the clues
 * @param pitchError one standard deviation, radians
 * @param cameraHeight over the floor, metres; NaN when no clue speaks of it
 * @param cameraHeightError one standard deviation, metres
 * @param residuals of the clues, in the order they were given, in standard deviations
 * @param doubts that a person should know of
 */
public record Calibration(
        Metres metres,
        double pitch,
        double pitchError,
        double cameraHeight,
        double cameraHeightError,
        List<Double> residuals,
        List<Doubt> doubts) {}
