// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.pipeline;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * When nothing was seen, or little, and why: what was not watched must not look like a quiet time.
 * All times are milliseconds of the clock on the wall. The latest are kept.
 */
public final class Lapses {
    /** Why: the machine slept, or the browser held the page. */
    public static final String ASLEEP = "asleep";

    /** Why: the camera was unplugged. */
    public static final String UNPLUGGED = "unplugged";

    /** Why: the browser gives a hidden page few frames. */
    public static final String SLOW = "slow";

    /** Signs of life come every second; after so long without any everything stood still. */
    private static final double STILL = 10_000;

    private static final int MOST = 50;

    /** One that lasts is told anew so often, milliseconds. */
    private static final double TELL_APART = 5000;

    private final ArrayDeque<Lapse> past = new ArrayDeque<>();
    private final List<Lapse> fresh = new ArrayList<>();
    private double toldAt = Double.NEGATIVE_INFINITY;
    private String why = "";
    private double from;
    private double heard = Double.NaN;

    /**
     * One of them.
     *
     * @param why a word: frozen, black, gone, asleep, unplugged or slow
     * @param from when it began
     * @param to when it was over; NaN while it lasts
     */
    public record Lapse(String why, double from, double to) {}

    /**
     * A sign of life.
     *
     * @param wall now
     * @param reason why nothing is seen; empty where all is well
     * @param since how long that has been so already, milliseconds
     */
    public void heard(double wall, String reason, double since) {
        boolean unplugged = why.equals(UNPLUGGED);
        if (!unplugged && wall - heard > STILL) {
            end(heard);
            add(new Lapse(ASLEEP, heard, wall));
        }
        if (!reason.equals(why)) {
            end(wall);
            double least = past.isEmpty() ? Double.NEGATIVE_INFINITY : past.peekLast().to();
            from = Math.max(wall - since, least);
            why = reason;
        }
        heard = wall;
    }

    /** Nobody wants to watch any more. */
    public void stop(double wall) {
        end(wall);
        heard = Double.NaN;
    }

    private void end(double wall) {
        if (!why.isEmpty()) {
            // The clock may have been put back.
            add(new Lapse(why, from, Math.max(from, wall)));
            why = "";
        }
    }

    private void add(Lapse lapse) {
        fresh.add(lapse);
        if (fresh.size() > MOST) {
            fresh.remove(0);
        }
        past.addLast(lapse);
        if (past.size() > MOST) {
            past.removeFirst();
        }
    }

    /**
     * What was not told yet, for who writes it down: those that are over, and now and then the one
     * that lasts, as far as it goes.
     */
    public List<Lapse> fresh(double wall) {
        var told = new ArrayList<>(fresh);
        fresh.clear();
        if (!why.isEmpty() && wall > from && Math.abs(wall - toldAt) >= TELL_APART) {
            toldAt = wall;
            told.add(new Lapse(why, from, wall));
        }
        return told;
    }

    /** All that are remembered, oldest first; the one that lasts is the last. */
    public List<Lapse> all() {
        var all = new ArrayList<>(past);
        if (!why.isEmpty()) {
            all.add(new Lapse(why, from, Double.NaN));
        }
        return all;
    }

    /** In the form of the public API. */
    public List<Object> toList() {
        var list = new ArrayList<Object>();
        for (var lapse : all()) {
            var map = new LinkedHashMap<String, Object>();
            map.put("why", lapse.why());
            map.put("from", lapse.from());
            if (!Double.isNaN(lapse.to())) {
                map.put("to", lapse.to());
            }
            list.add(Map.copyOf(map));
        }
        return list;
    }
}
