// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.watch;

import io.sightline.core.alert.ClipChoice;
import io.sightline.core.source.ClipBreaks;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What a watcher was told while a clip ran: its steps and what the language model answered, so that
 * a rule can be tried on it again without running any model. Bounded: of a very long clip the first
 * part.
 */
public final class Recording {
    /** Half an hour at 30 frames a second. */
    public static final int MOST_STEPS = 54_000;

    private static final int MOST_ANSWERS = 2000;

    private final List<Step> steps = new ArrayList<>();
    private final List<Said> answers = new ArrayList<>();
    private final boolean language;
    private boolean whole = true;
    private ClipBreaks unread = new ClipBreaks();

    private record Said(String rule, int track, String question, double at, Answer answer) {}

    /**
     * @param language whether there was a language model
     */
    public Recording(boolean language) {
        this.language = language;
    }

    /** Keeps a step. */
    public void add(Step step) {
        if (steps.size() < MOST_STEPS) {
            steps.add(step);
        } else {
            whole = false;
        }
    }

    /** Keeps what the model said to a question. */
    public void answered(Effect.Ask ask, Answer answer) {
        if (answers.size() < MOST_ANSWERS) {
            answers.add(new Said(ask.rule(), ask.track(), ask.question(), time(ask), answer));
        }
    }

    /** The steps, in their order. */
    public List<Step> steps() {
        return steps;
    }

    /** Whether every step was kept. */
    public boolean whole() {
        return whole;
    }

    /** Stream time of the last step that was kept, seconds; 0 before the first. */
    public double until() {
        return steps.isEmpty() ? 0 : steps.get(steps.size() - 1).seconds();
    }

    /** Keeps where the clip could not be read. */
    public void unread(ClipBreaks breaks) {
        unread = breaks;
    }

    /** Whether anything could be seen of a moment. */
    public boolean saw(Moment moment) {
        return (whole || moment.from() <= until()) && !unread.cover(moment.from(), moment.to());
    }

    /** Whether there was a language model. */
    public boolean language() {
        return language;
    }

    /** Answers questions as they were answered then. */
    public Replies replies() {
        return new Replies();
    }

    private static double time(Effect.Ask ask) {
        double latest = 0;
        for (ClipChoice.Frame frame : ask.frames()) {
            latest = Math.max(latest, frame.t());
        }
        return latest;
    }

    /** Gives to each question the answer that the nearest like it got. */
    public final class Replies implements Function<Effect.Ask, Answer> {
        private int unknown;

        private Replies() {}

        @Override
        public Answer apply(Effect.Ask ask) {
            Said best = null;
            double at = time(ask);
            for (var said : answers) {
                boolean like =
                        said.rule.equals(ask.rule())
                                && said.track == ask.track()
                                && said.question.equals(ask.question());
                if (like && (best == null || Math.abs(said.at - at) < Math.abs(best.at - at))) {
                    best = said;
                }
            }
            if (best == null) {
                ++unknown;
                return new Answer.Failed("no-answer");
            }
            return best.answer;
        }

        /** Questions that nobody had asked, so that there is no answer to them. */
        public int unknown() {
            return unknown;
        }
    }
}
