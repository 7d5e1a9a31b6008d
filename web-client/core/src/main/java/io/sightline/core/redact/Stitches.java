// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.redact;

import io.sightline.core.detect.Box;
import io.sightline.core.track.Sighting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Joins tracks that one person may have left: a tracker that does not know what comes ends one and
 * begins another. Here both are known, and one pair too many only covers more.
 */
final class Stitches {
    /** So many times as fast as a person walks may it have gone. */
    private static final double FASTER = 2;

    /** And this off at once, of its height: a box that was cut off is whole again. */
    private static final double JUMP = 0.5;

    private static final double MOST_GROWTH = 2.5;

    private Stitches() {}

    /** A track and the one that may go on with it. */
    private record Pair(int before, int after, double cost) {}

    /**
     * The tracks, those joined that may be one.
     *
     * @param tracks each by time
     * @param longest gap, seconds
     * @param part that is covered of them
     */
    static List<List<Sighting>> of(List<List<Sighting>> tracks, double longest, Part part) {
        var pairs = new ArrayList<Pair>();
        for (int i = 0; i < tracks.size(); ++i) {
            for (int k = 0; k < tracks.size(); ++k) {
                double cost =
                        i == k ? Double.NaN : cost(tracks.get(i), tracks.get(k), longest, part);
                if (!Double.isNaN(cost)) {
                    pairs.add(new Pair(i, k, cost));
                }
            }
        }
        pairs.sort(
                Comparator.comparingDouble(Pair::cost)
                        .thenComparingInt(Pair::before)
                        .thenComparingInt(Pair::after));
        var next = new int[tracks.size()];
        var begun = new boolean[tracks.size()];
        Arrays.fill(next, -1);
        for (var pair : pairs) {
            if (next[pair.before()] < 0 && !begun[pair.after()]) {
                next[pair.before()] = pair.after();
                begun[pair.after()] = true;
            }
        }
        var joined = new ArrayList<List<Sighting>>();
        for (int i = 0; i < next.length; ++i) {
            if (!begun[i]) {
                var whole = new ArrayList<Sighting>();
                for (int at = i; at >= 0; at = next[at]) {
                    whole.addAll(tracks.get(at));
                }
                joined.add(whole);
            }
        }
        return joined;
    }

    /** How far one is from going on as the other; NaN where it cannot. */
    private static double cost(
            List<Sighting> before, List<Sighting> after, double longest, Part part) {
        var last = before.get(before.size() - 1);
        var first = after.get(0);
        double gap = first.time() - last.time();
        if (!(gap > 0 && gap <= longest)) {
            return Double.NaN;
        }
        double tall = Math.max(last.box().height(), first.box().height());
        double growth = tall / Math.min(last.box().height(), first.box().height());
        double moved = moved(last.box(), first.box()) / tall;
        return growth <= MOST_GROWTH && moved <= JUMP + FASTER * part.reach() * gap
                ? moved + gap
                : Double.NaN;
    }

    /** How far the middle went, pixels. */
    private static double moved(Box a, Box b) {
        double x = a.centreX() - b.centreX();
        double y = a.centreY() - b.centreY();
        return Math.sqrt(x * x + y * y);
    }
}
