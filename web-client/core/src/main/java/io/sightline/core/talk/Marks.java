// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.talk;

import io.sightline.core.language.Calibration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the user said was true of verdicts of one model, and what follows for its calibration.
 *
 * @param list oldest first, at most {@link #MOST}
 * @param calibration fitted to them
 */
public record Marks(List<Mark> list, Calibration calibration) {
    /** The oldest go beyond this. */
    public static final int MOST = 500;

    /** None. */
    public static final Marks NONE = new Marks(List.of(), Calibration.NONE);

    /**
     * A verdict that the user judged.
     *
     * @param id of the verdict, unique over visits
     * @param logOdds that the model gave, finite
     * @param wasYes what was true
     */
    public record Mark(String id, double logOdds, boolean wasYes) {}

    /** The mark of a verdict, or null. */
    public Mark of(String id) {
        for (var mark : list) {
            if (mark.id().equals(id)) {
                return mark;
            }
        }
        return null;
    }

    /** With a mark, in place of the one of the same verdict. */
    public Marks with(Mark mark) {
        var next = without(list, mark.id());
        next.add(mark);
        return of(next);
    }

    /** Without the mark of a verdict. */
    public Marks without(String id) {
        return of(without(list, id));
    }

    /**
     * Without several.
     *
     * @param prefix of their ids
     * @param ids which; none for all with that prefix
     */
    public Marks without(String prefix, List<String> ids) {
        var next = new ArrayList<Mark>();
        for (var mark : list) {
            if (!(ids.isEmpty() ? mark.id().startsWith(prefix) : ids.contains(mark.id()))) {
                next.add(mark);
            }
        }
        return of(next);
    }

    private static ArrayList<Mark> without(List<Mark> list, String id) {
        var next = new ArrayList<Mark>();
        for (var mark : list) {
            if (!mark.id().equals(id)) {
                next.add(mark);
            }
        }
        return next;
    }

    /** These marks, fitted. */
    public static Marks of(List<Mark> marks) {
        var kept = List.copyOf(marks.subList(Math.max(0, marks.size() - MOST), marks.size()));
        var samples = new ArrayList<Calibration.Sample>();
        for (var mark : kept) {
            samples.add(new Calibration.Sample(mark.logOdds(), mark.wasYes()));
        }
        return kept.isEmpty() ? NONE : new Marks(kept, Calibration.fit(samples));
    }

    /** As they are kept. */
    public List<Object> toList() {
        var kept = new ArrayList<Object>();
        for (var mark : list) {
            kept.add(Map.of("id", mark.id(), "logOdds", mark.logOdds(), "wasYes", mark.wasYes()));
        }
        return kept;
    }

    /** What was kept; what does not fit is left out, since anyone may write to a site's storage. */
    public static Marks ofList(Object kept) {
        var marks = new ArrayList<Mark>();
        if (kept instanceof List<?> list) {
            for (var item : list) {
                if (item instanceof Map<?, ?> map
                        && map.get("id") instanceof String id
                        && map.get("logOdds") instanceof Number odds
                        && Math.abs(odds.doubleValue()) < 1e6
                        && map.get("wasYes") instanceof Boolean wasYes) {
                    marks.add(new Mark(id, odds.doubleValue(), wasYes));
                }
            }
        }
        return of(marks);
    }
}
