// SPDX-License-Identifier: Apache-2.0
/**
 * From the values of a depth map to metres, with the error that belongs to them.
 *
 * <p>The error model, for one value of a map: its inverse depth is off by a Gaussian error with the
 * deviation that {@link io.sightline.core.metres.MapNoise} states, independent from place to place.
 * Clues are off by Gaussian errors of their own (a tape that slips, a click beside the mark). What
 * {@link io.sightline.core.metres.Calibrator} fits is the weighted least squares solution, its
 * covariance is the inverse of the normal matrix, and the band of a distance holds the truth with
 * 95 % under these assumptions. Clues that disagree more than their errors allow widen the band.
 */
package io.sightline.core.metres;
