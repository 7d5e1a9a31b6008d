// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sightline.core.image.ImagePoint;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GateSettingsTest {
    private static final List<ImagePoint> TRIANGLE =
            List.of(new ImagePoint(0, 0), new ImagePoint(1, 0), new ImagePoint(0, 1));

    private static void refused(Runnable call) {
        assertThrows(IllegalArgumentException.class, call::run);
    }

    @Test
    void refusesWhatCannotWork() {
        var usual = GateSettings.DEFAULT;
        for (double bad : new double[] {Double.NaN, -1, 1e9, Double.POSITIVE_INFINITY}) {
            refused(() -> usual.withThreshold(bad));
            refused(() -> usual.withMinArea(bad));
            refused(() -> usual.withHold(bad));
            refused(() -> new GateSettings(9, 0.001, 60, bad, 0.5, List.of()));
            refused(
                    () ->
                            usual.withMasks(
                                    List.of(
                                            List.of(
                                                    new ImagePoint(0, 0),
                                                    new ImagePoint(bad, 0),
                                                    new ImagePoint(0, 1)))));
        }
        refused(() -> usual.withMasks(List.of(TRIANGLE.subList(0, 2))));
        refused(() -> usual.withMasks(java.util.Collections.nCopies(33, TRIANGLE)));
        refused(
                () ->
                        usual.withMasks(
                                List.of(java.util.Collections.nCopies(257, ImagePoint.CENTRE))));
    }

    @Test
    void keepsItsOwnCopyOfTheMasks() {
        var points = new ArrayList<>(TRIANGLE);
        var masks = new ArrayList<List<ImagePoint>>(List.of(points));
        var settings = GateSettings.DEFAULT.withMasks(masks);
        points.clear();
        masks.clear();
        assertEquals(List.of(TRIANGLE), settings.masks());
    }
}
