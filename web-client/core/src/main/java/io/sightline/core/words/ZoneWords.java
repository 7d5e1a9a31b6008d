// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.words;

import io.sightline.core.view.TextBundle;
import io.sightline.core.zone.Anchor;
import io.sightline.core.zone.Check;
import io.sightline.core.zone.Condition;
import io.sightline.core.zone.Judgement;
import io.sightline.core.zone.Standing;
import java.util.LinkedHashMap;
import java.util.Map;

/** Says of somebody why they are in a zone or not, with the numbers. */
public final class ZoneWords {
    private final TextBundle texts;

    /** In the language of these texts. */
    public ZoneWords(TextBundle texts) {
        this.texts = texts;
    }

    /** "Person 3, “Table”: outside: it is 0.4 m beyond the far end of the distance band 1–3 m". */
    public String line(Standing standing) {
        return texts.text(
                standing.name().isEmpty() ? "watch.stand-line-zone" : "watch.stand-line",
                Map.of(
                        "label", label(standing.label()),
                        "track", Integer.toString(standing.judgement().track()),
                        "zone", standing.name(),
                        "number", Integer.toString(standing.zone() + 1),
                        "what", what(standing)));
    }

    /** A detector's word in the page's language, or as it is; a number follows. */
    private String label(String label) {
        var key = "watch.label-" + label;
        return texts.has(key) ? texts.text(key) : label;
    }

    /** Inside or outside, and why. */
    public String what(Standing standing) {
        var said = standing.judgement();
        var stay = said.checks().get(said.checks().size() - 1);
        if (!said.inside()) {
            return said.now()
                    ? texts.text(
                            "watch.stand-entering", "seconds", seconds(standing.enterSeconds()))
                    : texts.text("watch.stand-out", "why", why(standing));
        }
        if (!said.now()) {
            return texts.text("watch.stand-leaving", "why", why(standing));
        }
        var values =
                Map.of(
                        "value", seconds(said.seconds()),
                        "limit", seconds(stay.least()));
        if (stay.least() <= 0) {
            return texts.text("watch.stand-in", values);
        }
        return texts.text(stay.met() ? "watch.stand-stayed" : "watch.stand-dwells", values);
    }

    private String why(Standing standing) {
        var check = failed(standing.judgement());
        if (!check.known()) {
            return texts.text(
                    check.unit() == Check.Unit.RELATIVE
                            ? "watch.off-unknown-relative"
                            : "watch.off-unknown-" + check.condition().id());
        }
        var values = new LinkedHashMap<String, Object>();
        values.put("value", number(check, check.value()));
        values.put("off", number(check, check.off()));
        values.put("least", number(check, check.least()));
        values.put("band", range(check));
        values.put("anchor", texts.text("watch.anchor-of-" + standing.anchor().id()));
        return texts.text("watch.off-" + kind(check), values);
    }

    /** The condition that fails on this frame; not the stay, which no place is about. */
    private static Check failed(Judgement said) {
        for (var check : said.checks()) {
            if (check.condition() != Condition.DWELL && !check.met()) {
                return check;
            }
        }
        throw new IllegalArgumentException("nothing fails: " + said);
    }

    private static String kind(Check check) {
        var side = check.value() < check.least() ? "below" : "beyond";
        return switch (check.condition()) {
            case PLACE -> "place-" + check.unit().id();
            case DISTANCE, ABOVE -> check.condition().id() + "-" + side;
            case DWELL -> "dwell";
        };
    }

    /** "1–3 m", or "from 1 m" where it has no end. */
    private String range(Check check) {
        if (Double.isInfinite(check.most())) {
            return texts.text("watch.band-from", "least", number(check, check.least()));
        }
        return texts.text(
                "watch.band",
                Map.of(
                        "least", bare(check, check.least()),
                        "most", number(check, check.most())));
    }

    private String bare(Check check, double value) {
        return check.unit() == Check.Unit.METRES
                ? texts.style().number(Math.round(value * 10) / 10.0)
                : number(check, value);
    }

    private String number(Check check, double value) {
        return switch (check.unit()) {
            case METRES -> texts.style().unit(value, "meter", value < 0.095 ? 2 : 1);
            case SECONDS -> seconds(value);
            case RELATIVE -> texts.style().fixed(value, 2);
            case FRAME, COVER -> texts.style().percent(value);
        };
    }

    private String seconds(double value) {
        return texts.style().unit(value, "second", 1);
    }

    /** What a zone goes by, for who sets it. */
    public String anchor(Anchor anchor) {
        return texts.text("watch.anchor-" + anchor.id());
    }
}
