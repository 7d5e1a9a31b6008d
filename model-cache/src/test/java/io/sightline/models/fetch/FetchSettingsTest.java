// SPDX-License-Identifier: Apache-2.0
package io.sightline.models.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FetchSettingsTest {
    private static final String HUB = "https://hub.invalid";

    @Test
    void theHubAndItsTokenCanBeSet() {
        var plain = FetchSettings.of(Map.of(), HUB);
        assertEquals(URI.create(HUB + "/"), plain.hub());
        assertTrue(plain.token().isEmpty());
        var mirror =
                FetchSettings.of(
                        Map.of("HF_ENDPOINT", "http://mirror:8080/hf", "HF_TOKEN", " t "), HUB);
        assertEquals(
                "http://mirror:8080/hf/owner/name", mirror.hub().resolve("owner/name").toString());
        assertEquals("t", mirror.token().orElseThrow());
        var own = Map.of("HF_ENDPOINT", "http://a/", "SIGHTLINE_HF_ENDPOINT", "http://b/");
        assertEquals(URI.create("http://b/"), FetchSettings.of(own, HUB).hub());
        assertEquals("http://b/", FetchSettings.of(own, HUB).hub().toString(), "no second slash");
    }

    @Test
    void anAddressThatIsNoneIsSaid() {
        for (var wrong : new String[] {"not a url", "ftp://x", "https://", "mirror"}) {
            var environment = Map.of("HF_ENDPOINT", wrong);
            var fault =
                    assertThrows(
                            IllegalArgumentException.class,
                            () -> FetchSettings.of(environment, HUB),
                            wrong);
            assertTrue(fault.getMessage().contains("HF_ENDPOINT"));
        }
    }

    @Test
    void proxiesComeFromTheEnvironment() {
        var proxies =
                new EnvironmentProxies(
                        Map.of(
                                "HTTPS_PROXY", "http://proxy.corp:3128",
                                "http_proxy", "plain.corp:8080",
                                "NO_PROXY", "localhost, .inside.corp,other.corp"));
        assertEquals("proxy.corp:3128", select(proxies, "https://hub.invalid/x"));
        assertEquals("plain.corp:8080", select(proxies, "http://hub.invalid/x"));
        assertEquals("none", select(proxies, "https://a.inside.corp/x"));
        assertEquals("none", select(proxies, "https://other.corp/x"));
        assertEquals("proxy.corp:3128", select(proxies, "https://another.corp/x"));
        assertEquals("none", select(proxies, "http://127.0.0.1:99/x"));
        assertEquals("none", select(new EnvironmentProxies(Map.of()), "https://hub.invalid/"));
    }

    private static String select(EnvironmentProxies proxies, String address) {
        Proxy proxy = proxies.select(URI.create(address)).get(0);
        return proxy.address() instanceof InetSocketAddress at
                ? at.getHostString() + ":" + at.getPort()
                : "none";
    }
}
