// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.rule;

import io.sightline.core.error.SightlineException;
import io.sightline.core.value.Fields;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Several rules in one file, as they are exported and imported. */
public final class Rules {
    /** Most rules of a page. */
    public static final int MOST = 64;

    private static final String FORM = "sightline-rules";

    private static final Set<String> FIELDS = Set.of("form", "version", "rules");

    private Rules() {}

    /**
     * Reads what {@link #toMap} wrote, a plain list of rules, or one rule.
     *
     * @throws SightlineException {@code bad-input}: "rule-field" with the path of the first fault,
     *     such as {@code rules[2].subject.label}; "rule-version" for another version
     */
    public static List<Rule> of(Object value) {
        if (value instanceof Map<?, ?> map && !map.containsKey("rules")) {
            return List.of(Rule.of(value));
        }
        boolean plain = value instanceof List<?>;
        var fields = Fields.of(plain ? Map.of("rules", value) : value, "", Rule.REASON);
        if (!plain) {
            Rule.version(fields);
        }
        fields.only(FIELDS);
        if (fields.has("form") && !fields.text("form").equals(FORM)) {
            throw fields.refusal("form", FORM);
        }
        var rules = new ArrayList<Rule>();
        var ids = new HashSet<String>();
        for (var item : fields.objects("rules", 0, MOST)) {
            var rule = Rule.of(item);
            if (!ids.add(rule.id())) {
                throw item.refusal("id", "an id that no rule before it has");
            }
            rules.add(rule);
        }
        return List.copyOf(rules);
    }

    /** As they are written. */
    public static Map<String, Object> toMap(List<Rule> rules) {
        var list = new ArrayList<Object>();
        for (var rule : rules) {
            list.add(rule.toMap());
        }
        var map = new LinkedHashMap<String, Object>();
        map.put("form", FORM);
        map.put("version", Rule.VERSION);
        map.put("rules", list);
        return map;
    }
}
