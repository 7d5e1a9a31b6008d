// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Times of the same work, done several times; milliseconds.
 *
 * @param pre decoded picture to tensor
 * @param run the model
 * @param post the model's answer to what the caller gets
 * @param total of the three, as the worker sees it
 * @param wall from the call to its answer, as the page sees it
 */
record Stages(
        List<Double> pre,
        List<Double> run,
        List<Double> post,
        List<Double> total,
        List<Double> wall) {
    Stages() {
        this(
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>());
    }

    void add(Map<String, Object> result) {
        pre.add(number(result, "pre"));
        run.add(number(result, "run"));
        post.add(number(result, "post"));
        total.add(number(result, "total"));
        wall.add(number(result, "wall"));
    }

    static double number(Map<String, Object> result, String name) {
        return ((Number) result.get(name)).doubleValue();
    }

    static double median(List<Double> times) {
        var sorted = new ArrayList<>(times);
        Collections.sort(sorted);
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(middle)
                : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
