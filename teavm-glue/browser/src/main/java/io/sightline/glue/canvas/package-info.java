// SPDX-License-Identifier: Apache-2.0
/** Pictures: bitmaps, canvases off the page, pixels. */
package io.sightline.glue.canvas;
