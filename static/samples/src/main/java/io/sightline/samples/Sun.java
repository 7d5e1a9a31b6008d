// SPDX-License-Identifier: Apache-2.0
package io.sightline.samples;

/**
 * Sunlight: a small disc in the sky.
 *
 * @param towards unit direction to its middle
 * @param spread sine of its angular radius (larger than the true 0.0047: haze softens the shadows)
 * @param r irradiance at right angles to it, red
 */
record Sun(Vec3 towards, double spread, double r, double g, double b) {}
