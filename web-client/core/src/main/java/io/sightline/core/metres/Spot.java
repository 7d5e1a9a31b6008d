// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.metres;

/**
 * A place that a person picked, with what the map says there.
 *
 * @param u 0 at the picture's left edge, 1 at the right edge
 * @param v 0 at the top edge, 1 at the bottom edge
 * @param value of the map
 * @param valueError how much it changes within the click's reach
 */
public record Spot(double u, double v, double value, double valueError) {}
