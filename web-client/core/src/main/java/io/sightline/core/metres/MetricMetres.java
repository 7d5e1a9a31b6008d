// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.metres;

import io.sightline.core.value.Fields;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A metric map: {@code metres = factor × value}. The factor is 1 until a known distance corrects
 * it: a metric model learnt the focal length of its training cameras, and another lens scales all
 * its distances alike.
 *
 * @param factor metres for each unit of the map
 * @param factorVariance of the factor
 * @param noise of one value
 * @param most metres that the model can say: 20 indoors, 80 outdoors
 */
public record MetricMetres(double factor, double factorVariance, MapNoise noise, double most)
        implements Metres {
    /** Values so near the maximum mean "at least this". */
    private static final double CEILING = 0.99;

    public MetricMetres {
        if (!(factor > 0 && factor < 1e6 && factorVariance >= 0 && most > 0)) {
            throw new IllegalArgumentException("not a metric map: " + factor + ", " + most);
        }
    }

    /** A model as it comes. */
    public static MetricMetres of(double most) {
        return new MetricMetres(1, 0, MapNoise.METRIC_MODEL, most);
    }

    @Override
    public Polarity polarity() {
        return Polarity.SMALL;
    }

    @Override
    public double metres(double value) {
        return value > 0 ? factor * value : Double.NaN;
    }

    @Override
    public double variance(double value) {
        double relative = noise.relative() * factor * value;
        double absolute = noise.absolute() * factor;
        return value * value * factorVariance + relative * relative + absolute * absolute;
    }

    @Override
    public double shared(double one, double other) {
        return one * other * factorVariance;
    }

    @Override
    public double value(double metres) {
        return metres / factor;
    }

    @Override
    public Distance at(double value) {
        double metres = metres(value);
        if (Double.isNaN(metres)) {
            return new Distance(metres, 0, Double.POSITIVE_INFINITY, Distance.Trust.BEYOND);
        }
        double off = RelativeMetres.DEVIATIONS * Math.sqrt(variance(value));
        boolean full = value >= CEILING * most;
        return new Distance(
                metres,
                Math.max(0, metres - off),
                full ? Double.POSITIVE_INFINITY : metres + off,
                full ? Distance.Trust.BEYOND : Distance.Trust.WITHIN);
    }

    /** As it is kept. */
    public Map<String, Object> toMap() {
        var map = new LinkedHashMap<String, Object>();
        map.put("factor", factor);
        map.put("factorVariance", factorVariance);
        map.put("relativeNoise", noise.relative());
        map.put("absoluteNoise", noise.absolute());
        map.put("most", most);
        return map;
    }

    static MetricMetres of(Fields fields) {
        return new MetricMetres(
                fields.number("factor"),
                fields.number("factorVariance"),
                new MapNoise(fields.number("relativeNoise"), fields.number("absoluteNoise")),
                fields.number("most"));
    }
}
