// SPDX-License-Identifier: Apache-2.0
/**
 * What depth does to a picture: focus, cut-outs, backgrounds, things that hide behind others. Each
 * is a plain kernel with explicit inputs and outputs, row-major, read and written from index 0; a
 * shader can say the same, and these are what it is held against. Light is mixed linearly.
 */
package io.sightline.core.effect;
