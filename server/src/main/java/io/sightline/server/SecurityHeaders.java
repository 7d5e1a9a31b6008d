// SPDX-License-Identifier: Apache-2.0
package io.sightline.server;

import java.util.List;
import java.util.Optional;

/**
 * The headers that every response carries: the one place where they are written down. The server
 * sends them, and the static-host export writes the same ones into its configuration files, each
 * with its reason.
 *
 * <p>Two ways to cross-origin isolation (threads in WebAssembly) are given side by side, because
 * neither covers both uses of the page. As a top-level page, COOP and COEP isolate it in every
 * current browser. As a frame in somebody else's page they cannot (isolation would need the host's
 * own headers), but {@code Document-Isolation-Policy} isolates a single document whatever embeds
 * it, where the browser knows it; elsewhere the frame runs with one thread.
 */
public final class SecurityHeaders {

    /** Any page may embed the widget. */
    public static final String ANY_ANCESTOR = "*";

    private static final String WITHOUT_HUB =
            "Only this origin's own files run or are fetched: no inline script, no eval, no other host to"
                    + " send a picture to. frame-ancestors says who may embed the page.";
    private static final String WITH_HUB =
            "Only this origin's own files run: no inline script, no eval. connect-src names this origin and"
                    + " the model hub, which a person may choose to get models from. frame-ancestors says who"
                    + " may embed the page.";

    /**
     * One header.
     *
     * @param name field name
     * @param value field value, one line
     * @param reason what it is for, one sentence for the person who runs the host
     */
    public record Header(String name, String value, String reason) {}

    private final List<Header> headers;

    /**
     * Builds the set.
     *
     * @param frameAncestors source list of the CSP's {@code frame-ancestors}: {@code *}, {@code
     *     'none'}, {@code 'self'} or origins, separated by spaces
     * @throws IllegalArgumentException if the list holds something that would end the directive or
     *     the header
     */
    public SecurityHeaders(String frameAncestors) {
        this(frameAncestors, Optional.empty());
    }

    /**
     * Builds the set for a page that may ask the model hub.
     *
     * @param hub what it may connect to beside its own origin
     */
    public SecurityHeaders(String frameAncestors, Optional<HubAccess> hub) {
        if (frameAncestors.isBlank()
                || !frameAncestors.matches("[\\x21-\\x2b\\x2d-\\x3a\\x3c-\\x7e ]+")) {
            throw new IllegalArgumentException(
                    "frame-ancestors must be a list of sources separated by spaces, such as \"*\", \"'none'\" or"
                            + " \"https://shop.example https://www.example\"; got \""
                            + frameAncestors
                            + "\"");
        }
        headers =
                List.of(
                        new Header(
                                "Content-Security-Policy",
                                contentSecurityPolicy(frameAncestors.strip(), hub),
                                hub.isPresent() ? WITH_HUB : WITHOUT_HUB),
                        new Header(
                                "Cross-Origin-Opener-Policy",
                                "same-origin",
                                "With the next one: isolates the page when it is opened by itself, which allows"
                                        + " WebAssembly threads."),
                        new Header(
                                "Cross-Origin-Embedder-Policy",
                                "require-corp",
                                "Needed on the page and on every worker script, and so that a host page with this"
                                        + " policy may embed the frame."),
                        new Header(
                                "Document-Isolation-Policy",
                                "isolate-and-require-corp",
                                "Isolates the page inside somebody else's page, which COOP and COEP cannot do"
                                        + " (Chromium 137 and later; elsewhere the frame runs with one thread)."),
                        new Header(
                                "Cross-Origin-Resource-Policy",
                                "cross-origin",
                                "Every file here is public. A host page with COEP: require-corp blocks a frame or"
                                        + " script from another site that lacks this."),
                        new Header(
                                "Permissions-Policy",
                                "camera=(self), display-capture=(self), fullscreen=(self), screen-wake-lock=(self),"
                                        + " microphone=(), geolocation=(), payment=(), usb=(), serial=(), hid=(),"
                                        + " midi=()",
                                "What the page may ask for. The header only narrows: a host page must still give its"
                                        + " frame allow=\"camera; display-capture\", and the person must agree."),
                        new Header(
                                "X-Content-Type-Options",
                                "nosniff",
                                "The declared type is the type: nothing is guessed to be a script."),
                        new Header(
                                "Referrer-Policy",
                                "no-referrer",
                                "No address of the page is told to anyone."));
    }

    /** The set with {@link #ANY_ANCESTOR}. */
    public static SecurityHeaders embeddableAnywhere() {
        return new SecurityHeaders(ANY_ANCESTOR);
    }

    /** All headers, in the order they are sent. */
    public List<Header> all() {
        return headers;
    }

    private static String contentSecurityPolicy(String frameAncestors, Optional<HubAccess> hub) {
        return String.join(
                "; ",
                "default-src 'none'",
                // 'wasm-unsafe-eval' compiles WebAssembly and nothing else; 'unsafe-eval' is not
                // given.
                "script-src 'self' 'wasm-unsafe-eval'",
                "worker-src 'self'",
                "connect-src 'self'"
                        + hub.map(access -> " " + String.join(" ", access.sources())).orElse(""),
                "style-src 'self'",
                // blob: and data: hold pictures that the person opened or that the page drew.
                "img-src 'self' blob: data:",
                "media-src 'self' blob:",
                "font-src 'self'",
                "manifest-src 'self'",
                "base-uri 'none'",
                "form-action 'none'",
                "frame-ancestors " + frameAncestors);
    }
}
