// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.fact;

import io.sightline.core.metres.LengthUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Says facts in words: "one person, 2.3 m away, near “Table”, for 14 s". Which parts there are, and
 * how a number is rounded, is decided here; every word comes from the texts, so that each language
 * has its own order and plurals.
 */
public final class FactSentence {
    /** Relative distances up to here are near, and from there far. */
    private static final double NEAR = 1.0 / 3;

    private static final double FAR = 2.0 / 3;

    /** Slower than this is standing; from the other on it goes, metres a second. */
    private static final double STANDS = 0.2;

    private static final double GOES = 0.5;

    /** More kinds of things are not told one by one. */
    private static final int MOST = 4;

    private static final double MINUTES = 90;
    private static final double HOURS = 90 * 60;

    private final FactWords words;
    private final LengthUnit unit;

    /**
     * @param unit that lengths are told in
     */
    public FactSentence(FactWords words, LengthUnit unit) {
        this.words = words;
        this.unit = unit;
    }

    /** All of them; that nothing is there where there are none. */
    public String of(Facts facts) {
        if (facts.facts().isEmpty()) {
            return words.text("fact.none", Map.of());
        }
        var told = new ArrayList<String>();
        int rest = 0;
        for (var fact : facts.facts()) {
            if (told.size() < MOST) {
                told.add(of(fact));
            } else {
                rest += fact.count();
            }
        }
        if (rest > 0) {
            told.add(words.text("fact.more", Map.of("count", rest)));
        }
        return joined("fact.and", told);
    }

    /** One of them. */
    public String of(Fact fact) {
        var parts = new ArrayList<String>();
        parts.add(who(fact.label(), fact.count()));
        boolean several = fact.count() > 1;
        if (!Double.isNaN(fact.distance())) {
            parts.add(
                    fact.metres()
                            ? words.text(
                                    (fact.rough() ? "fact.away-about" : "fact.away")
                                            + (several ? "-several" : ""),
                                    Map.of("distance", length(fact.distance(), fact.rough())))
                            : words.text(
                                    "fact."
                                            + (fact.distance() <= NEAR
                                                    ? "near"
                                                    : fact.distance() < FAR ? "middle" : "far")
                                            + (several ? "-several" : ""),
                                    Map.of()));
        }
        for (var zone : fact.zones()) {
            parts.add(words.text("fact.zone", Map.of("zone", zone)));
        }
        if (!fact.near().isEmpty()) {
            parts.add(words.text("fact.zone-near", Map.of("zone", fact.near())));
        }
        if (fact.speed() < STANDS) {
            parts.add(words.text("fact.stands", Map.of()));
        } else if (fact.speed() >= GOES) {
            parts.add(words.text("fact.goes", Map.of("speed", speed(fact.speed()))));
        }
        if (fact.seconds() >= 1) {
            parts.add(
                    words.text(
                            several ? "fact.for-several" : "fact.for",
                            Map.of("time", time(fact.seconds()))));
        }
        return joined("fact.with", parts);
    }

    /** One thing of this label, as a detector has it: "one person". */
    public String who(String label) {
        return who(label, 1);
    }

    private String who(String label, int count) {
        var key = "fact.label-" + label;
        return words.has(key)
                ? words.text(key, Map.of("count", count))
                : words.text("fact.label", Map.of("count", count, "label", label));
    }

    private String joined(String key, List<String> parts) {
        var text = parts.get(0);
        for (var part : parts.subList(1, parts.size())) {
            text = words.text(key, Map.of("first", text, "second", part));
        }
        return text;
    }

    /** To a tenth up to ten, else to the whole; to the half where it is rough. */
    private String length(double metres, boolean rough) {
        double length = unit.ofMetres(metres);
        if (rough) {
            double half = Math.max(0.5, Math.rint(length * 2) / 2);
            return words.unit(half, unit.intl(), half == Math.rint(half) ? 0 : 1);
        }
        return words.unit(length, unit.intl(), length < 9.95 ? 1 : 0);
    }

    private String speed(double metres) {
        return words.unit(unit.ofMetres(metres), unit.intl() + "-per-second", 1);
    }

    /** Rounded down, so that nothing is told before it is true. */
    private String time(double seconds) {
        if (seconds < MINUTES) {
            return words.unit(Math.floor(seconds + 1e-6), "second", 0);
        }
        return seconds < HOURS
                ? words.unit(Math.floor(seconds / 60 + 1e-9), "minute", 0)
                : words.unit(Math.floor(seconds / 3600 + 1e-9), "hour", 0);
    }
}
