// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.export;

import io.sightline.core.image.ImagePoint;
import io.sightline.core.image.ImageSize;
import io.sightline.core.metres.Distance;
import io.sightline.core.space.Point;
import java.util.ArrayList;
import java.util.List;

/** The places where depth was read, as a table. */
public final class ProbesCsv {
    private static final List<String> COLUMNS =
            List.of(
                    "probe",
                    "x_pixels",
                    "y_pixels",
                    "value",
                    "kind",
                    "near",
                    "metres",
                    "metres_least",
                    "metres_most",
                    "trust",
                    "x_metres",
                    "y_metres",
                    "z_metres",
                    "source",
                    "model");

    private ProbesCsv() {}

    /**
     * One reading.
     *
     * @param name of the probe: a pin's number, or what a person calls it
     * @param point where it is
     * @param value of the map there
     * @param distance what that means; null where nothing is calibrated
     * @param place in camera axes (x right, y down, z forward); null where it is not known
     */
    public record Reading(
            String name, ImagePoint point, double value, Distance distance, Point place) {}

    /**
     * The table.
     *
     * @param frame size of the picture that the pixels are counted in
     * @param kind of the map: relative or metric
     * @param near which values are near: large or small
     * @param source name of the picture
     * @param model that measured
     */
    public static String of(
            List<Reading> readings,
            ImageSize frame,
            String kind,
            String near,
            String source,
            String model) {
        var csv = new Csv(COLUMNS);
        for (var reading : readings) {
            var distance = reading.distance();
            var row = new ArrayList<Object>();
            row.add(reading.name());
            row.add(reading.point().u() * frame.width());
            row.add(reading.point().v() * frame.height());
            row.add(reading.value());
            row.add(kind);
            row.add(near);
            row.add(distance == null ? null : distance.metres());
            row.add(distance == null ? null : distance.near());
            row.add(distance == null ? null : distance.far());
            row.add(distance == null ? null : trust(distance.trust()));
            var place = reading.place();
            row.add(place == null ? null : place.x());
            row.add(place == null ? null : place.y());
            row.add(place == null ? null : place.z());
            row.add(source);
            row.add(model);
            csv.row(row);
        }
        return csv.toString();
    }

    private static String trust(Distance.Trust trust) {
        return switch (trust) {
            case WITHIN -> "within";
            case BESIDE -> "beside";
            default -> "beyond";
        };
    }
}
