// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.gate;

import java.util.List;

/**
 * What the gate says of a frame, and what it measured, so that a person can tune it.
 *
 * @param state of the frame
 * @param blobs largest first; empty unless something is there
 * @param share of the watched area that stands out and is of one piece, 0 to 1
 * @param largest share of the frame that the largest piece has, whether large enough or not; to be
 *     held against the least area
 * @param shade share of the watched area that is only darker or lighter than the background
 * @param threshold the difference that counts here, of a pixel of usual noise, in steps of 1/255
 * @param noise standard deviation of the usual pixel, in steps of 1/255
 * @param gain of the light against the background that was learnt; 1 is none
 */
public record GateReading(
        GateState state,
        List<Blob> blobs,
        double share,
        double largest,
        double shade,
        double threshold,
        double noise,
        double gain) {}
