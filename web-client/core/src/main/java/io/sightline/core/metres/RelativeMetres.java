// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.metres;

import io.sightline.core.steady.Alignment;
import io.sightline.core.steady.AlignmentError;
import io.sightline.core.value.Fields;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A relative map, calibrated: {@code 1 / metres = scale × value + shift}.
 *
 * @param scale inverse metres for each unit of the map; negative where smaller is nearer
 * @param shift inverse metres
 * @param scaleVariance of the scale
 * @param shiftVariance of the shift
 * @param covariance of the two
 * @param noise of one value
 * @param nearest metres: what the nearest clue covers
 * @param farthest metres: what the farthest clue covers
 */
public record RelativeMetres(
        double scale,
        double shift,
        double scaleVariance,
        double shiftVariance,
        double covariance,
        MapNoise noise,
        double nearest,
        double farthest)
        implements Metres {
    /** 95 % of a Gaussian lie within so many standard deviations. */
    static final double DEVIATIONS = 1.96;

    /** A calibration carries so far beside its nearest and farthest clue. */
    static final double REACH = 1.5;

    /** Farther than this no map of a picture tells. */
    static final double HORIZON = 1000;

    public RelativeMetres {
        if (!(Math.abs(scale) > 0
                && Math.abs(scale) < 1e12
                && Math.abs(shift) < 1e12
                && scaleVariance >= 0
                && shiftVariance >= 0
                && !Double.isNaN(covariance)
                && nearest > 0
                && farthest >= nearest)) {
            throw new IllegalArgumentException("not a calibration: " + scale + ", " + shift);
        }
    }

    @Override
    public Polarity polarity() {
        return scale > 0 ? Polarity.LARGE : Polarity.SMALL;
    }

    @Override
    public double metres(double value) {
        double inverse = scale * value + shift;
        return inverse * HORIZON > 1 ? 1 / inverse : Double.POSITIVE_INFINITY;
    }

    @Override
    public double value(double metres) {
        return (1 / metres - shift) / scale;
    }

    /** One standard deviation of the inverse depth at a value: of the fit and of the value. */
    public double deviation(double value) {
        double inverse = scale * value + shift;
        double fit =
                Math.max(0, scaleVariance * value * value + 2 * covariance * value + shiftVariance);
        double relative = noise.relative() * inverse;
        double absolute = noise.absolute() * scale;
        return Math.sqrt(fit + relative * relative + absolute * absolute);
    }

    @Override
    public double variance(double value) {
        // dz = −z² dq
        double z = metres(value);
        double off = z * z * deviation(value);
        return off * off;
    }

    @Override
    public double shared(double one, double other) {
        double a = metres(one);
        double b = metres(other);
        return a
                * a
                * b
                * b
                * (scaleVariance * one * other + covariance * (one + other) + shiftVariance);
    }

    @Override
    public Distance at(double value) {
        double inverse = scale * value + shift;
        double off = DEVIATIONS * deviation(value);
        double metres = metres(value);
        var trust =
                Double.isInfinite(metres)
                        ? Distance.Trust.BEYOND
                        : metres < nearest / REACH || metres > farthest * REACH
                                ? Distance.Trust.BESIDE
                                : Distance.Trust.WITHIN;
        double least = inverse - off;
        double most = inverse + off;
        return new Distance(
                metres,
                most > 0 ? 1 / most : Double.POSITIVE_INFINITY,
                least > 0 ? 1 / least : Double.POSITIVE_INFINITY,
                trust);
    }

    /**
     * The same for maps of another scale and shift.
     *
     * @param alignment what brings their values to those that this is of
     * @param error of the alignment, which widens the band; of what it leaves, a value's noise
     */
    RelativeMetres before(Alignment alignment, AlignmentError error) {
        double by = alignment.scale();
        double off = alignment.shift();
        return new RelativeMetres(
                scale * by,
                shift + scale * off,
                scaleVariance * by * by + scale * scale * error.scaleVariance(),
                shiftVariance
                        + 2 * off * covariance
                        + off * off * scaleVariance
                        + scale * scale * error.shiftVariance(),
                by * (covariance + off * scaleVariance) + scale * scale * error.covariance(),
                noise.withAbsolute(Math.hypot(noise.absolute(), error.residual()) / by),
                nearest,
                farthest);
    }

    /** As it is kept. */
    public Map<String, Object> toMap() {
        var map = new LinkedHashMap<String, Object>();
        map.put("scale", scale);
        map.put("shift", shift);
        map.put("scaleVariance", scaleVariance);
        map.put("shiftVariance", shiftVariance);
        map.put("covariance", covariance);
        map.put("relativeNoise", noise.relative());
        map.put("absoluteNoise", noise.absolute());
        map.put("nearest", nearest);
        map.put("farthest", farthest);
        return map;
    }

    static RelativeMetres of(Fields fields) {
        return new RelativeMetres(
                fields.number("scale"),
                fields.number("shift"),
                fields.number("scaleVariance"),
                fields.number("shiftVariance"),
                fields.number("covariance"),
                new MapNoise(fields.number("relativeNoise"), fields.number("absoluteNoise")),
                fields.number("nearest"),
                fields.number("farthest"));
    }
}
