// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.talk;

/**
 * A part of a clip in which the answer is likely yes.
 *
 * @param from seconds
 * @param to seconds
 * @param p probability of yes at its surest, calibrated
 * @param frame the one that stands for it
 */
public record Moment(double from, double to, double p, FrameRef frame) {}
