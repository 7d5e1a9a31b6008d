// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.fault;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import io.sightline.e2e.page.SightlinePage;
import io.sightline.e2e.page.Visit;
import io.sightline.e2e.site.Fault;
import io.sightline.e2e.stage.InChromium;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Browsers that cannot do all of it. */
@InChromium
final class BrowserLacksIT {
    /**
     * Modules with this type or instruction do not compile, as in a browser that does not know it.
     */
    private static String without(String instruction) {
        return """
               (() => {
                 const validate = WebAssembly.validate;
                 WebAssembly.validate = (bytes, ...rest) => {
                   const list = Array.from(new Uint8Array(bytes.buffer ?? bytes));
                   return !list.includes(%s) && validate(bytes, ...rest);
                 };
               })();
               """
                .formatted(instruction);
    }

    private static void refusedFor(Visit visit, String need) {
        visit.open();
        Locator refusal = visit.page().locator("#unsupported");
        refusal.waitFor();
        assertThat(refusal).hasAttribute("role", "alert");
        assertThat(visit.page().locator("[data-need=" + need + "]")).isVisible();
        assertThat(visit.page().locator("[data-need]:visible")).hasCount(1);
        assertThat(visit.page().locator("#bench")).isHidden();
    }

    @Test
    void noSimd(Visit visit) {
        visit.context().addInitScript(without("253"));
        refusedFor(visit, "wasm-simd");
    }

    @Test
    void noGarbageCollection(Visit visit) {
        visit.context().addInitScript(without("95"));
        refusedFor(visit, "wasm-gc");
    }

    @Test
    void noModuleWorkers(Visit visit) {
        visit.context().addInitScript("delete globalThis.OffscreenCanvas;");
        refusedFor(visit, "modules");
    }

    @Test
    void theProgramDoesNotArrive(Visit visit) {
        visit.guard().expect("404|wasm");
        visit.proxy().breakAll("/wasm/app\\.wasm", new Fault.Status(404));
        refusedFor(visit, "start");
    }

    @Test
    void withoutWebGpuTheBackendSaysWhy(Visit visit) {
        SightlinePage page = SightlinePage.open(visit);
        page.loadModel();
        assertThat(page.tab().locator("#backend-text"))
                .hasText(Pattern.compile("^WASM · \\d+ threads$"));
        page.tab().locator("#backend").click();
        Locator reasons = page.tab().locator("#backend-passes");
        assertThat(reasons).containsText(Pattern.compile("no WebGPU|found no graphics adapter"));
    }

    @Test
    void withoutIsolationOneThreadSaysWhy(Visit visit) {
        visit.page()
                .route(
                        url -> url.endsWith("/") || url.endsWith(".js"),
                        route -> {
                            var answer = route.fetch();
                            var headers = new java.util.HashMap<>(answer.headers());
                            headers.keySet()
                                    .removeIf(
                                            name ->
                                                    name.startsWith("cross-origin-")
                                                            || name.equals(
                                                                    "document-isolation-policy"));
                            route.fulfill(
                                    new com.microsoft.playwright.Route.FulfillOptions()
                                            .setResponse(answer)
                                            .setHeaders(headers));
                        });
        SightlinePage page = SightlinePage.open(visit);
        assertEquals(false, page.tab().evaluate("crossOriginIsolated"));
        page.loadModel();
        assertThat(page.tab().locator("#backend-text")).hasText("WASM · 1 thread");
        page.tab().locator("#backend").click();
        assertThat(page.tab().locator("#backend-passes")).containsText("not cross-origin isolated");
        page.openSample("room");
        page.waitForDepth();
    }
}
