// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.alert;

import io.sightline.core.talk.Marks;

/** What the user says of an alert, right or wrong, as a mark that the calibration is fitted to. */
public final class Feedback {
    private Feedback() {}

    /** True for an alert that the model's calibration can learn from: it gave a number. */
    public static boolean teaches(Alert alert) {
        return alert.judged() != null && Math.abs(alert.judged().logOdds()) < 1e6;
    }

    /**
     * The marks with the user's word on an alert, in place of an earlier one.
     *
     * @param right the event was one: a right alert's question had a yes for its true answer,
     *     whatever the model said
     */
    public static Marks with(Marks marks, Alert alert, boolean right) {
        return teaches(alert)
                ? marks.with(new Marks.Mark(id(alert), alert.judged().logOdds(), right))
                : marks;
    }

    /** The marks without it. */
    public static Marks without(Marks marks, Alert alert) {
        return marks.without(id(alert));
    }

    private static String id(Alert alert) {
        return "alert:" + alert.id();
    }
}
