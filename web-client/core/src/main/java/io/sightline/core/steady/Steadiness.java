// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.steady;

import io.sightline.core.motion.Camera;

/**
 * How steady a stream's maps are.
 *
 * @param steady the values are the stabilised ones, not the model's own
 * @param camera what it does
 * @param moves how often it left its stand, or came to another, since the stream began
 * @param flicker of the newest frames, raw and stabilised
 */
public record Steadiness(boolean steady, Camera camera, int moves, Flicker flicker) {}
