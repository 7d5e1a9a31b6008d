// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.talk;

/**
 * The question that is being written.
 *
 * @param mode what kind of answer is wanted
 * @param subject which frames it is about
 * @param question as typed so far
 * @param contrast a question whose answer is the opposite; empty for none
 * @param again ask the same of other frames, too
 * @param detail look at a single picture in tiles, too
 */
public record Draft(
        Mode mode,
        Subject subject,
        String question,
        String contrast,
        boolean again,
        boolean detail) {
    /** Nothing yet. */
    public static final Draft EMPTY = new Draft(Mode.ANSWER, Subject.FRAME, "", "", false, false);

    /** With another kind of answer. */
    public Draft with(Mode value) {
        return new Draft(value, subject, question, contrast, again, detail);
    }

    /** About other frames. */
    public Draft with(Subject value) {
        return new Draft(mode, value, question, contrast, again, detail);
    }

    /** With other words. */
    public Draft withQuestion(String value) {
        return new Draft(mode, subject, value, contrast, again, detail);
    }

    /** With another contrast question. */
    public Draft withContrast(String value) {
        return new Draft(mode, subject, question, value, again, detail);
    }

    /** Asked of other frames, too, or not. */
    public Draft withAgain(boolean value) {
        return new Draft(mode, subject, question, contrast, value, detail);
    }

    /** In detail, or not. */
    public Draft withDetail(boolean value) {
        return new Draft(mode, subject, question, contrast, again, value);
    }

    /** True when nothing needs to be typed: a summary has a question of its own. */
    public boolean isComplete() {
        return mode == Mode.SUMMARY || !question.isBlank();
    }

    /** After it was asked: the kind stays, the words go. */
    public Draft asked() {
        return new Draft(mode, subject, "", "", again, detail);
    }
}
