// SPDX-License-Identifier: Apache-2.0
package io.sightline.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CachePolicyTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "app-5QJ2YB7K.js",
                "app-5QJ2YB7K.js.map",
                "engine.0f3a9c21.wasm",
                "style-0123456789abcdef.css",
                "ort-wasm-simd-threaded-0f3a9c21.mjs"
            })
    void aNameWithItsHashNeverChanges(String name) {
        assertEquals(CachePolicy.IMMUTABLE, CachePolicy.of(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "index.html", "sightline.js", "app.wasm", "ort-wasm-simd-threaded.asyncify.wasm",
                        "a-deadbeef.js",
                "depth-facade.js", "icon-512.png", "0f3a9c21.js", "README-ABCDEFGH.txt",
                        "app-5QJ2YB7K"
            })
    void anyOtherNameIsAskedAboutAgain(String name) {
        assertEquals(CachePolicy.REVALIDATE, CachePolicy.of(name));
    }
}
