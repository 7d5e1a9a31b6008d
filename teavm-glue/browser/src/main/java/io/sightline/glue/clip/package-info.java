// SPDX-License-Identifier: Apache-2.0
/** Recorded clips, frame by frame: mediabunny over WebCodecs. */
package io.sightline.glue.clip;
