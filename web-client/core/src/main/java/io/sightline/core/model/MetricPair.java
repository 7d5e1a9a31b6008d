// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.model;

import java.util.List;

/**
 * Two models that say metres, one that learnt in rooms and one that learnt outside. Which of them
 * is right for a scene makes a factor of several, so it is asked.
 *
 * @param indoors says at most some tens of metres
 * @param outdoors says more
 */
public record MetricPair(ModelEntry indoors, ModelEntry outdoors) {
    /** Depth Anything's variants say 20 m and 80 m; this lies between. */
    private static final double ROOM = 30;

    /** Where a scene is. */
    public enum Place {
        /** In a room. */
        INDOORS("indoors"),
        /** Under the sky. */
        OUTDOORS("outdoors");

        private final String id;

        Place(String id) {
            this.id = id;
        }

        /** Its name on the page. */
        public String id() {
            return id;
        }

        /** The place of this name. */
        public static Place of(String id) {
            return id.equals(OUTDOORS.id) ? OUTDOORS : INDOORS;
        }
    }

    /** The pair among these models; null unless both can be loaded. */
    public static MetricPair of(List<ModelEntry> models) {
        ModelEntry indoors = null;
        ModelEntry outdoors = null;
        for (var model : models) {
            var contract = model.contract();
            if (contract == null || !contract.metric() || !model.ready()) {
                continue;
            }
            if (contract.most() > ROOM) {
                outdoors = outdoors == null ? model : outdoors;
            } else if (contract.most() > 0) {
                indoors = indoors == null ? model : indoors;
            }
        }
        return indoors == null || outdoors == null ? null : new MetricPair(indoors, outdoors);
    }

    /** The model for a place. */
    public ModelEntry of(Place place) {
        return place == Place.INDOORS ? indoors : outdoors;
    }

    /** The place that a model is for; null when it is none of the two. */
    public Place placeOf(ModelEntry model) {
        if (model == null) {
            return null;
        }
        return model.id().equals(indoors.id())
                ? Place.INDOORS
                : model.id().equals(outdoors.id()) ? Place.OUTDOORS : null;
    }
}
