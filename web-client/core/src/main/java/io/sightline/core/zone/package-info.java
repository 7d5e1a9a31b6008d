// SPDX-License-Identifier: Apache-2.0
/**
 * Volumes of a scene: a polygon on the picture or on the floor, a band of distance, a band of
 * height. Who is inside is judged with hysteresis, and what a verdict rests on is told in numbers.
 */
package io.sightline.core.zone;
