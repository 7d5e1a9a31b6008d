// SPDX-License-Identifier: Apache-2.0
package io.sightline.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UrlPathTest {

    @Test
    void plainNamesAreKept() {
        assertEquals(Optional.of(new UrlPath(List.of(), true)), UrlPath.parse("/"));
        assertEquals(
                Optional.of(new UrlPath(List.of("a", "b.js"), false)), UrlPath.parse("/a/b.js"));
        assertEquals(Optional.of(new UrlPath(List.of("a"), true)), UrlPath.parse("/a/"));
        assertEquals(Optional.of(new UrlPath(List.of("a..b"), false)), UrlPath.parse("/a..b"));
    }

    @Test
    void escapesAreDecodedOnce() {
        assertEquals(
                Optional.of(new UrlPath(List.of("ein bißchen.png"), false)),
                UrlPath.parse("/ein%20bi%C3%9Fchen.png"));
    }

    @Test
    void whatCouldLeaveTheRootIsNoPath() {
        TraversalCorpus.paths()
                .forEach(raw -> assertEquals(Optional.empty(), UrlPath.parse(raw), raw));
        assertEquals(Optional.empty(), UrlPath.parse(null));
        assertEquals(Optional.empty(), UrlPath.parse(""));
        assertEquals(Optional.empty(), UrlPath.parse("app.js"));
    }
}
