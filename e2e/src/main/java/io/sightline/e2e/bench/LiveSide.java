// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.bench;

import java.util.List;
import java.util.Map;

/**
 * One side's live frames: medians in milliseconds, and frames a second over all of them.
 *
 * @param frames that were measured
 * @param perSecond frames a second, from one picture to the next
 * @param prepare frame to tensor
 * @param run the model
 * @param steady stabilising; 0 where nothing is stabilised
 * @param range of the map
 * @param colour painting it
 * @param post all three
 * @param total in the worker
 * @param wall from the frame to its answer, as the page sees it
 */
record LiveSide(
        int frames,
        double perSecond,
        double prepare,
        double run,
        double steady,
        double range,
        double colour,
        double post,
        double total,
        double wall) {
    static LiveSide of(List<Map<String, Object>> times) {
        double sum = 0;
        for (var time : times) {
            sum += Stages.number(time, "wall");
        }
        return new LiveSide(
                times.size(),
                1000 * times.size() / sum,
                median(times, "pre"),
                median(times, "run"),
                median(times, "steady"),
                median(times, "range"),
                median(times, "colour"),
                median(times, "post"),
                median(times, "total"),
                median(times, "wall"));
    }

    private static double median(List<Map<String, Object>> times, String name) {
        return Stages.median(times.stream().map(time -> Stages.number(time, name)).toList());
    }
}
