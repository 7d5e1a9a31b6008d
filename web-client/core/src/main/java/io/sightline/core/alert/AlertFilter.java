// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.alert;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Which alerts of many are to be seen; an empty text lets all through.
 *
 * @param rule id of it
 * @param severity as the public API spells it
 * @param phase as the public API spells it
 * @param verdict one of {@link #VERDICTS}
 * @param mark right, wrong, or {@link #UNMARKED}
 * @param text words that all occur in the reason, the rule's name, the question or the label
 */
public record AlertFilter(
        String rule, String severity, String phase, String verdict, String mark, String text) {
    /** Lets all through. */
    public static final AlertFilter ALL = new AlertFilter("", "", "", "", "", "");

    /** The user said nothing of it. */
    public static final String UNMARKED = "unmarked";

    /** What the model said, that it was asked and did not answer, that it was not asked. */
    public static final List<String> VERDICTS =
            List.of("yes", "no", "unsure", "unverified", "unasked");

    /** True when it lets all through. */
    public boolean all() {
        return equals(ALL);
    }

    /** True when reasons are looked into. */
    public boolean reads() {
        return !words().isEmpty();
    }

    /** One of {@link #VERDICTS}. */
    public static String verdict(Alert alert) {
        if (alert.judged() != null) {
            return alert.judged().verdict().answer().wire();
        }
        return alert.unverified().isEmpty() ? "unasked" : "unverified";
    }

    /** Whether it lets an alert through. */
    public boolean lets(Kept kept) {
        var alert = kept.alert();
        return fits(rule, alert.rule())
                && fits(severity, alert.severity().id())
                && fits(phase, alert.phase().id())
                && fits(verdict, verdict(alert))
                && fits(mark, kept.right() == null ? UNMARKED : kept.mark())
                && says(kept);
    }

    private static boolean fits(String wanted, String found) {
        return wanted.isEmpty() || wanted.equals(found);
    }

    private boolean says(Kept kept) {
        var words = words();
        if (words.isEmpty()) {
            return true;
        }
        var alert = kept.alert();
        var question = alert.judged() == null ? "" : alert.judged().question();
        var said =
                String.join(
                                "\n",
                                kept.reason(),
                                kept.name(),
                                alert.rule(),
                                alert.subject().label(),
                                question)
                        .toLowerCase(Locale.ROOT);
        for (var word : words) {
            if (!said.contains(word)) {
                return false;
            }
        }
        return true;
    }

    private List<String> words() {
        var words = new ArrayList<String>();
        var word = new StringBuilder();
        for (char c : (text.toLowerCase(Locale.ROOT) + " ").toCharArray()) {
            if (c > ' ' && c != '\u00a0') {
                word.append(c);
            } else if (word.length() > 0) {
                words.add(word.toString());
                word.setLength(0);
            }
        }
        return words;
    }
}
