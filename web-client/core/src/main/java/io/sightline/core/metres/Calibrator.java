// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.metres;

import io.sightline.core.camera.Intrinsics;
import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Fits scale and shift of a relative map, or the factor of a metric one, to what is known about the
 * scene: any mix of {@link Clue}s, least squares when there are more than needed.
 *
 * <p>Unknown are a and b of the inverse depth {@code a + b v} (v the value, centred and scaled), g
 * = 1 / camera height where floor points are given, and the pitch θ. Each clue gives one equation
 * in inverse depth, weighted by its error:
 *
 * <ul>
 *   <li>distance d along the line of sight of length r for each metre of depth: {@code a + b v = r
 *       / d}
 *   <li>height H with its ends at the directions y₁ (top) and y₂ (bottom): {@code a + b v = (y₂ −
 *       y₁) / (H (cos θ − y₁ sin θ))}, from the projection of the upright segment
 *   <li>floor point at the direction y: {@code a + b v = g (y cos θ + sin θ)}, from the plane at
 *       the camera's height
 * </ul>
 *
 * <p>The camera is taken to be held without roll. Pitch and camera height come in as what is known
 * of them, with an error; without a word, the pitch is level give or take ten degrees. For a given
 * θ all equations are linear; Gauss-Newton does the rest.
 */
public final class Calibrator {
    /** What a hand or a stand keeps level, radians, one standard deviation. */
    public static final double LEVEL_ERROR = Math.toRadians(10);

    /** How far a click lies beside what was meant, pixels, one standard deviation. */
    public static final double CLICK_PIXELS = 2;

    private static final int A = 0;
    private static final int B = 1;
    private static final int PITCH = 2;
    private static final int G = 3;
    private static final int ROUNDS = 60;
    private static final double STEEPEST = Math.toRadians(80);

    /** A scale that is this unsure makes distances beside the clues a guess. */
    private static final double ALIKE = 0.25;

    private static final double UNDETERMINED = 0.5;
    private static final double HEIGHT_OFF = 0.15;

    /** Higher than people and doors, metres. */
    private static final double TALL = 3;

    private final Intrinsics lens;
    private final Polarity polarity;
    private final MapNoise noise;
    private final List<Clue> clues = new ArrayList<>();
    private double click = CLICK_PIXELS;
    private double pitch;
    private double pitchError = LEVEL_ERROR;
    private double height = Double.NaN;
    private double heightError;

    /**
     * @param lens of the picture that the clues' pixels belong to
     * @param polarity of the map, from the model's contract
     * @param noise of the map
     */
    public Calibrator(Intrinsics lens, Polarity polarity, MapNoise noise) {
        this.lens = lens;
        this.polarity = polarity;
        this.noise = noise;
    }

    /** With one more thing known. */
    public Calibrator with(Clue clue) {
        clues.add(clue);
        return this;
    }

    /** With the camera's pitch, radians downwards, and its error. */
    public Calibrator pitch(double radians, double error) {
        if (!(Math.abs(radians) < STEEPEST && error > 0 && error < 1)) {
            throw new SightlineException(
                    ErrorCode.BAD_INPUT,
                    "calibration-pitch",
                    Map.of("found", Math.toDegrees(radians), "most", Math.toDegrees(STEEPEST)));
        }
        pitch = radians;
        pitchError = error;
        return this;
    }

    /** With the lens's height over the floor, metres, and its error. */
    public Calibrator cameraHeight(double metres, double error) {
        if (!(metres >= Clue.LEAST_METRES && metres <= 100 && error > 0 && error < metres)) {
            throw new SightlineException(
                    ErrorCode.BAD_INPUT,
                    "calibration-camera-height",
                    Map.of("found", metres, "least", Clue.LEAST_METRES, "most", 100.0));
        }
        height = metres;
        heightError = error;
        return this;
    }

    /** With another precision of the clicks, pixels, one standard deviation. */
    public Calibrator click(double pixels) {
        click = pixels;
        return this;
    }

    /**
     * Calibrates a relative map.
     *
     * @throws SightlineException {@code bad-input}: "calibration-few" when the clues leave it open,
     *     "calibration-alike" when they lie at one value, "calibration-polarity" when near and far
     *     are the other way round than the model's contract says, "calibration-negative" when a
     *     clue would lie behind infinity
     */
    public Calibration fit() {
        return new Fit().run();
    }

