// SPDX-License-Identifier: Apache-2.0
/**
 * The sample media's path tracer: {@code Room} and {@code Figure} say what there is, {@code
 * PathTracer} how light goes, {@code RenderSamples} what is written. Pictures are the same bit for
 * bit on every machine.
 */
package io.sightline.samples;
