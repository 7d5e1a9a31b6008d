// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.redact;

import io.sightline.core.detect.Box;

/** Something that was found, with what has to be covered for it at any time. */
public sealed interface Find permits FollowedFind, PlaceFind {
    /** Its number, from 1, once for each kind and thing. */
    int id();

    /** What it is. */
    RedactKind kind();

    /** By what it was found: "body", "face" or "question". */
    String by();

    /** Stream time from which on it is covered, seconds; with its margin. */
    double from();

    /** Stream time until which it is covered, seconds; with its margin. */
    double to();

    /** How often it was seen. */
    int sightings();

    /** How sure the surest sighting was, 0 to 1. */
    double score();

    /** What is covered for it, source pixels, perhaps beside the frame; null at other times. */
    Box at(double t);
}
