// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.language;

import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.value.Fields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How far to trust a model's log-odds: one temperature that divides them (Guo et al. 2017, "On
 * Calibration of Modern Neural Networks"), fitted to a user's own right and wrong marks. It moves
 * no answer across one half; it makes "0.9" mean nine times in ten.
 *
 * @param temperature above 1 makes the model less sure of itself; 1 until there are enough marks
 * @param samples how many marks it was fitted to
 * @param before the expected calibration error of these samples at temperature 1; NaN without any
 * @param after the same at the temperature; measured on the samples it was fitted to
 */
public record Calibration(double temperature, int samples, double before, double after) {
    /** Nothing known. */
    public static final Calibration NONE = new Calibration(1, 0, Double.NaN, Double.NaN);

    /** Fewer marks than this change nothing. */
    public static final int LEAST_SAMPLES = 10;

    /** So many of them must be a yes, and so many a no: one kind alone only asks for more of it. */
    public static final int LEAST_OF_EACH = 3;

    /** Range of the temperature. */
    public static final double COLDEST = 0.05;

    /** Range of the temperature. */
    public static final double HOTTEST = 20;

    /** Equal bins of p(yes) for the expected calibration error, as usual in the field. */
    public static final int BINS = 10;

    /**
     * Before any mark ln(temperature) is taken to be normal around 0 with this deviation, so that a
     * few lucky marks do not make the model certain. About a hundred marks outweigh it.
     */
    private static final double PRIOR = 0.5;

    private static final int STEPS = 120;

    /**
     * One mark.
     *
     * @param logOdds what the model gave at temperature 1, finite
     * @param wasYes what was true
     */
    public record Sample(double logOdds, boolean wasYes) {
        /** Refuses what is no number. */
        public Sample {
            if (Double.isNaN(logOdds) || Double.isInfinite(logOdds)) {
                throw new IllegalArgumentException("log-odds are finite, not " + logOdds);
            }
        }
    }

    /** Refuses a temperature out of range. */
    public Calibration {
        if (!(temperature >= COLDEST && temperature <= HOTTEST) || samples < 0) {
            throw new IllegalArgumentException(
                    "a temperature of " + temperature + " from " + samples + " samples");
        }
    }

    /**
     * The temperature that makes the marks likeliest, given the prior. The samples' likelihood is
     * never below that at temperature 1.
     */
    public static Calibration fit(List<Sample> samples) {
        int yes = 0;
        for (var sample : samples) {
            yes += sample.wasYes() ? 1 : 0;
        }
        double before = error(samples, 1);
        if (samples.size() < LEAST_SAMPLES
                || yes < LEAST_OF_EACH
                || samples.size() - yes < LEAST_OF_EACH) {
            return new Calibration(1, samples.size(), before, before);
        }
        double temperature = Math.exp(likeliest(samples));
        temperature = Math.max(COLDEST, Math.min(HOTTEST, temperature));
        return new Calibration(temperature, samples.size(), before, error(samples, temperature));
    }

    /**
     * Grid first, since prior and likelihood together may have two valleys; then golden section.
     */
    private static double likeliest(List<Sample> samples) {
        double from = Math.log(COLDEST);
        double step = (Math.log(HOTTEST) - from) / STEPS;
        double best = 0;
        double least = cost(samples, 0);
        for (int i = 0; i <= STEPS; ++i) {
            double cost = cost(samples, from + i * step);
            if (cost < least) {
                least = cost;
                best = from + i * step;
            }
        }
        double ratio = (Math.sqrt(5) - 1) / 2;
        double low = best - step;
        double high = best + step;
        while (high - low > 1e-7) {
            double a = high - ratio * (high - low);
            double b = low + ratio * (high - low);
            if (cost(samples, a) < cost(samples, b)) {
                high = b;
            } else {
                low = a;
            }
        }
        double middle = (low + high) / 2;
        return cost(samples, middle) < least ? middle : best;
    }

    private static double cost(List<Sample> samples, double logTemperature) {
        return negativeLogLikelihood(samples, Math.exp(logTemperature))
                + logTemperature * logTemperature / (2 * PRIOR * PRIOR);
    }

    /** The sum over the samples of -ln p(what was true), nats. */
    public static double negativeLogLikelihood(List<Sample> samples, double temperature) {
        double sum = 0;
        for (var sample : samples) {
            double z = (sample.wasYes() ? -1 : 1) * sample.logOdds() / temperature;
            // ln(1 + e^z) without overflow.
            sum += Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
        }
        return sum;
    }

    /**
     * The expected calibration error: over {@link #BINS} bins of p(yes), the mean distance between
     * the mean p and the share that was yes, weighted by the samples in each; NaN without samples.
     */
    public static double error(List<Sample> samples, double temperature) {
        var counts = new int[BINS];
        var sums = new double[BINS];
        for (var sample : samples) {
            double p = YesNo.probability(sample.logOdds(), temperature);
            int bin = Math.min(BINS - 1, (int) (p * BINS));
            ++counts[bin];
            sums[bin] += p - (sample.wasYes() ? 1 : 0);
        }
        double error = 0;
        for (double sum : sums) {
            error += Math.abs(sum);
        }
        return samples.isEmpty() ? Double.NaN : error / samples.size();
    }

    /** The probability of yes. */
    public double probability(double logOdds) {
        return YesNo.probability(logOdds, temperature);
    }

    /** Whether there were enough marks to fit anything. */
    public boolean fitted() {
        return temperature != 1;
    }

    /** As a plain map, to store; what is not known is left out. */
    public Map<String, Object> toMap() {
        var map = new LinkedHashMap<String, Object>();
        map.put("temperature", temperature);
        map.put("samples", samples);
        if (!Double.isNaN(before)) {
            map.put("before", before);
            map.put("after", after);
        }
        return map;
    }

    /** Reads what {@link #toMap} wrote; anything else is refused with the path of the fault. */
    public static Calibration ofMap(Object value) {
        var fields = Fields.of(value);
        double temperature = fields.number("temperature");
        if (temperature < COLDEST || temperature > HOTTEST) {
            throw new SightlineException(
                    ErrorCode.BAD_INPUT,
                    "message-field",
                    Map.of(
                            "path",
                            "temperature",
                            "wanted",
                            "number from " + COLDEST + " to " + HOTTEST));
        }
        return new Calibration(
                temperature,
                fields.whole("samples", 0, Integer.MAX_VALUE),
                fields.number("before", Double.NaN),
                fields.number("after", Double.NaN));
    }
}
