// SPDX-License-Identifier: Apache-2.0
package io.sightline.server;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class EntityTagsTest {

    private static final String TAG = "\"abc\"";

    @Test
    void aTagIsFoundInAList() {
        assertTrue(EntityTags.matchesStrongly("\"abc\"", TAG));
        assertTrue(EntityTags.matchesStrongly("\"x,y\", \"abc\"", TAG));
        assertTrue(EntityTags.matchesStrongly(" * ", TAG));
        assertFalse(EntityTags.matchesStrongly("\"abcd\", \"ab\"", TAG));
        assertFalse(EntityTags.matchesStrongly("abc", TAG));
        assertFalse(EntityTags.matchesStrongly("", TAG));
    }

    @Test
    void aTagInsideAnotherOneIsNotIt() {
        assertFalse(EntityTags.matchesStrongly("\"x \\\"abc\\\" y\"", "\"abc\\\""));
        assertFalse(EntityTags.matchesWeakly("\"-abc-\"", TAG));
    }

    @Test
    void aWeakTagMatchesOnlyWeakly() {
        assertTrue(EntityTags.matchesWeakly("W/\"abc\"", TAG));
        assertFalse(EntityTags.matchesStrongly("W/\"abc\"", TAG));
    }
}
