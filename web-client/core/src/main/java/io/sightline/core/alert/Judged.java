// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.alert;

import io.sightline.core.language.Verdict;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What the language model said about an alert.
 *
 * @param verdict and what it rests on
 * @param logOdds of the first answer, for calibration; NaN where the model did not say
 * @param question that was asked
 */
public record Judged(Verdict verdict, double logOdds, String question) {
    /** As the public API has it. */
    public Map<String, Object> toMap() {
        var map = new LinkedHashMap<String, Object>();
        map.put("verdict", verdict.answer().wire());
        map.put("p", verdict.p());
        put(map, "pContrast", verdict.contrast());
        put(map, "pSecond", verdict.second());
        map.put("agreed", verdict.agreed());
        map.put("question", question);
        if (!Double.isNaN(logOdds)) {
            map.put("logOdds", logOdds);
        }
        return map;
    }

    private static void put(Map<String, Object> map, String name, OptionalDouble p) {
        if (p.isPresent()) {
            map.put(name, p.getAsDouble());
        }
    }
}
