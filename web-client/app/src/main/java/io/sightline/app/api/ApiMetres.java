// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.api;

import io.sightline.app.text.Texts;
import io.sightline.core.depth.DepthSampler;
import io.sightline.core.image.ImageSize;
import io.sightline.core.metres.MetricMetres;
import io.sightline.core.metres.RelativeMetres;
import io.sightline.core.metres.Ruler;
import io.sightline.core.steady.Anchor;
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
     * Tells it with a map of a picture, or why distances cannot be told. The open source's
     * calibration holds for pictures of its size, as far as their map can be brought to its scale.
     *
     * @param result of the call
     * @param values of the map, row-major
     */
    static void tell(
            Map<String, Object> result,
            AppState state,
            Texts texts,
            DepthSampler.Elements values,
            ImageSize map,
            ImageSize frame) {
        var source = state.source();
        var kept =
                frame.equals(source.size()) ? state.metres().of(MetresState.camera(source)) : null;
        var now = new double[Anchor.COUNT];
        for (int i = 0; i < now.length; ++i) {
            now[i] = DepthSampler.at(values, map, Anchor.places().get(i));
        }
        var ruler =
                Ruler.ofPicture(
                        kept,
                        now,
                        state.model().entry(),
                        map,
                        frame,
                        state.settings().look().degrees());
        if (ruler.tells()) {
            result.put("metres", told(ruler));
            return;
        }
        boolean doubted = !ruler.doubts().isEmpty();
        result.put(
                "noMetres",
                Map.of(
                        "reason",
                        doubted ? ruler.doubts().get(0).id() : "uncalibrated",
                        "message",
                        texts.of(
                                doubted
                                        ? "doubt." + ruler.doubts().get(0).id()
                                        : "metres.picture-none")));
    }

    private static Map<String, Object> told(Ruler ruler) {
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
