// SPDX-License-Identifier: Apache-2.0
/** What was measured, in sentences of the page's language: the same numbers, the same words. */
package io.sightline.core.words;
