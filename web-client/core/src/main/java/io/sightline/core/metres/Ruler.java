// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.metres;

import io.sightline.core.camera.Intrinsics;
import io.sightline.core.image.ImageSize;
import io.sightline.core.model.ModelEntry;
import io.sightline.core.steady.Anchor;
import java.util.List;

/**
 * What the map on show means in metres, or why it means nothing.
 *
 * @param metres null when distances cannot be told
 * @param lens of the picture
 * @param kept the calibration that it comes from; null where a metric model says it by itself, and
 *     where there is none
 * @param doubts about it; without {@code metres}, why a kept calibration does not hold
 */
public record Ruler(Metres metres, Intrinsics lens, CameraMetres kept, List<Doubt> doubts) {
    /**
     * For a map.
     *
     * @param kept the camera's calibration, or null
     * @param model that made the map
     * @param map size of it, pixels
     * @param frame size of the picture, pixels
     * @param degrees that the picture is taken to span across where no calibration says better
     */
    public static Ruler of(
            CameraMetres kept, ModelEntry model, ImageSize map, ImageSize frame, double degrees) {
        var contract = model.contract();
        var lens = Intrinsics.ofFieldOfView(frame, degrees);
        List<Doubt> doubts = List.of();
        if (kept != null) {
            doubts = kept.doubts(model.id(), map.width(), map.height());
            // The field of view stays the camera's own, whatever the model is.
            lens = kept.lens().scaledTo(frame);
            if (kept.holds(model.id(), map.width(), map.height())) {
                return new Ruler(kept.metres(), lens, kept, doubts);
            }
        }
        if (contract.metric()) {
            double most = contract.most() > 0 ? contract.most() : Clue.MOST_METRES;
            return new Ruler(MetricMetres.of(most), lens, null, doubts);
        }
        return new Ruler(null, lens, null, doubts);
    }

    /**
     * For the map of one picture alone, which has a scale of its own: a kept calibration tells
     * distances of it where it can be brought to that scale.
     *
     * @param kept the camera's calibration, as it was made, or null
     * @param values of the map at {@link Anchor#places()}; NaN where it has none
     * @param model that made the map
     * @param map size of it, pixels
     * @param frame size of the picture, pixels
     * @param degrees that the picture is taken to span across where no calibration says better
     */
    public static Ruler ofPicture(
            CameraMetres kept,
            double[] values,
            ModelEntry model,
            ImageSize map,
            ImageSize frame,
            double degrees) {
        var ruler = of(kept, model, map, frame, degrees);
        if (!ruler.needsScale()) {
            return ruler;
        }
        if (kept.anchor() == null) {
            return ruler.unscaled();
        }
        var fit = kept.anchor().fit(values);
        return fit.alignment() == null
                ? ruler.without(List.of(Doubt.ELSEWHERE))
                : of(kept.before(fit), model, map, frame, degrees);
    }

    /** Whether it means something only in the scale of the map that it was calibrated with. */
    public boolean needsScale() {
        return kept != null && metres instanceof RelativeMetres;
    }

    /** Of a map whose scale is not known, or not yet. */
    public Ruler unscaled() {
        return without(kept.anchor() == null ? List.of(Doubt.UNANCHORED) : List.of());
    }

    private Ruler without(List<Doubt> why) {
        return new Ruler(null, lens, null, why);
    }

    /** True when distances can be told. */
    public boolean tells() {
        return metres != null;
    }

    /**
     * How far a place is from the lens, along the line of sight, as a tape measures.
     *
     * @param value of the map there
     * @param u 0 at the picture's left edge, 1 at the right edge
     * @param v 0 at the top edge, 1 at the bottom edge
     */
    public Distance distance(double value, double u, double v) {
        var size = lens.size();
        return metres.at(value).times(lens.sight(u * size.width(), v * size.height()));
    }
}
