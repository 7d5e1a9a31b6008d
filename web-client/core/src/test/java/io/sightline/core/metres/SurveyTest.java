// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.metres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.core.image.ImageSize;
import io.sightline.core.model.ModelContract;
import io.sightline.core.model.ModelEntry;
import io.sightline.core.view.MetresEvent;
import io.sightline.core.view.MetresState;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A camera at 1.4 m over a floor, level, whose map is 7 / depth + 0.3. */
final class SurveyTest {
    private static final ImageSize FRAME = new ImageSize(640, 480);
    private static final ImageSize MAP = new ImageSize(336, 252);
    private static final ModelEntry RELATIVE = entry("relative", ModelContract.DEPTH_ANYTHING_V2);
    private static final ModelEntry METRIC =
            entry(
                    "metric",
                    new ModelContract(
                            "x",
                            "y",
                            14,
                            new float[3],
                            new float[] {1, 1, 1},
                            "metric",
                            "small",
                            "metres",
                            20,
                            null));

    private static ModelEntry entry(String id, ModelContract contract) {
        return new ModelEntry(id, id, "depth", "Apache-2.0", contract, List.of());
    }

    private static Survey survey(ModelEntry model) {
        return Survey.of(
                new Survey.Subject("sample:Room", "Room", model, MAP, FRAME),
                Survey.LensGuess.WEBCAM);
    }

    private static double value(double depth) {
        return 7 / depth + 0.3;
    }

    private static Spot spot(double u, double v, double depth) {
        return new Spot(u, v, value(depth), 0.001);
    }

    private static double sight(double u, double v) {
        return Survey.LensGuess.WEBCAM.of(FRAME).sight(u * 640, v * 480);
    }

    @Test
    void twoDistancesTellAllOthers() {
        var survey =
                survey(RELATIVE)
                        .picked(spot(0.2, 0.9, 1.2))
                        .said(0, 1.2 * sight(0.2, 0.9))
                        .picked(spot(0.6, 0.5, 5))
                        .said(1, 5 * sight(0.6, 0.5));
        var calibration = survey.outcome().calibration();
        assertNotNull(calibration, String.valueOf(survey.outcome().fault()));
        var ruler = Ruler.of(survey.kept(calibration, 1000), RELATIVE, MAP, FRAME, 67);
        assertTrue(ruler.tells());
        for (double depth : new double[] {1, 2, 3, 4, 6, 8}) {
            var told = ruler.distance(value(depth), 0.9, 0.1);
            double truth = depth * sight(0.9, 0.1);
            assertEquals(truth, told.metres(), 1e-6 * truth);
            assertTrue(told.holds(truth));
        }
    }

    @Test
    void floorPointsAndTheCamerasHeightDoAsWell() {
        var lens = Survey.LensGuess.WEBCAM.of(FRAME);
        var survey = survey(RELATIVE).by(Way.FLOOR);
        for (double depth : new double[] {1.5, 2.5, 5}) {
            double v = (1.4 / depth * lens.fy() + lens.cy()) / 480;
            survey = survey.picked(spot(0.5, v, depth));
        }
        assertEquals("calibration-few", survey.outcome().fault().reason());
        var calibration = survey.at(1.4).outcome().calibration();
        assertEquals(3, calibration.metres().metres(value(3)), 0.15);
    }

    @Test
    void aTiltThatIsSaidMakesTheFloorEnough() {
        var lens = Survey.LensGuess.WEBCAM.of(FRAME);
        double tilt = Math.toRadians(8);
        var survey = survey(RELATIVE).by(Way.FLOOR).at(1.4);
        for (double forward : new double[] {1.5, 2.5, 5}) {
            // From the ground plan to camera axes.
            double z = forward * Math.cos(tilt) + 1.4 * Math.sin(tilt);
            double y = 1.4 * Math.cos(tilt) - forward * Math.sin(tilt);
            survey = survey.picked(spot(0.5, (y / z * lens.fy() + lens.cy()) / 480, z));
        }
        double level = survey.outcome().calibration().metres().metres(value(6));
        assertTrue(Math.abs(level - 6) > 0.6, "level it would be " + level);
        var tilted = survey.tilted(8).outcome().calibration();
        assertEquals(6, tilted.metres().metres(value(6)), 0.3);
        assertEquals(2, tilted.metres().metres(value(2)), 0.1);
        assertEquals("calibration-pitch", survey.tilted(85).outcome().fault().reason());
        assertEquals(survey, survey.tilted(8).tilted(Double.NaN));
    }

