// SPDX-License-Identifier: Apache-2.0
package io.sightline.samples;

/** A glowing ball: its radiance is the same from every side. */
record Globe(Vec3 centre, double radius, double r, double g, double b) {}
