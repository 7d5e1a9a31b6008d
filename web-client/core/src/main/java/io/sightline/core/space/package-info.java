// SPDX-License-Identifier: Apache-2.0
/**
 * The scene in metres: points, surfaces, the floor, a view from above, an orbit around it. Camera
 * axes are x right, y down, z forward, the lens at the origin; depth is z.
 */
package io.sightline.core.space;
