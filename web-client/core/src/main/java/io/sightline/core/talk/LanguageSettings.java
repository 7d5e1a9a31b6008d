// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.talk;

import io.sightline.core.language.QuestionCheck;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the user has set for answers; kept between visits.
 *
 * @param model id of the language model; empty for the best that the server has
 * @param temperature 0 takes the likeliest token
 * @param maxTokens longest answer
 * @param deadline seconds after which an answer ends as it is; 0 for none
 * @param frames how many frames of a clip are looked at; 0 for one each second
 * @param recent seconds of a live source that a question is about
 */
public record LanguageSettings(
        String model, double temperature, int maxTokens, int deadline, int frames, int recent) {
    /** What the temperature may be set to. */
    public static final List<Double> TEMPERATURES = List.of(0.0, 0.3, 0.7, 1.0);

    /** What the budget may be set to, tokens. */
    public static final List<Integer> BUDGETS = List.of(32, 64, 128, 256, 512);

    /** What the deadline may be set to, seconds. */
    public static final List<Integer> DEADLINES = List.of(0, 10, 30, 60, 120);

    /** What the frames of a clip may be set to. */
    public static final List<Integer> FRAMES =
            List.of(0, 2, 4, 8, 16, 32, QuestionCheck.MOST_FRAMES);

    /** What the last seconds may be set to. */
    public static final List<Integer> RECENT = List.of(5, 10, 20, 30);

    /** What a first visit finds. */
    public static final LanguageSettings DEFAULT = new LanguageSettings("", 0, 128, 0, 8, 10);

    /** With another model. */
    public LanguageSettings withModel(String value) {
        return new LanguageSettings(value, temperature, maxTokens, deadline, frames, recent);
    }

    /** With another number, by its name; one that is not offered changes nothing. */
    public LanguageSettings with(String name, double value) {
        int whole = (int) value;
        return switch (name) {
            case "temperature" ->
                    TEMPERATURES.contains(value)
                            ? new LanguageSettings(
                                    model, value, maxTokens, deadline, frames, recent)
                            : this;
            case "maxTokens" ->
                    BUDGETS.contains(whole)
                            ? new LanguageSettings(
                                    model, temperature, whole, deadline, frames, recent)
                            : this;
            case "deadline" ->
                    DEADLINES.contains(whole)
                            ? new LanguageSettings(
                                    model, temperature, maxTokens, whole, frames, recent)
                            : this;
            case "frames" ->
                    FRAMES.contains(whole)
                            ? new LanguageSettings(
                                    model, temperature, maxTokens, deadline, whole, recent)
                            : this;
            case "recent" ->
                    RECENT.contains(whole)
                            ? new LanguageSettings(
                                    model, temperature, maxTokens, deadline, frames, whole)
                            : this;
            default -> this;
        };
    }

    /** A number by its name. */
    public double number(String name) {
        return switch (name) {
            case "temperature" -> temperature;
            case "maxTokens" -> maxTokens;
            case "deadline" -> deadline;
            case "frames" -> frames;
            default -> recent;
        };
    }

    /** As it is kept. */
    public Map<String, Object> toMap() {
        var map = new LinkedHashMap<String, Object>();
        map.put("model", model);
        for (var name : NAMES) {
            map.put(name, number(name));
        }
        return map;
    }

    /** What was kept; each field that does not fit falls back to the default by itself. */
    public static LanguageSettings of(Object kept) {
        var result = DEFAULT;
        if (kept instanceof Map<?, ?> map) {
            if (map.get("model") instanceof String model) {
                result = result.withModel(model);
            }
            for (var name : NAMES) {
                if (map.get(name) instanceof Number number) {
                    result = result.with(name, number.doubleValue());
                }
            }
        }
        return result;
    }

    private static final List<String> NAMES =
            List.of("temperature", "maxTokens", "deadline", "frames", "recent");
}
