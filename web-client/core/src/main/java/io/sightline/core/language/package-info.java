// SPDX-License-Identifier: Apache-2.0
/**
 * What a question to the language model needs and what its answer means: the prompt's exact text,
 * the frames to show, the limits, the next token, the yes or no and how far to trust it.
 */
package io.sightline.core.language;
