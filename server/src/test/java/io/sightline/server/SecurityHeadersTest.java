// SPDX-License-Identifier: Apache-2.0
package io.sightline.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecurityHeadersTest {

    private static String value(SecurityHeaders headers, String name) {
        return headers.all().stream()
                .filter(h -> h.name().equals(name))
                .findFirst()
                .orElseThrow()
                .value();
    }

    @Test
    void thePolicyAllowsWebAssemblyButNoEvalAndNoInline() {
        String csp = value(SecurityHeaders.embeddableAnywhere(), "Content-Security-Policy");
        List<String> directives =
                Arrays.stream(csp.split(";")).map(String::strip).collect(Collectors.toList());
        assertTrue(directives.contains("default-src 'none'"));
        assertTrue(directives.contains("script-src 'self' 'wasm-unsafe-eval'"));
        assertTrue(directives.contains("connect-src 'self'"));
        assertTrue(directives.contains("base-uri 'none'"));
        assertTrue(directives.contains("form-action 'none'"));
        assertFalse(csp.contains("'unsafe-eval'"));
        assertFalse(csp.contains("unsafe-inline"));
        assertFalse(csp.contains("http"));
    }

    @Test
    void embeddersCanBeNamed() {
        String csp =
                value(
                        new SecurityHeaders("https://shop.example https://www.example:8443"),
                        "Content-Security-Policy");
        assertTrue(
                csp.endsWith("; frame-ancestors https://shop.example https://www.example:8443"),
                csp);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "*; script-src *", "a, b", "a\r\nSet-Cookie: x", "ä"})
    void aListThatWouldEndTheDirectiveIsRefused(String sources) {
        assertThrows(IllegalArgumentException.class, () -> new SecurityHeaders(sources));
    }

    @Test
    void everyHeaderHasOneLineAndAReason() {
        for (SecurityHeaders.Header header : SecurityHeaders.embeddableAnywhere().all()) {
            assertEquals(1, header.value().lines().count(), header.name());
            assertFalse(header.reason().isBlank(), header.name());
        }
    }
}
