// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.metres;

import java.nio.FloatBuffer;

/** What the values of a map mean in metres, whatever kind of map it is. */
public sealed interface Metres permits RelativeMetres, MetricMetres {
    /** Which end of the values is near. */
    Polarity polarity();

    /** The depth that a value stands for, along the optical axis, with its band. */
    Distance at(double value);

    /**
     * The likeliest depth alone, metres; infinite where none can be told. Cheap: for whole maps.
     */
    double metres(double value);

    /** The variance of the depth at a value, of the fit and of the value's own noise, m². */
    double variance(double value);

    /** The covariance of two depths through the fit that they share, m². */
    double shared(double one, double other);

    /** The value that a depth would have; the other way round than {@link #metres}. */
    double value(double metres);

    /**
     * The depth of a whole map.
     *
     * @param map read from index 0
     * @param depth metres; written from index 0; infinite where none can be told
     * @param count how many values
     */
    default void all(FloatBuffer map, FloatBuffer depth, int count) {
        for (int i = 0; i < count; ++i) {
            depth.put(i, (float) metres(map.get(i)));
        }
    }
}
