// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.track;

import io.sightline.core.detect.Box;
import java.util.List;

/**
 * A thing followed through a stream, as it is at one frame.
 *
 * @param id its number, from 1, never used twice by a tracker
 * @param label of all its detections
 * @param score of its latest detection, 0 to 1
 * @param box in source pixels: detected where {@code seen}, else predicted
 * @param seen true where a detection of this very frame belongs to it
 * @param entered stream time at which it came, seconds: of the motion that its first detection came
 *     out of, else of that detection
 * @param left stream time of its latest detection, seconds: once it ended, when it went
 * @param time stream time of this frame, seconds
 * @param sightings how many detections belong to it
 * @param whole how many of the sure ones did not hang from the frame's upper edge
 * @param path its detections, oldest first; of a long track only some, evenly, the first and the
 *     latest always
 */
public record Track(
        int id,
        String label,
        double score,
        Box box,
        boolean seen,
        double entered,
        double left,
        double time,
        int sightings,
        int whole,
        List<Sighting> path) {}