    /**
     * Corrects a metric map by one factor; without clues of distance or height it stays as it
     * comes.
     *
     * @param most metres that the model can say
     */
    public Calibration fitMetric(double most) {
        double weights = 0;
        double sum = 0;
        var residuals = new ArrayList<Double>();
        var ratios = new ArrayList<double[]>();
        for (var clue : clues) {
            double inverse = inverse(clue, pitch);
            if (Double.isNaN(inverse)) {
                continue;
            }
            if (!(clue.value() > 0)) {
                throw negative();
            }
            double ratio = 1 / (inverse * clue.value());
            double off = inverseError(clue, pitch, inverse) / inverse;
            double spread =
                    Math.sqrt(
                            off * off
                                    + noise.relative() * noise.relative()
                                    + square(
                                            Math.max(clue.valueError(), noise.absolute())
                                                    / clue.value()));
            ratios.add(new double[] {ratio, ratio * spread});
            weights += 1 / square(ratio * spread);
            sum += ratio / square(ratio * spread);
        }
        var doubts = new ArrayList<Doubt>();
        if (anyTall()) {
            doubts.add(Doubt.TALL);
        }
        if (!lens.usual()) {
            doubts.add(Doubt.VIEW);
        }
        if (ratios.isEmpty()) {
            doubts.add(Doubt.UNCHECKED);
            return new Calibration(
                    new MetricMetres(1, 0, noise, most),
                    pitch,
                    pitchError,
                    height,
                    heightError,
                    List.of(),
                    doubts);
        }
        double factor = sum / weights;
        double chi = 0;
        for (var ratio : ratios) {
            double residual = (ratio[0] - factor) / ratio[1];
            residuals.add(residual);
            chi += residual * residual;
        }
        int spare = ratios.size() - 1;
        double widening = spare > 0 ? Math.max(1, chi / spare) : 1;
        // A metric map that needs a factor of two is the wrong map, the wrong lens or a wrong tape.
        if (widening > DISAGREE || factor > 2 || factor < 0.5) {
            doubts.add(Doubt.DISAGREE);
        }
        if (spare == 0) {
            doubts.add(Doubt.UNCHECKED);
        }
        return new Calibration(
                new MetricMetres(factor, widening / weights, noise, most),
                pitch,
                pitchError,
                height,
                heightError,
                residuals,
                doubts);
    }

    /**
     * Reduced χ² above this is worth a word: 4 happens by chance once in a hundred with one spare.
     */
    private static final double DISAGREE = 6.6;

    private boolean anyTall() {
        for (var clue : clues) {
            if (clue instanceof Clue.KnownHeight known && known.metres() > TALL) {
                return true;
            }
        }
        return false;
    }

    /** The inverse depth that a clue says, or NaN for a floor point, which says none alone. */
    private double inverse(Clue clue, double theta) {
        if (clue instanceof Clue.KnownDistance known) {
            return lens.sight(known.x(), known.y()) / known.metres();
        }
        if (clue instanceof Clue.KnownHeight known) {
            double top = lens.down(known.topY());
            double span = lens.down(known.bottomY()) - top;
            return span / (known.metres() * (Math.cos(theta) - top * Math.sin(theta)));
        }
        return Double.NaN;
    }

    /** The error of that, of the measuring and the clicks, not of the map. */
    private double inverseError(Clue clue, double theta, double inverse) {
        if (clue instanceof Clue.KnownDistance known) {
            return inverse * known.error() / known.metres();
        }
        var known = (Clue.KnownHeight) clue;
        double pixels = known.bottomY() - known.topY();
        return inverse
                * Math.sqrt(square(known.error() / known.metres()) + 2 * square(click / pixels));
    }

    private static double square(double x) {
        return x * x;
    }

    private static SightlineException negative() {
        return new SightlineException(ErrorCode.BAD_INPUT, "calibration-negative");
    }

    /** One fit: the unknowns, and what is needed on the way. */
    private final class Fit {
        private final boolean floor;
        private final int unknowns;
        private final double centre;
        private final double width;
        private final double[] x = new double[4];
        private double[][] covariance;

