// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.depth;

import io.sightline.core.image.ImagePoint;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Values of a map that is not at hand and has to be asked for: which places are wanted, what is
 * known of them, and when to ask. One question is on its way at a time, with all places that are
 * wanted by then; a place that came too late for it is asked for after it, for as long as it is
 * still looked at.
 *
 * @param <M> the maps, told apart by identity
 */
public final class AwaitedValues<M> {
    /**
     * A question about a map.
     *
     * @param map that it is about
     * @param points the places, in the order of the values of its answer
     */
    public record Question<M>(M map, List<ImagePoint> points) {}

    private final int mostPlaces;
    private final Map<ImagePoint, Double> known = new HashMap<>();
    private final Map<ImagePoint, Double> older = new HashMap<>();
    private final Set<ImagePoint> wanted = new LinkedHashSet<>();
    private M of;
    private boolean asking;

    /**
     * @param mostPlaces of a question
     */
    public AwaitedValues(int mostPlaces) {
        this.mostPlaces = mostPlaces;
    }

    /**
     * The value at a place as far as it is known: that of the map, else the last one that an older
     * map had there, else NaN. What is not known of the map is wanted from now on.
     */
    public double at(M map, ImagePoint point) {
        if (map != of) {
            of = map;
            older.clear();
            older.putAll(known);
            known.clear();
        }
        var value = known.get(point);
        if (value != null) {
            return value;
        }
        if (wanted.size() < mostPlaces) {
            wanted.add(point);
        }
        return older.getOrDefault(point, Double.NaN);
    }

    /** Whether a question is to be asked, which then counts as on its way. */
    public boolean begins() {
        if (asking || wanted.isEmpty()) {
            return false;
        }
        asking = true;
        return true;
    }

    /** The question that {@link #begins} told of. */
    public Question<M> question() {
        var points = List.copyOf(wanted);
        wanted.clear();
        return new Question<>(of, points);
    }

    /**
     * Takes the answer. What is shown is to be drawn again then: what is still looked at and not
     * yet known is wanted by that, and nothing else is.
     *
     * @param values in the places' order; null where they cannot be had, which are asked for again
     *     with the next map only
     */
    public void answered(Question<M> question, DepthSampler.Elements values) {
        asking = false;
        wanted.clear();
        for (int i = 0; i < question.points().size(); ++i) {
            double value = values == null ? Double.NaN : values.at(i);
            (question.map() == of ? known : older).put(question.points().get(i), value);
        }
    }
}
