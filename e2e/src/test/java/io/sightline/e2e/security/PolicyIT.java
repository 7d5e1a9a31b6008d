// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.microsoft.playwright.Response;
import io.sightline.e2e.page.Until;
import io.sightline.e2e.page.Visit;
import io.sightline.e2e.stage.InChromium;
import org.junit.jupiter.api.Test;

/** What the headers make the browser do. */
@InChromium
final class PolicyIT {
    @Test
    void thePageIsIsolatedSoThatThreadsMayShareMemory(Visit visit) {
        visit.open();
        assertEquals(
                true,
                visit.page()
                        .evaluate(
                                "crossOriginIsolated && typeof SharedArrayBuffer === 'function'"));
    }

    @Test
    void evalIsRefused(Visit visit) {
        Response answer = visit.open();
        assertFalse(answer.headerValue("content-security-policy").contains("'unsafe-eval'"));
        visit.guard().expect("unsafe-eval|Content Security Policy");
        assertEquals("EvalError", visit.page().evaluate(raised("eval('1')")));
        assertEquals("EvalError", visit.page().evaluate(raised("new Function('return 1')()")));
    }

    /**
     * In a task of the page's own: what a debugger evaluates directly is not bound by the policy.
     */
    private static String raised(String code) {
        return "() => new Promise(done => setTimeout(() => { try { "
                + code
                + "; done('it ran'); } catch (e) { done(e.name); } }))";
    }

    @Test
    void anInjectedScriptDoesNotRun(Visit visit) {
        visit.open();
        visit.guard().expect("Content Security Policy|404");
        visit.page()
                .evaluate(
                        """
                        () => {
                          const script = document.createElement('script');
                          script.textContent = 'window.injected = 1';
                          document.body.append(script);
                          const box = document.createElement('div');
                          box.innerHTML = '<img src="no-such-picture" onerror="window.injected = 2">';
                          document.body.append(box);
                        }
                        """);
        visit.page().waitForTimeout(300);
        assertEquals(false, visit.page().evaluate("'injected' in window"));
    }

    @Test
    void nothingCanBeSentElsewhere(Visit visit) {
        visit.open();
        visit.guard().expect("Content Security Policy|http://localhost:9/");
        assertEquals(
                "TypeError",
                visit.page()
                        .evaluate(
                                "fetch('http://localhost:9/').then(() => 'it went', e => e.name)"));
        // What is written on the console arrives by another way than what is evaluated.
        Until.right(
                visit.page(),
                visit.guard()::console,
                lines -> lines.stream().anyMatch(line -> line.contains("connect-src")),
                lines -> String.join("\n", lines));
    }

    @Test
    void foldersAreNotListedAndNothingLiesOutside(Visit visit) {
        for (String path :
                new String[] {"js/", "wasm/", "models/", "..%2fpom.xml", "%2e%2e/pom.xml"}) {
            assertEquals(
                    404, visit.page().request().get(visit.origin() + "/" + path).status(), path);
        }
    }
}
