// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.export;

import io.sightline.core.camera.Intrinsics;
import io.sightline.core.image.ImageSize;
import io.sightline.core.model.ModelContract;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the values of an exported map mean, in the words that go into its file. */
public final class MapText {
    private MapText() {}

    /**
     * The words.
     *
     * @param contract of the model that made the map
     * @param model its id and variant
     * @param source name of the picture
     * @param lens of the picture, or null when unknown
     * @param assumed true when nobody gave the lens
     * @param map size of the map, to which the lens is brought
     */
    public static Map<String, String> of(
            ModelContract contract,
            String model,
            String source,
            Intrinsics lens,
            boolean assumed,
            ImageSize map) {
        var text = new LinkedHashMap<String, String>();
        text.put("Software", "Sightline");
        text.put("Title", source);
        text.put("kind", contract.kind());
        text.put("near", contract.near());
        text.put(
                "unit",
                contract.metric() ? contract.unit() : "inverse depth up to scale and shift");
        if (contract.most() > 0) {
            text.put("most", number(contract.most()));
        }
        text.put("model", model);
        if (lens != null) {
            var k = lens.scaledTo(map);
            text.put("intrinsics", assumed ? "assumed" : "given");
            text.put("fx", number(k.fx()));
            text.put("fy", number(k.fy()));
            text.put("cx", number(k.cx()));
            text.put("cy", number(k.cy()));
        }
        return text;
    }

    private static String number(double value) {
        return Double.toString(value);
    }
}