        Fit() {
            boolean anyFloor = false;
            double least = Double.POSITIVE_INFINITY;
            double greatest = Double.NEGATIVE_INFINITY;
            for (var clue : clues) {
                anyFloor |= clue instanceof Clue.FloorPoint;
                least = Math.min(least, clue.value());
                greatest = Math.max(greatest, clue.value());
            }
            floor = anyFloor;
            unknowns = floor ? 4 : 3;
            if (clues.size() < 2) {
                throw new SightlineException(ErrorCode.BAD_INPUT, "calibration-few");
            }
            centre = (least + greatest) / 2;
            width = (greatest - least) / 2;
            if (!(width > 1e-9 * Math.max(Math.abs(least), Math.abs(greatest)))) {
                throw new SightlineException(ErrorCode.BAD_INPUT, "calibration-alike");
            }
        }

        Calibration run() {
            x[PITCH] = pitch;
            x[G] = Double.isNaN(height) ? 1 / 1.5 : 1 / height;
            // The first two rounds keep the pitch: all is linear, and the start does not matter.
            for (int round = 0; round < ROUNDS; ++round) {
                double step = improve(round < 2);
                if (round > 3 && step < 1e-12) {
                    break;
                }
            }
            return result();
        }

        private double inverseAt(Clue clue) {
            return x[A] + x[B] * (clue.value() - centre) / width;
        }

        /** Says what a clue's equation is off by, its derivatives and its error. */
        private double equation(Clue clue, double[] row, boolean first) {
            double cos = Math.cos(x[PITCH]);
            double sin = Math.sin(x[PITCH]);
            row[A] = 1;
            row[B] = (clue.value() - centre) / width;
            row[PITCH] = 0;
            row[G] = 0;
            double said;
            double error;
            if (clue instanceof Clue.FloorPoint point) {
                double y = lens.down(point.y());
                said = x[G] * (y * cos + sin);
                row[G] = -(y * cos + sin);
                row[PITCH] = -x[G] * (cos - y * sin);
                error = x[G] * cos * click / lens.fy();
            } else {
                said = inverse(clue, x[PITCH]);
                error = inverseError(clue, x[PITCH], said);
                if (clue instanceof Clue.KnownHeight known) {
                    double top = lens.down(known.topY());
                    // d/dθ of 1 / (cos θ − y₁ sin θ)
                    row[PITCH] = -said * (sin + top * cos) / (cos - top * sin);
                }
            }
            double slope = first ? 0 : x[B] / width;
            double spread = Math.max(clue.valueError(), noise.absolute()) * slope;
            row[4] =
                    Math.sqrt(
                            square(error)
                                    + square(noise.relative() * said)
                                    + square(spread)
                                    + square(1e-9 * (1 + Math.abs(said))));
            return inverseAt(clue) - said;
        }

        private double improve(boolean pitchFixed) {
            var normal = new double[unknowns][unknowns];
            var right = new double[unknowns];
            var row = new double[5];
            for (var clue : clues) {
                double off = equation(clue, row, pitchFixed);
                double weight = 1 / square(row[4]);
                for (int i = 0; i < unknowns; ++i) {
                    right[i] -= weight * row[i] * off;
                    for (int j = 0; j < unknowns; ++j) {
                        normal[i][j] += weight * row[i] * row[j];
                    }
                }
            }
            double weight = pitchFixed ? 1e18 : 1 / square(pitchError);
            normal[PITCH][PITCH] += weight;
            right[PITCH] -= weight * (x[PITCH] - pitch);
            if (floor && !Double.isNaN(height)) {
                double error = heightError / square(height);
                normal[G][G] += 1 / square(error);
                right[G] -= (x[G] - 1 / height) / square(error);
            }
            covariance = inverted(normal);
            double size = 0;
            for (int i = 0; i < unknowns; ++i) {
                double step = 0;
                for (int j = 0; j < unknowns; ++j) {
                    step += covariance[i][j] * right[j];
                }
                if (i == PITCH) {
                    step = Math.max(-0.1, Math.min(0.1, step));
                }
                size = Math.max(size, Math.abs(step) / (1 + Math.abs(x[i])));
                x[i] += step;
            }
            x[PITCH] = Math.max(-STEEPEST, Math.min(STEEPEST, x[PITCH]));
            return size;
        }

