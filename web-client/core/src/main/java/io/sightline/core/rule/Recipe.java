// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.rule;

import io.sightline.core.zone.Zone;
import java.util.List;

/**
 * A rule that is ready but for its place: fill it, draw its zone, done. Questions are English,
 * which the model reads, and short, affirmative and single, which small models need.
 *
 * @param id of it; its texts are {@code recipe.ID} and {@code recipe.ID-about}
 * @param rule everything but id, name and zones
 * @param zone whether it means nothing without a zone
 * @param metres whether it means nothing without a calibration in metres
 */
public record Recipe(String id, Rule rule, boolean zone, boolean metres) {
    private static final Schedule NIGHT = new Schedule(0xfe, 22 * 60, 6 * 60);

    private static final String PERSON = Wanted.PERSON;

    /** All of them, in the order in which they are offered. */
    public static final List<Recipe> ALL =
            List.of(
                    new Recipe(
                            "kitchen-tool",
                            rule(
                                    NIGHT,
                                    there(PERSON, 1),
                                    null,
                                    Question.of(
                                            "Is the person holding a tool?",
                                            "Are the hands of the person empty?"),
                                    act(Severity.ALERT, 60)),
                            true,
                            false),
                    new Recipe(
                            "out-of-bed",
                            rule(
                                    Schedule.ALWAYS,
                                    away(PERSON, 15),
                                    null,
                                    Question.of(
                                            "Is the bed empty?", "Is a person lying in the bed?"),
                                    act(Severity.ALARM, 60)),
                            true,
                            false),
                    new Recipe(
                            "on-floor",
                            rule(
                                    Schedule.ALWAYS,
                                    new Wanted(
                                            PERSON, Wanted.DEFAULT_SCORE, 3, 0, 0.9, false, false),
                                    null,
                                    Question.of(
                                            "Is a person lying on the floor?",
                                            "Is the person standing upright?"),
                                    act(Severity.ALARM, 60)),
                            false,
                            true),
                    new Recipe(
                            "away-from-screen",
                            rule(
                                    Schedule.ALWAYS,
                                    away(PERSON, 60),
                                    null,
                                    null,
                                    act(Severity.NOTICE, 120)),
                            true,
                            false),
                    new Recipe(
                            "at-door",
                            rule(
                                    Schedule.ALWAYS,
                                    partly(2),
                                    null,
                                    Question.of(
                                            "Is the person holding a package?",
                                            "Are the hands of the person empty?"),
                                    act(Severity.NOTICE, 60)),
                            true,
                            false),
                    new Recipe(
                            "shelf-empty",
                            rule(
                                    Schedule.ALWAYS,
                                    there(Wanted.SCENE, 0),
                                    null,
                                    slow(
                                            Question.of(
                                                    "Is the shelf empty?",
                                                    "Are there goods on the shelf?"),
                                            120),
                                    act(Severity.NOTICE, 600)),
                            true,
                            false),
                    new Recipe(
                            "too-close",
                            rule(
                                    Schedule.ALWAYS,
                                    partly(0.5),
                                    new Near("truck", 2),
                                    null,
                                    act(Severity.ALARM, 15)),
                            false,
                            true),
                    new Recipe(
                            "not-for-children",
                            rule(
                                    Schedule.ALWAYS,
                                    there(Wanted.SCENE, 0),
                                    null,
                                    slow(
                                            Question.of(
                                                    "Does this clip show violence?",
                                                    "Is this clip suitable for small children?"),
                                            10),
                                    act(Severity.ALERT, 30)),
                            false,
                            false),
                    new Recipe(
                            "kind-of-scene",
                            rule(
                                    Schedule.ALWAYS,
                                    there(Wanted.SCENE, 0),
                                    null,
                                    slow(
                                            Question.of(
                                                    "Is this scene outdoors?",
                                                    "Is this scene inside a room?"),
                                            30),
                                    act(Severity.NOTICE, 60)),
                            false,
                            false));

    /** The one of this id, or null. */
    public static Recipe of(String id) {
        for (var recipe : ALL) {
            if (recipe.id.equals(id)) {
                return recipe;
            }
        }
        return null;
    }

    /**
     * A rule of it.
     *
     * @param ruleId of the new rule
     * @param name of it, for people
     * @param zones that were drawn
     */
    public Rule fill(String ruleId, String name, List<Zone> zones) {
        return new Rule(
                ruleId,
                name,
                true,
                rule.when(),
                rule.subject(),
                List.copyOf(zones),
                rule.near(),
                rule.question(),
                rule.act(),
                id);
    }

    private static Rule rule(Schedule when, Wanted subject, Near near, Question question, Act act) {
        return new Rule(
                "recipe", "Recipe", true, when, subject, List.of(), near, question, act, "");
    }

    /** A person, or a part of one. */
    private static Wanted partly(double seconds) {
        return new Wanted(
                PERSON, Wanted.DEFAULT_SCORE, seconds, 0, Double.POSITIVE_INFINITY, true, false);
    }

    private static Wanted there(String label, double seconds) {
        return new Wanted(
                label, Wanted.DEFAULT_SCORE, seconds, 0, Double.POSITIVE_INFINITY, false, false);
    }

    private static Wanted away(String label, double seconds) {
        return new Wanted(
                label, Wanted.DEFAULT_SCORE, seconds, 0, Double.POSITIVE_INFINITY, false, true);
    }

    /** Asked anew no sooner than after so many seconds. */
    private static Question slow(Question question, double againSeconds) {
        return new Question(
                question.text(),
                question.contrast(),
                question.frames(),
                question.overSeconds(),
                question.threshold(),
                question.reask(),
                question.deadlineSeconds(),
                againSeconds,
                question.facts());
    }

    private static Act act(Severity severity, double cooldownSeconds) {
        return new Act(severity, cooldownSeconds, Act.DEFAULT.targets(), false);
    }
}
