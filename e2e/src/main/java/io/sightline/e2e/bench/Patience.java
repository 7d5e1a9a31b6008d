// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.bench;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;

/**
 * Runs scripts in a page, each a stage with a name. A page that gives no sign of life for too long
 * ends the run with the stage's name and the console's last words; it would else hold it up for
 * ever without any.
 */
final class Patience {
    private static final int LAST_WORDS = 12;
    private static final String OVER = "no sign of life";

    /** A script that takes long calls {@code alive()} at each step. */
    private static final String WATCH =
            """
            async ({ limit, argument }) => {
              let last = performance.now();
              window.alive = () => { last = performance.now(); };
              let watch;
              const silence = new Promise((_, reject) => {
                watch = setInterval(() => {
                  if (performance.now() - last > limit) {
                    reject(new Error('%s'));
                  }
                }, 100);
              });
              try {
                return await Promise.race([(%s)(argument), silence]);
              } finally {
                clearInterval(watch);
              }
            }
            """;

    private final Page page;
    private final String side;
    private final Duration limit;
    private final ArrayDeque<String> console = new ArrayDeque<>();

    /**
     * Watches over a page.
     *
     * @param page where the scripts run
     * @param side that it stands for
     * @param limit of the time without a sign of life
     */
    Patience(Page page, String side, Duration limit) {
        this.page = page;
        this.side = side;
        this.limit = limit;
        page.onConsoleMessage(message -> heard(message.type() + ": " + message.text()));
        page.onPageError(error -> heard("uncaught: " + error));
        page.onCrash(gone -> heard("the page crashed"));
    }

    private void heard(String words) {
        console.add(words);
        if (console.size() > LAST_WORDS) {
            console.remove();
        }
    }

    /** The page. */
    Page page() {
        return page;
    }

    /**
     * Runs a function in the page.
     *
     * @param stage name of it
     * @param script a function of JavaScript with one parameter
     * @param argument of it, or null
     * @throws StageFailed where it fails or says nothing for too long
     */
    Object run(String stage, String script, Object argument) {
        var spec = new HashMap<String, Object>();
        spec.put("limit", (double) limit.toMillis());
        spec.put("argument", argument);
        try {
            return page.evaluate(WATCH.formatted(OVER, script), spec);
        } catch (PlaywrightException e) {
            boolean over = e.getMessage().contains(OVER);
            throw new StageFailed(
                    side
                            + ", "
                            + stage
                            + ": "
                            + (over
                                    ? OVER + " for " + limit.toSeconds() + " s"
                                    : e.getMessage().strip())
                            + lastWords(),
                    e);
        }
    }

    private String lastWords() {
        return console.isEmpty()
                ? "\nIts console is empty."
                : "\nIts console says:\n  " + String.join("\n  ", console);
    }

    /** A stage that failed, in words for whoever started the run. */
    static final class StageFailed extends RuntimeException {
        private static final long serialVersionUID = 1;

        StageFailed(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
