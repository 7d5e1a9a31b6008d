// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.metres;

import io.sightline.core.camera.Intrinsics;
import io.sightline.core.image.ImageSize;
import io.sightline.core.model.ModelEntry;
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
            if (!doubts.contains(Doubt.MODEL)
                    && !doubts.contains(Doubt.MOVED)
                    && !doubts.contains(Doubt.SHARED)) {
                return new Ruler(kept.metres(), lens, kept, doubts);
            }
        }
        if (contract.metric()) {
            double most = contract.most() > 0 ? contract.most() : Clue.MOST_METRES;
            return new Ruler(MetricMetres.of(most), lens, null, doubts);
        }
        return new Ruler(null, lens, null, doubts);
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
