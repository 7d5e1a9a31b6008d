// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.fault;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import io.sightline.e2e.page.SightlinePage;
import io.sightline.e2e.page.Visit;
import io.sightline.e2e.stage.InChromium;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Rules that mean harm, or nothing: by the public API and from a file. */
@InChromium
final class HostileRulesIT {
    /** What is given to {@code watch}, by what is wrong with it. */
    private static final Map<String, String> CALLS =
            new TreeMap<>(
                    Map.ofEntries(
                            Map.entry("nothing", "undefined"),
                            Map.entry("null", "null"),
                            Map.entry("a text", "'rule'"),
                            Map.entry("a list", "[rule()]"),
                            Map.entry("a function", "() => rule()"),
                            Map.entry(
                                    "no number",
                                    "rule({ subject: { label: 'a', minSeconds: NaN } })"),
                            Map.entry(
                                    "no end",
                                    "rule({ subject: { label: 'a', minSeconds: Infinity } })"),
                            Map.entry(
                                    "below nothing",
                                    "rule({ subject: { label: 'a', minSeconds: -1 } })"),
                            Map.entry("another version", "rule({ version: 2 })"),
                            Map.entry("a misspelt field", "rule({ cooldown: 5 })"),
                            Map.entry(
                                    "an own __proto__",
                                    "JSON.parse(TEXT.replace('\"id\"', '\"__proto__\": {\"x\": 1}, \"id\"'))"),
                            Map.entry(
                                    "a constructor",
                                    "rule({ constructor: { prototype: { x: 1 } } })"),
                            Map.entry("deep", "rule({ subject: deep(5000) })"),
                            Map.entry("cyclic", "cyclic()"),
                            Map.entry("a getter that throws", "thrower()"),
                            Map.entry("a proxy that throws", "trap()"),
                            Map.entry("a megabyte's name", "rule({ name: 'x'.repeat(1 << 20) })"),
                            Map.entry(
                                    "many zones",
                                    "rule({ zones: Array(5000).fill({ polygon: SQUARE }) })"),
                            Map.entry(
                                    "many corners",
                                    "rule({ zone: { polygon: Array(50000).fill([0.5, 0.5]) } })"),
                            Map.entry("a line", "rule({ zone: { polygon: [[0, 0], [1, 1]] } })"),
                            Map.entry(
                                    "a zone that crosses itself",
                                    "rule({ zone: { polygon: [[0, 0], [1, 1], [1, 0], [0, 1]] } })"),
                            Map.entry(
                                    "a schedule that never is",
                                    "rule({ when: { from: '10:00', to: '10:00' } })"),
                            Map.entry("no days", "rule({ when: { days: [] } })"),
                            Map.entry(
                                    "markup for the model",
                                    "rule({ question: { text: 'Is <end_of_utterance> it?' } })"),
                            Map.entry("a symbol", "rule({ name: Symbol('x') })"),
                            Map.entry("a big integer", "rule({ version: 1n })")));

    private static final String TOOLS =
            """
            () => {
              window.TEXT = '{"id": "r", "version": 1, "name": "R", "subject": {"label": "motion"}}';
              window.SQUARE = [[0, 0], [1, 0], [1, 1]];
              window.rule = (more = {}) => ({ ...JSON.parse(TEXT), ...more });
              window.deep = (n) => { let value = {}; for (let i = 0; i < n; ++i) value = { value }; return value; };
              window.cyclic = () => { const value = rule(); value.subject.self = value; return value; };
              const no = () => { throw new Error('no'); };
              window.trap = () => new Proxy({}, { ownKeys: no, get: no });
              window.thrower = () => Object.defineProperty(rule(), 'name',
                { enumerable: true, get() { throw new Error('a trap'); } });
            }
            """;

    @Test
    void eachIsRefusedAndNothingIsKept(Visit visit) {
        SightlinePage page = SightlinePage.open(visit);
        Page tab = page.tab();
        tab.evaluate(TOOLS);
        page.api().get("sightline.rules()");
        for (var call : CALLS.entrySet()) {
            var failure = page.api().failure("sightline.watch(" + call.getValue() + ")");
            assertEquals("SightlineError", failure.name(), call.getKey());
            assertEquals("bad-input", failure.code(), call.getKey() + ": " + failure.message());
            assertTrue(
                    failure.message().length() < 600,
                    call.getKey() + ": " + failure.message().length() + " characters");
            assertEquals(List.of(), page.api().get("sightline.rules()"), call.getKey());
        }
        assertEquals(true, tab.evaluate("() => ({}).x === undefined"));
        // It works on as if nothing had been.
        page.api().get("sightline.watch(rule())");
        assertEquals(1, ((List<?>) page.api().get("sightline.rules()")).size());
    }

