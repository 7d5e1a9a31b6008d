// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.words;

import io.sightline.core.fact.FactSentence;
import io.sightline.core.fact.FactWords;
import io.sightline.core.metres.LengthUnit;
import io.sightline.core.view.TextBundle;
import java.util.Map;

/** The page's texts as the words of facts. */
public final class FactTexts implements FactWords {
    private final TextBundle bundle;

    private FactTexts(TextBundle bundle) {
        this.bundle = bundle;
    }

    /**
     * What says facts in the page's language.
     *
     * @param unit that the person reads lengths in
     */
    public static FactSentence sentence(TextBundle bundle, LengthUnit unit) {
        return new FactSentence(new FactTexts(bundle), unit);
    }

    @Override
    public boolean has(String key) {
        return bundle.has(key);
    }

    @Override
    public String text(String key, Map<String, ?> values) {
        return bundle.text(key, values);
    }

    @Override
    public String unit(double value, String unit, int digits) {
        return bundle.style().unit(value, unit, digits);
    }
}
