// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.watch;

/**
 * A frame between two looks of the models that was kept: it can be shown, and who is on it is known
 * from the looks before and after.
 *
 * @param seconds stream time
 * @param sharpness of it, on the scale of {@link Step}, at least 0
 */
public record Glimpse(double seconds, double sharpness) {}
