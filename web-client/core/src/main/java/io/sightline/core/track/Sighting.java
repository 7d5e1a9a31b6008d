// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.track;

import io.sightline.core.detect.Box;

/**
 * One point of a track's path: where it was detected.
 *
 * @param time stream time, seconds
 * @param box in source pixels
 * @param score of the detection, 0 to 1
 */
public record Sighting(double time, Box box, double score) {}
