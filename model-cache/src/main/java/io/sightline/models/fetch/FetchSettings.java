// SPDX-License-Identifier: Apache-2.0
package io.sightline.models.fetch;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How to reach the sources.
 *
 * @param hub base address of the Hugging Face hub or a mirror of it
 * @param token sent to that hub only
 * @param npm the command that is npm
 * @param connect how long a connection may take to open, and a host to begin its answer
 * @param stall how long a download may stand still before it is broken off and resumed
 * @param attempts how often in a row a request may fail without a byte of progress
 * @param pause before the second attempt; doubles with each
 * @param environment of the process, for proxies
 */
public record FetchSettings(
        URI hub,
        Optional<String> token,
        List<String> npm,
        Duration connect,
        Duration stall,
        int attempts,
        Duration pause,
        Map<String, String> environment) {
    /**
     * Reads the environment: {@code SIGHTLINE_HF_ENDPOINT} or {@code HF_ENDPOINT}, {@code
     * HF_TOKEN}, {@code SIGHTLINE_NPM}.
     *
     * @throws IllegalArgumentException where the hub's address is none
     * @param hub address of the hub where the environment names none
     */
    public static FetchSettings of(Map<String, String> environment, String hub) {
        var endpoint = first(environment, "SIGHTLINE_HF_ENDPOINT", "HF_ENDPOINT").orElse(hub);
        var address = endpoint.matches("https?://[^\\s/]+.*") ? endpoint : null;
        if (address == null) {
            throw new IllegalArgumentException(
                    "The hub's address in SIGHTLINE_HF_ENDPOINT or HF_ENDPOINT is no http(s)"
                            + " address: "
                            + endpoint);
        }
        boolean windows = System.getProperty("os.name", "").startsWith("Windows");
        return new FetchSettings(
                URI.create(endpoint.endsWith("/") ? endpoint : endpoint + "/"),
                first(environment, "HF_TOKEN"),
                List.of(first(environment, "SIGHTLINE_NPM").orElse(windows ? "npm.cmd" : "npm")),
                Duration.ofSeconds(8),
                Duration.ofSeconds(30),
                4,
                Duration.ofSeconds(1),
                environment);
    }

    private static Optional<String> first(Map<String, String> environment, String... names) {
        for (var name : names) {
            var value = environment.get(name);
            if (value != null && !value.isBlank()) {
                return Optional.of(value.strip());
            }
        }
        return Optional.empty();
    }
}
