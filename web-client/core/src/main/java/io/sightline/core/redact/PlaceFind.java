// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.redact;

import io.sightline.core.detect.Box;

/**
 * A part of the picture for a time: where writing was seen on one frame of a few, it is covered
 * from the frame before to the frame after, since it may have come and gone between.
 *
 * @param place source pixels
 */
record PlaceFind(
        int id, RedactKind kind, Box place, double from, double to, int sightings, double score)
        implements Find {
    @Override
    public String by() {
        return "question";
    }

    @Override
    public Box at(double t) {
        return t >= from && t <= to ? place : null;
    }
}