        private double[][] inverted(double[][] matrix) {
            var result = SmallMatrix.inverse(matrix);
            if (result == null) {
                throw new SightlineException(ErrorCode.BAD_INPUT, "calibration-few");
            }
            return result;
        }

        private Calibration result() {
            double chi = square((x[PITCH] - pitch) / pitchError);
            int spare = clues.size() + 1 - unknowns;
            if (floor && !Double.isNaN(height)) {
                chi += square((1 / x[G] - height) / heightError);
                ++spare;
            }
            var residuals = new ArrayList<Double>();
            var row = new double[5];
            double nearest = Double.POSITIVE_INFINITY;
            double farthest = 0;
            for (var clue : clues) {
                double off = equation(clue, row, false) / row[4];
                residuals.add(off);
                chi += off * off;
                double inverse = inverseAt(clue);
                if (inverse * RelativeMetres.HORIZON > 1) {
                    nearest = Math.min(nearest, 1 / inverse);
                    farthest = Math.max(farthest, 1 / inverse);
                } else if (!(clue instanceof Clue.FloorPoint)) {
                    checkPolarity();
                    throw negative();
                }
            }
            checkPolarity();
            double unsure = Math.sqrt(covariance[B][B]) / Math.abs(x[B]);
            if (unsure > UNDETERMINED || Double.isNaN(unsure)) {
                throw new SightlineException(ErrorCode.BAD_INPUT, "calibration-alike");
            }
            if (floor && !(x[G] > 0)) {
                throw new SightlineException(ErrorCode.BAD_INPUT, "calibration-floor");
            }
            double widening = spare > 0 ? Math.max(1, chi / spare) : 1;
            double s = x[B] / width;
            double t = x[A] - x[B] * centre / width;
            // From (a, b) back to (scale, shift): a linear map of the covariance.
            double k = centre / width;
            double aa = covariance[A][A] * widening;
            double ab = covariance[A][B] * widening;
            double bb = covariance[B][B] * widening;
            var metres =
                    new RelativeMetres(
                            s,
                            t,
                            bb / square(width),
                            aa - 2 * k * ab + k * k * bb,
                            (ab - k * bb) / width,
                            noise,
                            nearest,
                            farthest);
            double cameraHeight = floor ? 1 / x[G] : height;
            double cameraHeightError =
                    floor
                            ? Math.sqrt(covariance[G][G] * widening) * square(cameraHeight)
                            : heightError;
            return new Calibration(
                    metres,
                    x[PITCH],
                    Math.sqrt(covariance[PITCH][PITCH] * widening),
                    cameraHeight,
                    cameraHeightError,
                    residuals,
                    doubts(unsure, widening, spare));
        }

        private void checkPolarity() {
            double error = Math.sqrt(covariance[B][B]);
            if (x[B] * polarity.sign() < 0) {
                // A slope that could as well be the other way round says that the clues are alike.
                throw new SightlineException(
                        ErrorCode.BAD_INPUT,
                        Math.abs(x[B]) > error ? "calibration-polarity" : "calibration-alike");
            }
        }

        private List<Doubt> doubts(double unsure, double widening, int spare) {
            var doubts = new ArrayList<Doubt>();
            if (unsure > ALIKE) {
                doubts.add(Doubt.ALIKE);
            }
            if (widening > DISAGREE) {
                doubts.add(Doubt.DISAGREE);
            }
            for (var clue : clues) {
                if (clue instanceof Clue.KnownHeight known) {
                    double off = inverse(clue, x[PITCH]) / inverseAt(clue) - 1;
                    if (Math.abs(off) > HEIGHT_OFF
                            && Math.abs(off) > 2 * known.error() / known.metres()) {
                        doubts.add(Doubt.HEIGHT);
                        break;
                    }
                }
            }
            if (anyTall()) {
                doubts.add(Doubt.TALL);
            }
            if (!lens.usual()) {
                doubts.add(Doubt.VIEW);
            }
            if (spare <= 1) {
                doubts.add(Doubt.UNCHECKED);
            }
            return List.copyOf(doubts);
        }
    }
}
