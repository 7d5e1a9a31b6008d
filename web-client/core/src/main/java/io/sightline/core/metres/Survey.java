// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.metres;

import io.sightline.core.camera.Intrinsics;
import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.image.ImageSize;
import io.sightline.core.model.ModelEntry;
import java.util.ArrayList;
import java.util.List;

/**
 * A calibration while a person is making it: what was picked and said so far. It changes by copies,
 * so that each step can be undone, and says at any moment what comes of it.
 *
 * @param subject whose calibration it is
 * @param way that the next pick is meant in
 * @param known what was told so far, oldest first
 * @param top the upper end of something upright, whose foot comes next; else null
 * @param lens the camera's
 * @param cameraHeight metres over the floor; NaN until it is given
 * @param tilt degrees that the camera looks down; NaN until it is given
 */
public record Survey(
        Subject subject,
        Way way,
        List<Known> known,
        Spot top,
        LensGuess lens,
        double cameraHeight,
        double tilt) {
    /** More is not better, and not seen at a glance. */
    public static final int MOST = 8;

    /** How well a camera's height is measured, one standard deviation as a share. */
    private static final double HEIGHT_ERROR = 0.03;

    /** How well a camera's tilt is read off, one standard deviation, radians. */
    private static final double TILT_ERROR = Math.toRadians(1);

    /**
     * Whose calibration it is.
     *
     * @param camera what its calibration is kept under
     * @param label its name, for people
     * @param model that made the map
     * @param map size of the model's input, pixels
     * @param frame size of the picture, pixels
     */
    public record Subject(
            String camera, String label, ModelEntry model, ImageSize map, ImageSize frame) {}

    /**
     * What comes of it.
     *
     * @param calibration null when nothing does
     * @param fault why not, or null
     */
    public record Outcome(Calibration calibration, SightlineException fault) {}

    /** A survey at its start. */
    public static Survey of(Subject subject, LensGuess lens) {
        return new Survey(subject, Way.DISTANCES, List.of(), null, lens, Double.NaN, Double.NaN);
    }

    /** True when another thing can be told. */
    public boolean hasRoom() {
        return known.size() < MOST;
    }

    /** With another meaning of the next pick. */
    public Survey by(Way newWay) {
        return new Survey(subject, newWay, known, null, lens, cameraHeight, tilt);
    }

    /** With one more place. */
    public Survey picked(Spot spot) {
        if (!hasRoom()) {
            return this;
        }
        if (way == Way.HEIGHT && top == null) {
            return new Survey(subject, way, known, spot, lens, cameraHeight, tilt);
        }
        var next = new ArrayList<>(known);
        next.add(new Known(way, top, spot, Double.NaN));
        return new Survey(subject, way, List.copyOf(next), null, lens, cameraHeight, tilt);
    }

    /** With the distance or height of one of the places, metres; NaN for none. */
    public Survey said(int index, double metres) {
        var next = new ArrayList<>(known);
        next.set(index, next.get(index).saying(metres));
        return new Survey(subject, way, List.copyOf(next), top, lens, cameraHeight, tilt);
    }

    /** Without one of the places. */
    public Survey without(int index) {
        var next = new ArrayList<>(known);
        next.remove(index);
        return new Survey(subject, way, List.copyOf(next), top, lens, cameraHeight, tilt);
    }

    /** True when there is a pick to take back. */
    public boolean canUndo() {
        return top != null || !known.isEmpty();
    }

    /** Without the last pick. */
    public Survey undone() {
        if (top != null) {
            return new Survey(subject, way, known, null, lens, cameraHeight, tilt);
        }
        return known.isEmpty() ? this : without(known.size() - 1);
    }

    /** With another lens. */
    public Survey through(LensGuess newLens) {
        return new Survey(subject, way, known, top, newLens, cameraHeight, tilt);
    }

    /** With the camera's height over the floor, metres; NaN for unknown. */
    public Survey at(double metres) {
        return new Survey(subject, way, known, top, lens, metres, tilt);
    }

    /** With the tilt of the camera, degrees downwards; NaN for unknown. */
    public Survey tilted(double degrees) {
        return new Survey(subject, way, known, top, lens, cameraHeight, degrees);
    }

    /** The key of what the person is asked for next. */
    public String asks() {
        for (var each : known) {
            if (!each.complete()) {
                return each.way() == Way.HEIGHT ? "say-height" : "say-distance";
            }
        }
        if (!hasRoom()) {
            return "full";
        }
        return switch (way) {
            case DISTANCES -> known.isEmpty() ? "pick-first" : "pick-next";
            case HEIGHT -> top == null ? "pick-top" : "pick-foot";
            case FLOOR -> "pick-floor";
        };
    }

    /** What comes of it so far. */
    public Outcome outcome() {
        try {
            return new Outcome(calibrate(), null);
        } catch (SightlineException e) {
            return new Outcome(null, e);
        }
    }

    private Calibration calibrate() {
        var contract = subject.model().contract();
        var polarity = Polarity.ofWire(contract.near());
        boolean metric = contract.metric();
        var size = subject.frame();
        var calibrator =
                new Calibrator(
                        lens.of(size),
                        polarity,
                        metric ? MapNoise.METRIC_MODEL : MapNoise.RELATIVE_MODEL);
        if (!Double.isNaN(cameraHeight)) {
            calibrator.cameraHeight(cameraHeight, HEIGHT_ERROR * cameraHeight);
        }
        if (!Double.isNaN(tilt)) {
            calibrator.pitch(Math.toRadians(tilt), TILT_ERROR);
        }
        int distances = 0;
        for (var each : known) {
            if (each.complete()) {
                calibrator.with(each.clue(size.width(), size.height()));
                distances += each.way() == Way.FLOOR ? 0 : 1;
            }
        }
        if (metric && distances == 0 || distances == 0 && Double.isNaN(cameraHeight)) {
            throw new SightlineException(ErrorCode.BAD_INPUT, "calibration-few");
        }
        return metric
                ? calibrator.fitMetric(contract.most() > 0 ? contract.most() : Clue.MOST_METRES)
                : calibrator.fit();
    }

    /**
     * What is kept of it.
     *
     * @param calibration that came of it
     * @param now milliseconds since 1970
     */
    public CameraMetres kept(Calibration calibration, double now) {
        return new CameraMetres(
                subject.camera(),
                subject.label(),
                subject.model().id(),
                subject.map().width(),
                subject.map().height(),
                lens.of(subject.frame()),
                calibration.metres(),
                calibration.pitch(),
                calibration.cameraHeight(),
                now,
                null);
    }

    /**
     * What a person knows of a lens: how wide it sees, or its intrinsics.
     *
     * @param degrees across
     * @param given focal lengths and centre, pixels of the picture: fx, fy, cx, cy; null to go by
     *     the degrees
     */
    public record LensGuess(double degrees, double[] given) {
        /** What a webcam is taken for. */
        public static final LensGuess WEBCAM = new LensGuess(Intrinsics.WEBCAM_DEGREES, null);

        /** A lens that is known already. */
        public static LensGuess of(Intrinsics lens) {
            return new LensGuess(
                    lens.degreesAcross(),
                    new double[] {lens.fx(), lens.fy(), lens.cx(), lens.cy()});
        }

        /** The pinhole camera of it; refuses what no camera can be. */
        public Intrinsics of(ImageSize frame) {
            return given == null
                    ? Intrinsics.ofFieldOfView(frame, degrees)
                    : new Intrinsics(frame, given[0], given[1], given[2], given[3]);
        }
    }
}
