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
 * @param recent how many seconds are the last ones
 * @param sampling which frames of a clip are looked at for an answer or a verdict
 * @param telling which are looked at for a summary
 * @param shape of structured answers
 */
public record LanguageSettings(
        String model,
        double temperature,
        int maxTokens,
        int deadline,
        int frames,
        int recent,
        Sampling sampling,
        Sampling telling,
        ShapeDraft shape) {
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
    public static final LanguageSettings DEFAULT =
            new LanguageSettings(
                    "", 0, 128, 0, 8, 10, Sampling.EVEN, Sampling.CHANGE, ShapeDraft.ALERT);

    /** With another model. */
    public LanguageSettings withModel(String value) {
        return new LanguageSettings(
                value, temperature, maxTokens, deadline, frames, recent, sampling, telling, shape);
    }

    /** With other structured answers. */
    public LanguageSettings with(ShapeDraft value) {
        return new LanguageSettings(
                model, temperature, maxTokens, deadline, frames, recent, sampling, telling, value);
    }

    /** With other frames for a kind of answer. */
    public LanguageSettings with(Mode mode, Sampling value) {
        boolean tells = mode == Mode.SUMMARY;
        return new LanguageSettings(
                model,
                temperature,
                maxTokens,
                deadline,
                frames,
                recent,
                tells ? sampling : value,
                tells ? value : telling,
                shape);
    }

    /** Which frames are looked at for a kind of answer. */
    public Sampling sampling(Mode mode) {
        return mode == Mode.SUMMARY ? telling : sampling;
    }

    /** With another number, by its name; one that is not offered changes nothing. */
    public LanguageSettings with(String name, double value) {
        int whole = (int) value;
        boolean offered =
                switch (name) {
                    case "temperature" -> TEMPERATURES.contains(value);
                    case "maxTokens" -> BUDGETS.contains(whole);
                    case "deadline" -> DEADLINES.contains(whole);
                    case "frames" -> FRAMES.contains(whole);
                    case "recent" -> RECENT.contains(whole);
                    default -> false;
                };
        return !offered
                ? this
                : new LanguageSettings(
                        model,
                        name.equals("temperature") ? value : temperature,
                        name.equals("maxTokens") ? whole : maxTokens,
                        name.equals("deadline") ? whole : deadline,
                        name.equals("frames") ? whole : frames,
                        name.equals("recent") ? whole : recent,
                        sampling,
                        telling,
                        shape);
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
        map.put("sampling", sampling.id());
        map.put("telling", telling.id());
        map.put("shape", shape.toList());
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
            if (Sampling.of(map.get("sampling")) != null) {
                result = result.with(Mode.ANSWER, Sampling.of(map.get("sampling")));
            }
            if (Sampling.of(map.get("telling")) != null) {
                result = result.with(Mode.SUMMARY, Sampling.of(map.get("telling")));
            }
            result = result.with(ShapeDraft.ofList(map.get("shape")));
        }
        return result;
    }

    private static final List<String> NAMES =
            List.of("temperature", "maxTokens", "deadline", "frames", "recent");
}
