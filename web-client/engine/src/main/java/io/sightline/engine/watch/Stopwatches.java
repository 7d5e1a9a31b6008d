// SPDX-License-Identifier: Apache-2.0
package io.sightline.engine.watch;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** How long each stage took: count, median and 95th percentile, milliseconds. */
final class Stopwatches {
    private static final int MOST = 1 << 16;

    private final Map<String, Times> stages = new LinkedHashMap<>();

    private static final class Times {
        private double[] values = new double[64];
        private int count;
    }

    void add(String stage, double milliseconds) {
        var times = stages.computeIfAbsent(stage, name -> new Times());
        if (times.count < MOST) {
            if (times.count == times.values.length) {
                times.values = Arrays.copyOf(times.values, 2 * times.count);
            }
            times.values[times.count++] = milliseconds;
        }
    }

    Map<String, Object> toMap() {
        var map = new LinkedHashMap<String, Object>();
        for (var entry : stages.entrySet()) {
            var times = entry.getValue();
            var sorted = Arrays.copyOf(times.values, times.count);
            Arrays.sort(sorted);
            var item = new LinkedHashMap<String, Object>();
            item.put("count", times.count);
            item.put("median", sorted[sorted.length / 2]);
            item.put("p95", sorted[Math.min(sorted.length - 1, sorted.length * 95 / 100)]);
            map.put(entry.getKey(), item);
        }
        return map;
    }
}
