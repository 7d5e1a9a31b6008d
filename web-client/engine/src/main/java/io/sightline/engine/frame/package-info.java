// SPDX-License-Identifier: Apache-2.0
/** Frames, as a worker gets them. */
package io.sightline.engine.frame;
