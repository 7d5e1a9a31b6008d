// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.language;

import io.sightline.core.image.ImageSize;
import java.util.Map;

/**
 * What a model takes, as its own files say.
 *
 * @param edge of what its vision encoder sees, pixels
 * @param longestEdge what an image that is cut is brought to first, pixels
 * @param tokensPerView places that each view takes in the prompt
 * @param context tokens of prompt and answer together
 */
public record ModelLimits(int edge, int longestEdge, int tokensPerView, int context) {
    /** How far the longest edge goes when the files do not say: four tiles, as SmolVLM2's. */
    private static final int USUAL_TILES = ImageTiles.LONGEST_EDGE / ImageTiles.EDGE;

    /** Never more tiles than the vocabulary has markers for. */
    public ModelLimits {
        longestEdge = Math.max(edge, Math.min(longestEdge, ImageTiles.MOST * edge));
    }

    /**
     * With the longest edge of a {@code preprocessor_config.json}, where it is told as {@code
     * size.longest_edge}.
     *
     * @param preprocessor the file's content, null when there is none
     */
    public static ModelLimits of(Object preprocessor, int edge, int tokensPerView, int context) {
        int longest = USUAL_TILES * edge;
        if (preprocessor instanceof Map<?, ?> map
                && map.get("size") instanceof Map<?, ?> size
                && size.get("longest_edge") instanceof Number number) {
            longest = number.intValue();
        }
        return new ModelLimits(edge, longest, tokensPerView, context);
    }

    /** How an image is cut for this model where detail is asked for. */
    public ImageTiles tiles(ImageSize image) {
        return ImageTiles.of(image, longestEdge, edge);
    }

    /** Tokens that an image takes in the prompt where detail is asked for, without its markers. */
    public int tokens(ImageSize image) {
        return tiles(image).views() * tokensPerView;
    }
}
