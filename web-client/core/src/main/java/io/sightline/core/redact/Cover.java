// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.redact;

import io.sightline.core.detect.Box;
import io.sightline.core.zone.Corner;
import java.util.List;

/**
 * What is covered on one frame.
 *
 * @param find number of the find that it is for; 0 for a marked region
 * @param box around it, in whole source pixels, within the frame, not empty
 * @param corners of a polygon in it, source pixels; none where all of the box is covered
 */
public record Cover(int find, Box box, List<Corner> corners) {}
