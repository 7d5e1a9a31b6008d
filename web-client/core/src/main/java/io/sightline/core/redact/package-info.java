// SPDX-License-Identifier: Apache-2.0
/**
 * What is covered on the frames of a clip before it is handed on: people, heads, writing, and what
 * a user marked. Two passes: one finds ({@link Finder}), one paints by a plan ({@link RedactPlan}).
 * Where nothing is known, everything is covered.
 */
package io.sightline.core.redact;
