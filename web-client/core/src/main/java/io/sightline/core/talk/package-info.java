// SPDX-License-Identifier: Apache-2.0
/**
 * What is said with the language model, as the page keeps it: questions, what came of them, and
 * what the user marked. Pure: it survives any worker.
 */
package io.sightline.core.talk;
