// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.page;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Watches what no test may cause unasked: errors on the console (a breach of the security policy is
 * one), uncaught exceptions, and requests to other origins, from the page, its frames and its
 * workers.
 */
public final class PageGuard {
    private final Set<String> origins = new TreeSet<>();
    private final List<Pattern> expected = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private final List<String> console = new ArrayList<>();
    private final List<String> requests = new ArrayList<>();

    /**
     * Watches a context.
     *
     * @param origin the only origin that may be asked
     */
    public PageGuard(BrowserContext context, String origin) {
        origins.add(origin);
        context.onConsoleMessage(this::log);
        context.onWebError(error -> fault("uncaught: " + error.error()));
        context.onRequest(request -> request(request.url()));
    }

    /** One more origin that may be asked: a host page's. */
    public void allowOrigin(String origin) {
        origins.add(origin);
    }

    /** Errors that this test causes on purpose: those in which the pattern is found. */
    public void expect(String pattern) {
        expected.add(Pattern.compile(pattern));
    }

    /** What should not have happened, in order. */
    public List<String> faults() {
        return faults.stream()
                .filter(fault -> expected.stream().noneMatch(p -> p.matcher(fault).find()))
                .toList();
    }

    /** All that was written on the console. */
    public List<String> console() {
        return List.copyOf(console);
    }

    /** The addresses that were asked, in order. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    private void log(ConsoleMessage message) {
        String line = message.type() + ": " + message.text() + " (" + message.location() + ")";
        console.add(line);
        if (message.type().equals("error")) {
            fault("console " + line);
        }
    }

    private void request(String url) {
        requests.add(url);
        var uri = URI.create(url.replace(" ", "%20"));
        if (uri.getHost() == null) {
            return;
        }
        String origin =
                uri.getScheme()
                        + "://"
                        + uri.getHost()
                        + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
        if (!origins.contains(origin)) {
            fault("request to another origin: " + url);
        }
    }

    private void fault(String text) {
        faults.add(text);
    }
}