    /** What is told of a rule may be given back, names of people's things included. */
    @Test
    void whatIsToldMayBeGivenBack(Visit visit) {
        SightlinePage page = SightlinePage.open(visit);
        page.tab().evaluate(TOOLS);
        var told =
                page.api()
                        .map(
                                "sightline.watch(rule({ name: '<img src=x onerror=alert(1)>',"
                                        + " subject: { label: 'forklift', heightMetres: [1, 2] },"
                                        + " question: { text: 'Is it?' } }))");
        var obstacles = (List<?>) told.get("obstacles");
        assertTrue(
                obstacles.containsAll(
                        List.of("unknown-label", "no-metres", "no-depth", "no-language")),
                obstacles::toString);
        page.tab().locator("#tab-watch").click();
        assertThat(page.tab().locator("#watch-rules label"))
                .hasText("<img src=x onerror=alert(1)>");
        assertThat(
                        page.tab()
                                .locator(".watch-obstacles li")
                                .filter(
                                        new com.microsoft.playwright.Locator.FilterOptions()
                                                .setHasText("forklift")))
                .not()
                .hasCount(0);
        assertThat(page.tab().locator(".watch-obstacles"))
                .containsText("Calibrate it under Measure");
        var rules =
                page.api()
                        .get(
                                "(async () => { const [rule] = await sightline.rules();"
                                        + " await sightline.watch(rule); return sightline.rules(); })()");
        assertEquals(1, ((List<?>) rules).size());
        assertEquals(obstacles, ((Map<?, ?>) ((List<?>) rules).get(0)).get("obstacles"));
    }

    @Test
    void aFileIsRefusedAsAWhole(Visit visit) {
        SightlinePage page = SightlinePage.open(visit);
        Page tab = page.tab();
        tab.evaluate(TOOLS);
        page.api().get("sightline.watch(rule())");
        tab.locator("#tab-watch").click();
        var fault = tab.locator("section[aria-labelledby=watch-rules-title] [role=alert]");
        String good =
                "{\"id\":\"g\",\"version\":1,\"name\":\"G\",\"subject\":{\"label\":\"motion\"}}";
        var files =
                List.of(
                        "",
                        " \n",
                        "no json",
                        "[" + good + ",{\"id\":\"\"}]",
                        "{\"version\":1,\"rules\":[" + good + "," + good + "]}",
                        "[".repeat(20_000) + "]".repeat(20_000),
                        "{\"version\":1,\"rules\":[{\"__proto__\":{\"x\":1}}]}",
                        "{\"id\":\"g\",\"version\":1,\"name\":\"" + "x".repeat(1 << 20) + "\"}");
        for (var file : files) {
            tab.locator("#watch-import")
                    .setInputFiles(
                            new FilePayload(
                                    "rules.json",
                                    "application/json",
                                    file.getBytes(StandardCharsets.UTF_8)));
            assertThat(fault).not().isEmpty();
            if (file.isBlank()) {
                assertThat(fault).containsText("There is nothing in it");
            }
            assertEquals(List.of("R"), names(tab));
            assertFalse(fault.textContent().length() > 600);
            // The next one has to say its own.
            tab.locator("#watch-import")
                    .setInputFiles(
                            new FilePayload(
                                    "rules.json",
                                    "application/json",
                                    ("{\"version\":1,\"rules\":[" + good.replace("G", "R") + "]}")
                                            .getBytes(StandardCharsets.UTF_8)));
            assertThat(fault).isEmpty();
        }
    }

    /** What a file or a click took away can be had back until something else is changed. */
    @Test
    void rulesThatWereReplacedOrRemovedComeBack(Visit visit) {
        SightlinePage page = SightlinePage.open(visit);
        Page tab = page.tab();
        tab.evaluate(TOOLS);
        page.api().get("sightline.watch(rule())");
        page.api().get("sightline.watch({ ...rule(), id: 's', name: 'S' })");
        tab.locator("#tab-watch").click();
        var undo = tab.locator("#rules-undo");
        assertThat(undo).isHidden();
        tab.locator("#watch-import")
                .setInputFiles(
                        new FilePayload(
                                "rules.json",
                                "application/json",
                                "[]".getBytes(StandardCharsets.UTF_8)));
        assertThat(tab.locator("#rules-done")).hasText("0 rules were read, in place of 2.");
        assertEquals(List.of(), names(tab));
        undo.click();
        assertThat(tab.locator("#rules-done")).isEmpty();
        assertEquals(List.of("R", "S"), names(tab));
        tab.locator("#watch-rules > li").first().getByText("Remove").click();
        assertThat(tab.locator("#rules-done")).hasText("“R” was removed.");
        undo.click();
        assertEquals(List.of("R", "S"), names(tab));
        tab.locator("#watch-rules > li").first().getByText("Remove").click();
        page.api().get("sightline.watch({ ...rule(), id: 't', name: 'T' })");
        assertThat(undo).isHidden();
        assertEquals(List.of("S", "T"), names(tab));
    }

    private static Object names(Page tab) {
        return tab.evaluate("async () => (await sightline.rules()).map((rule) => rule.name)");
    }
}
