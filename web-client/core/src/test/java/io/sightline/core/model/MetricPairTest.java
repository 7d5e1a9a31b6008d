// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.sightline.core.model.MetricPair.Place;
import io.sightline.core.onnx.DepthFit;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MetricPairTest {
    private static ModelEntry metric(String digit, double most) {
        return OwnModels.entry(
                digit + ".onnx",
                digit.repeat(64),
                9,
                new DepthFit("x", "y", null).contract(DepthFit.Scaling.PLAIN, 14, true, most));
    }

    @Test
    void oneForRoomsAndOneForOutside() {
        var room = metric("1", 20);
        var street = metric("2", 80);
        var relative =
                OwnModels.entry(
                        "r.onnx",
                        "3".repeat(64),
                        9,
                        new DepthFit("x", "y", null)
                                .contract(DepthFit.Scaling.PLAIN, 14, false, 0));
        var pair = MetricPair.of(List.of(relative, street, metric("4", 10), room));
        assertEquals("4", pair.of(Place.INDOORS).name());
        assertEquals(street, pair.of(Place.OUTDOORS));
        assertEquals(Place.OUTDOORS, pair.placeOf(street));
        assertNull(pair.placeOf(relative));
        assertNull(pair.placeOf(null));
    }

    @Test
    void oneAloneIsNoPair() {
        assertNull(MetricPair.of(List.of(metric("1", 20), metric("2", 10))));
        assertNull(MetricPair.of(List.of(metric("1", 80), metric("2", 0))));
    }
}
