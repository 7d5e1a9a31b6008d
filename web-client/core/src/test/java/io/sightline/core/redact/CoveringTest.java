// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.redact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.core.error.SightlineException;
import io.sightline.core.value.Fields;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CoveringTest {
    private static Covering read(Object value) {
        return Covering.of(Fields.of(value, "redact", "redact-option"));
    }

    @Test
    void comesBackAsItWasKept() {
        for (var method : RedactMethod.values()) {
            for (var kind : List.of(RedactKind.PEOPLE, RedactKind.FACES)) {
                var covering = Covering.of(kind, method);
                assertTrue(covering.covers());
                assertEquals(covering, read(covering.toMap()));
                assertEquals(Set.of(kind), covering.settings().kinds());
                assertEquals(method, covering.order().method());
                assertTrue(covering.order().without().isEmpty());
            }
        }
        assertFalse(Covering.AS_SEEN.covers());
        assertEquals(Covering.AS_SEEN, read(Covering.AS_SEEN.toMap()));
        assertEquals(RedactMethod.FILL, read(Map.of("kinds", List.of("people"))).method());
    }

    @Test
    void whatItIsNotIsRefusedWithItsPath() {
        refused("redact.kinds", Map.of("kinds", List.of("handwriting")));
        refused("redact.kinds", Map.of("kinds", List.of("cats")));
        refused("redact.kinds", Map.of("kinds", "people"));
        refused("redact.method", Map.of("kinds", List.of("people"), "method", "pixel"));
        refused("redact.score", Map.of("kinds", List.of("people"), "score", 0.5));
        refused("redact", "people");
        assertThrows(
                IllegalArgumentException.class,
                () -> new Covering(Set.of(RedactKind.HANDWRITING), RedactMethod.FILL));
    }

    private static void refused(String path, Object value) {
        var failure = assertThrows(SightlineException.class, () -> read(value));
        assertEquals(path, failure.values().get("path"));
    }
}
