// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.view;

import io.sightline.app.dom.El;
import io.sightline.core.image.ImagePoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;

/** Pins where they are seen in the scene. */
final class SceneMarks {
    private final El box;
    private final Map<Integer, El> pins = new HashMap<>();

    SceneMarks(El box) {
        this.box = box;
    }

    /**
     * Draws them.
     *
     * @param places where each is seen, shares of the scene; those that are not seen are left out
     */
    void draw(Map<Integer, ImagePoint> places, int width, int height) {
        for (var place : places.entrySet()) {
            var mark = pins.get(place.getKey());
            if (mark == null) {
                mark = El.create("div", "pin");
                mark.add(El.create("b", "figure").text(Integer.toString(place.getKey())));
                box.add(mark);
                pins.put(place.getKey(), mark);
            }
            mark.style(
                    "transform",
                    "translate("
                            + Math.round(place.getValue().u() * width)
                            + "px,"
                            + Math.round(place.getValue().v() * height)
                            + "px)");
        }
        for (var number : new ArrayList<>(pins.keySet())) {
            if (!places.containsKey(number)) {
                pins.remove(number).remove();
            }
        }
    }
}
