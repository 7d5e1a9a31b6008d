// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HostOriginTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://shop.example",
                "https://shop.example:8443",
                "https://xn--bcher-kva.example",
                "https://a-b.c_d.example",
                "http://localhost",
                "http://localhost:3000",
                "http://shop.localhost:3000",
                "http://127.0.0.1:8080"
            })
    void originsAreTakenAsTheyAre(String named) {
        assertEquals(named, HostOrigin.of(named));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "*",
                "/",
                "null",
                "shop.example",
                "http://shop.example",
                "http://localhost.example",
                "https://",
                "https://shop.example/",
                "https://shop.example/path",
                "https://shop.example?x",
                "https://shop.example#x",
                "https://user@shop.example",
                "https://user:pass@shop.example",
                "https://SHOP.example",
                "https://shop..example",
                "https://.example",
                "https://shop.example.",
                "https://shop.example:",
                "https://shop.example:0",
                "https://shop.example:99999",
                "https://shop.example:123456",
                "https://shop.example:8o",
                "https://shop example",
                "https://*.example",
                "javascript:alert(1)",
                "data:text/html,x",
                "file:///x"
            })
    void whatIsNoOriginIsNone(String named) {
        assertNull(HostOrigin.of(named));
    }
}
