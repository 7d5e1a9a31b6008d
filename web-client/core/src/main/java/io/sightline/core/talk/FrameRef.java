// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.talk;

/**
 * A frame that is talked about.
 *
 * @param key names the picture: the same key is the same picture
 * @param at seconds from the clip's start; negative when it is of no clip
 */
public record FrameRef(String key, double at) {}
