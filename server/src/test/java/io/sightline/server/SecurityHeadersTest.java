// SPDX-License-Identifier: Apache-2.0
package io.sightline.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.models.catalogue.Catalogue;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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

    private static List<String> connectSources(String hub) {
        var access = HubAccess.of(hub, Catalogue.load());
        String csp =
                value(new SecurityHeaders("*", Optional.of(access)), "Content-Security-Policy");
        return Arrays.stream(csp.split("; "))
                .filter(directive -> directive.startsWith("connect-src "))
                .flatMap(directive -> Arrays.stream(directive.split(" ")).skip(1))
                .toList();
    }

    @Test
    void theHubIsAllowedExactlyWhereItIsAskedFor() {
        String without = value(SecurityHeaders.embeddableAnywhere(), "Content-Security-Policy");
        var access = HubAccess.of("", Catalogue.load());
        String with =
                value(new SecurityHeaders("*", Optional.of(access)), "Content-Security-Policy");
        var catalogue = Catalogue.load();
        String sources =
                "'self' " + catalogue.hub() + " " + String.join(" ", catalogue.hubDownloads());
        assertEquals(without.replace("connect-src 'self'", "connect-src " + sources), with);
        assertTrue(without.contains("; connect-src 'self'; "), without);
        assertEquals(catalogue.hub(), access.address());
    }

    @Test
    void aMirrorStandsInForTheHubWithTheHostsItNames() {
        assertEquals(
                List.of("'self'", "https://mirror.example:8443", "https://*.files.example"),
                connectSources("https://mirror.example:8443/models/ https://*.files.example"));
        assertEquals(
                "https://mirror.example/hub",
                HubAccess.of("https://mirror.example/hub/", Catalogue.load()).address());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "mirror.example",
                "https://a.example; script-src *",
                "https://a.example,https://b.example",
                "ftp://a.example",
                "https://a.example\nX: y",
                "https://a.example?x=y"
            })
    void aHubThatIsNoAddressIsRefused(String value) {
        var refusal =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> HubAccess.of(value, Catalogue.load()));
        assertTrue(refusal.getMessage().contains("--hub"), refusal.getMessage());
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
