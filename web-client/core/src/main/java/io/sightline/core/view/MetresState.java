// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.view;

import io.sightline.core.metres.CameraMetres;
import io.sightline.core.metres.Doubt;
import io.sightline.core.metres.LengthUnit;
import io.sightline.core.metres.Survey;
import io.sightline.core.steady.Anchor;
import io.sightline.core.value.Fields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Distances: which cameras are calibrated, and the calibration that is being made.
 *
 * @param survey the one that is being made, or null
 * @param kept of all cameras, the newest last
 * @param unit that lengths are read and given in
 * @param scale that the open stream's maps have; null where it is not known
 */
public record MetresState(
        Survey survey, List<CameraMetres> kept, LengthUnit unit, StreamScale scale) {
    /** The oldest go when there are more. */
    public static final int MOST_KEPT = 40;

    /**
     * How the maps of a stream stand to those that its camera was calibrated with: each stream
     * begins with a scale and a shift of its own.
     *
     * @param source number of the stream
     * @param fit what brings its values to those
     */
    public record StreamScale(int source, Anchor.Fit fit) {}

    /** Nothing is calibrated. */
    public static MetresState start(LengthUnit unit) {
        return new MetresState(null, List.of(), unit, null);
    }

    /** The calibration of this camera, or null. */
    public CameraMetres of(String camera) {
        for (var each : kept) {
            if (each.camera().equals(camera)) {
                return each;
            }
        }
        return null;
    }

    /**
     * What a source's calibration is kept under: a camera's device, for two cameras may have one
     * name; else the name. Empty when there is no source.
     */
    public static String camera(SourceState source) {
        if (source.kind().isEmpty()) {
            return "";
        }
        return source.device().isEmpty()
                ? source.kind() + ":" + source.name()
                : source.kind() + "#" + source.device();
    }

    /** With another survey, or none. */
    public MetresState with(Survey value) {
        return new MetresState(value, kept, unit, scale);
    }

    /** With a new calibration, in place of the camera's older one. */
    public MetresState with(CameraMetres value) {
        var next = new ArrayList<>(without(value.camera()).kept);
        next.add(value);
        while (next.size() > MOST_KEPT) {
            next.remove(0);
        }
        return new MetresState(null, List.copyOf(next), unit, null);
    }

    /** Without the calibration of this camera. */
    public MetresState without(String camera) {
        var next = new ArrayList<CameraMetres>();
        for (var each : kept) {
            if (!each.camera().equals(camera)) {
                next.add(each);
            }
        }
        return new MetresState(survey, List.copyOf(next), unit, scale);
    }

    /** With the scale of the open stream. */
    MetresState with(StreamScale value) {
        return new MetresState(survey, kept, unit, value);
    }

    /** The open source's calibration, for the maps of its stream; null where there is none. */
    public CameraMetres of(SourceState source) {
        var camera = of(camera(source));
        return camera != null && knowsScale(source) ? camera.before(scale.fit()) : camera;
    }

    /** Whether it is known how the source's maps stand to those of its camera's calibration. */
    boolean knowsScale(SourceState source) {
        return scale != null && scale.source() == source.number();
    }

    /** In another unit. */
    public MetresState in(LengthUnit value) {
        return new MetresState(survey, kept, value, scale);
    }

    /** With a doubt of the calibration of this camera, or without one (null). */
    MetresState doubted(String camera, Doubt doubt) {
        var next = new ArrayList<CameraMetres>();
        boolean same = true;
        for (var each : kept) {
            boolean changes = each.camera().equals(camera) && each.doubted() != doubt;
            next.add(changes ? each.doubted(doubt) : each);
            same &= !changes;
        }
        return same ? this : new MetresState(survey, List.copyOf(next), unit, scale);
    }

    /**
     * Takes what was kept under a camera's name, as it once was, to the camera itself.
     *
     * @param source whose device is known now
     * @param shared other cameras here have the same name: it may be theirs
     */
    MetresState adopted(SourceState source, boolean shared) {
        var old = of(source.kind() + ":" + source.name());
        var camera = camera(source);
        if (old == null || old.camera().equals(camera) || of(camera) != null) {
            return this;
        }
        var adopted = old.under(camera);
        return without(old.camera()).with(shared ? adopted.doubted(Doubt.SHARED) : adopted);
    }

    /** As it is kept between visits. */
    public Map<String, Object> toMap() {
        var cameras = new ArrayList<Object>();
        for (var each : kept) {
            cameras.add(each.toMap());
        }
        var map = new LinkedHashMap<String, Object>();
        map.put("unit", unit.id());
        map.put("cameras", cameras);
        return map;
    }

    /**
     * What was kept; whatever of it does not fit is left out.
     *
     * @param usual the unit of a first visit
     */
    public static MetresState of(Object value, LengthUnit usual) {
        if (!(value instanceof Map<?, ?>)) {
            return start(usual);
        }
        var fields = Fields.of(value);
        var unit =
                fields.raw("unit") instanceof String id && LengthUnit.ofId(id) != null
                        ? LengthUnit.ofId(id)
                        : usual;
        var state = start(unit);
        if (fields.raw("cameras") instanceof List<?> cameras) {
            for (var each : cameras) {
                var camera = CameraMetres.of(each);
                if (camera != null) {
                    state = state.with(camera);
                }
            }
        }
        return state;
    }
}