    @Test
    void aHeightTakesTwoPicksAndEachCanBeUndone() {
        var start = survey(RELATIVE).by(Way.HEIGHT);
        assertEquals("pick-top", start.asks());
        var topped = start.picked(spot(0.4, 0.2, 3));
        assertEquals("pick-foot", topped.asks());
        var footed = topped.picked(spot(0.4, 0.8, 3));
        assertEquals("say-height", footed.asks());
        assertEquals("pick-top", footed.undone().asks());
        assertEquals(start, topped.undone());
        assertSame(start, start.undone());
        assertEquals("calibration-few", footed.said(0, 1.7).outcome().fault().reason());
    }

    @Test
    void aMetricMapIsCorrectedByOneDistance() {
        var survey =
                survey(METRIC).picked(new Spot(0.5, 0.5, 2, 0.01)).said(0, 2.2 * sight(0.5, 0.5));
        var calibration = survey.outcome().calibration();
        assertEquals(4.4, calibration.metres().metres(4), 0.01);
        assertEquals("calibration-few", survey.undone().outcome().fault().reason());
        // Without a calibration the model speaks for itself.
        var plain = Ruler.of(null, METRIC, MAP, FRAME, 67);
        assertEquals(4, plain.metres().metres(4));
        assertNull(Ruler.of(null, RELATIVE, MAP, FRAME, 67).metres());
    }

    @Test
    void whatCannotBeIsRefusedWithTheReason() {
        var one = survey(RELATIVE).picked(spot(0.2, 0.9, 1)).said(0, 1);
        assertEquals("calibration-few", one.outcome().fault().reason());
        var two = one.picked(spot(0.5, 0.5, 4));
        assertEquals("calibration-few", two.outcome().fault().reason());
        assertEquals("calibration-distance", two.said(1, 9000).outcome().fault().reason());
        assertEquals("calibration-polarity", two.said(1, 0.4).outcome().fault().reason());
        var blind = two.said(1, 4).through(new Survey.LensGuess(179, null));
        assertEquals("field-of-view", blind.outcome().fault().reason());
        var telescope = two.said(1, 4).through(new Survey.LensGuess(8, null));
        assertTrue(telescope.outcome().calibration().doubts().contains(Doubt.VIEW));
    }

    @Test
    void whatIsKeptComesBackAndHoldsOnlyWhereItWasMade() {
        var survey =
                survey(RELATIVE)
                        .picked(spot(0.2, 0.9, 1))
                        .said(0, 1)
                        .picked(spot(0.6, 0.5, 5))
                        .said(1, 5);
        var kept = survey.kept(survey.outcome().calibration(), 1000);
        var state =
                new MetresEvent.Calibrated(kept, 1)
                        .applyTo(MetresState.start(LengthUnit.FOOT).with(survey));
        assertNull(state.survey());
        var again = MetresState.of(state.toMap(), LengthUnit.METRE);
        assertEquals(LengthUnit.FOOT, again.unit());
        assertEquals(kept, again.of("sample:Room"));
        assertNull(again.of("camera:Other"));
        assertTrue(Ruler.of(kept, RELATIVE, MAP, FRAME, 67).tells());
        var moved = Ruler.of(kept.doubted(Doubt.MOVED), RELATIVE, MAP, FRAME, 67);
        assertEquals(List.of(Doubt.MOVED), moved.doubts());
        assertNull(moved.metres());
        var other = Ruler.of(kept, RELATIVE, new ImageSize(518, 392), FRAME, 67);
        assertEquals(List.of(Doubt.MODEL), other.doubts());
        assertNull(other.metres());
        var metric = Ruler.of(kept, METRIC, MAP, FRAME, 67);
        assertTrue(metric.tells());
        assertNull(metric.kept());
        assertEquals(
                List.of(),
                new MetresEvent.Forgotten("sample:Room").applyTo(again).kept(),
                "deleted");
        assertEquals(MetresState.start(LengthUnit.METRE), MetresState.of("junk", LengthUnit.METRE));
    }

    @Test
    void feetAreForThoseWhoUseThem() {
        assertEquals(LengthUnit.FOOT, LengthUnit.ofLanguage("en-US"));
        assertEquals(LengthUnit.METRE, LengthUnit.ofLanguage("en-GB"));
        assertEquals(LengthUnit.METRE, LengthUnit.ofLanguage("de"));
        assertEquals(0.3048, LengthUnit.FOOT.toMetres(1));
    }
}
