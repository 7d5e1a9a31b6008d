// SPDX-License-Identifier: Apache-2.0
/**
 * Relative depth maps without flicker: each new map is brought to the scale and shift of those
 * before it, then blended with them pixel by pixel. {@link io.sightline.core.steady.SteadyKernels}
 * holds what is done to every pixel, so that a shader can do the same; {@link
 * io.sightline.core.steady.Stabiliser} decides what is done when.
 */
package io.sightline.core.steady;
