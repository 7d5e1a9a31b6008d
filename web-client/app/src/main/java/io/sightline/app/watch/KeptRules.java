// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.watch;

import io.sightline.app.dom.Browser;
import io.sightline.core.error.SightlineException;
import io.sightline.core.rule.Rule;
import io.sightline.core.rule.Rules;
import io.sightline.glue.value.JsValues;
import java.util.ArrayList;
import java.util.List;

/** The rules, in their order, kept in this browser. */
final class KeptRules {
    private static final String NAME = "sightline.rules";

    private List<Rule> rules = List.of();
    private boolean lost;

    /** Those of the visit before. */
    KeptRules() {
        var kept = Browser.kept(NAME);
        if (kept != null) {
            try {
                rules = Rules.of(JsValues.toJava(Browser.parse(kept)));
            } catch (SightlineException e) {
                // Not ours, or of a later version: left as it is until rules are changed here.
                System.err.println("The kept rules do not fit: " + e.getMessage());
            }
        }
    }

    /** All of them. */
    List<Rule> all() {
        return rules;
    }

    /** True where they could not be kept for another visit. */
    boolean lost() {
        return lost;
    }

    /** The rule of this id; null where there is none. */
    Rule of(String id) {
        for (var rule : rules) {
            if (rule.id().equals(id)) {
                return rule;
            }
        }
        return null;
    }

    /** Whether any is to be watched by. */
    boolean anyEnabled() {
        for (var rule : rules) {
            if (rule.enabled()) {
                return true;
            }
        }
        return false;
    }

    /** Adds a rule, in place of the one with its id. */
    void add(Rule rule) {
        var next = new ArrayList<>(rules);
        var old = of(rule.id());
        if (old == null) {
            next.add(rule);
        } else {
            next.set(next.indexOf(old), rule);
        }
        use(next);
    }

    /** Takes a rule away; false when there is none with this id. */
    boolean remove(String id) {
        var next = new ArrayList<>(rules);
        boolean found = next.removeIf(rule -> rule.id().equals(id));
        if (found) {
            use(next);
        }
        return found;
    }

    /** Others in place of all. */
    void use(List<Rule> next) {
        // Read back as anyone's would be: too many are refused here, not at the next visit.
        rules = Rules.of(Rules.toMap(next));
        lost = !Browser.keep(NAME, Browser.json(JsValues.toJs(Rules.toMap(rules))));
    }
}
