// SPDX-License-Identifier: Apache-2.0
/** transformers.js: tokenizers, and models of pictures and words. */
package io.sightline.glue.transformers;
