// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.redact;

import io.sightline.core.error.SightlineException;
import io.sightline.core.value.Fields;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How the pictures and clips of alerts leave the page.
 *
 * @param kinds what is covered: people, or heads and faces; none where they go as they were seen
 * @param method how
 */
public record Covering(Set<RedactKind> kinds, RedactMethod method) {
    /** Nothing is covered. */
    public static final Covering AS_SEEN =
            new Covering(EnumSet.noneOf(RedactKind.class), RedactMethod.FILL);

    private static final Set<String> NAMES = Set.of("kinds", "method");

    /** Refuses what is not looked for on pictures. */
    public Covering {
        if (kinds.contains(RedactKind.HANDWRITING)) {
            throw new IllegalArgumentException("writing is looked for in clips only");
        }
        kinds = Set.copyOf(kinds);
    }

    /** This kind alone; as seen for null. */
    public static Covering of(RedactKind kind, RedactMethod method) {
        return new Covering(kind == null ? Set.of() : EnumSet.of(kind), method);
    }

    /** Whether anything is covered. */
    public boolean covers() {
        return !kinds.isEmpty();
    }

    /** By what is looked. */
    public RedactSettings settings() {
        return RedactSettings.of(kinds);
    }

    /** What is covered of what was found: all of it. */
    public RedactOrder order() {
        return new RedactOrder(method, Set.of(), List.of());
    }

    /** As it is kept, and as files tell it. */
    public Map<String, Object> toMap() {
        var map = new LinkedHashMap<String, Object>();
        var names = new ArrayList<Object>();
        for (var kind : RedactKind.values()) {
            if (kinds.contains(kind)) {
                names.add(kind.id());
            }
        }
        map.put("kinds", names);
        map.put("method", method.id());
        return map;
    }

    /**
     * Reads it.
     *
     * @throws SightlineException {@code bad-input}, with the path of the first fault
     */
    public static Covering of(Fields fields) {
        fields.only(NAMES);
        var kinds = EnumSet.noneOf(RedactKind.class);
        for (var name : fields.texts("kinds", 0, RedactKind.values().length)) {
            var kind = RedactKind.of(name);
            if (kind == null || kind == RedactKind.HANDWRITING) {
                throw fields.refusal("kinds", "people, faces");
            }
            kinds.add(kind);
        }
        var method = RedactMethod.FILL;
        if (fields.has("method")) {
            method = RedactMethod.of(fields.text("method"));
            if (method == null) {
                throw fields.refusal("method", "fill or blur");
            }
        }
        return new Covering(kinds, method);
    }
}
