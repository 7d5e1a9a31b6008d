// SPDX-License-Identifier: Apache-2.0
/** Cameras, screens and video. */
package io.sightline.glue.media;
