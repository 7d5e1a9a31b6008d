// SPDX-License-Identifier: Apache-2.0
package io.sightline.samples;

/** The light that comes from outside, by direction, as linear radiance. */
interface Sky {
    void radiance(double dx, double dy, double dz, double[] rgb);
}
