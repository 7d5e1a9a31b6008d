// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.api;

import io.sightline.core.image.ImageSize;
import io.sightline.core.metres.MetricMetres;
import io.sightline.core.metres.RelativeMetres;
import io.sightline.core.metres.Ruler;
import io.sightline.core.view.AppState;
import io.sightline.core.view.MetresState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a map means in metres, as the public API tells it. */
final class ApiMetres {
    private static final double[] AT = {1, 2, 4, 8};

    private ApiMetres() {}

    /**
     * For a map of a picture; null where distances cannot be told. The open source's calibration
     * holds for pictures of its size.
     */
    static Map<String, Object> of(AppState state, ImageSize map, ImageSize frame) {
        var source = state.source();
        var kept =
                frame.equals(source.size()) ? state.metres().of(MetresState.camera(source)) : null;
        var ruler =
                Ruler.of(
                        kept, state.model().entry(), map, frame, state.settings().look().degrees());
        if (!ruler.tells()) {
            return null;
        }
        var told = new LinkedHashMap<String, Object>();
        told.put("from", ruler.kept() == null ? "model" : "calibration");
        if (ruler.metres() instanceof RelativeMetres relative) {
            told.put("inverse", true);
            told.put("scale", relative.scale());
            told.put("shift", relative.shift());
        } else if (ruler.metres() instanceof MetricMetres metric) {
            told.put("inverse", false);
            told.put("scale", metric.factor());
            told.put("shift", 0.0);
        }
        var band = new ArrayList<Object>();
        for (double metres : AT) {
            var distance = ruler.metres().at(ruler.metres().value(metres));
            band.add(Map.of("metres", metres, "near", distance.near(), "far", distance.far()));
        }
        told.put("band", band);
        return told;
    }
}
