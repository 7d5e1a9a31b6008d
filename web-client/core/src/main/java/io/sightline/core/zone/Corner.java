// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.zone;

/**
 * A corner of a polygon, in the unit of its plane.
 *
 * @param x from the left, or to the right of the camera
 * @param y from the top, or forward from the camera
 */
public record Corner(double x, double y) {}
