// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.fault;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import io.sightline.e2e.page.SightlinePage;
import io.sightline.e2e.page.Visit;
import io.sightline.e2e.site.Fault;
import io.sightline.e2e.site.FaultProxy;
import io.sightline.e2e.stage.InChromium;
import io.sightline.e2e.stage.Models;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The model's way from the server's disk to the browser's store, broken at every place. */
@InChromium
final class ModelFaultsIT {
    private static final String MODEL = "/models/[0-9a-f]{64}/";
    private static final String INDEX = "/models/index\\.json";

    private static void loadsNow(Visit visit, SightlinePage page) {
        visit.proxy().heal();
        page.tab()
                .locator(
                        "#messages button",
                        new com.microsoft.playwright.Page.LocatorOptions().setHasText("Try again"))
                .first()
                .click();
        page.waitForModel();
        page.openSample("room");
        page.waitForDepth();
        page.waitForSilence();
    }

    private static String failsToLoad(Visit visit, String key) {
        SightlinePage page = SightlinePage.open(visit);
        page.askForModel();
        String words = page.alert(key);
        assertFalse(words.contains("{"), words);
        loadsNow(visit, page);
        return words;
    }

    @Test
    @InChromium(models = Models.ABSENT)
    void absentFromTheServer(Visit visit) {
        SightlinePage page = SightlinePage.open(visit);
        page.openSample("room");
        page.waitForText("plate", "is not on the server");
        page.waitForText("plate", "./sightline models");
        assertThat(page.tab().locator("#model-load")).isDisabled();
        assertThat(page.tab().locator("#pane-picture")).isVisible();
    }

    @Test
    void goneFromTheServer(Visit visit) {
        visit.guard().expect("404");
        visit.proxy().breakAll(MODEL, new Fault.Status(404));
        failsToLoad(visit, "model-gone");
    }

    @Test
    void theServerFails(Visit visit) {
        visit.guard().expect("503");
        visit.proxy().breakAll(MODEL, new Fault.Status(503));
        assertTrue(failsToLoad(visit, "server-status").contains("503"));
    }

    @Test
    void truncated(Visit visit) {
        visit.proxy().breakAll(MODEL, new Fault.Truncate(2_000_000));
        failsToLoad(visit, "download-broken");
    }

    @Test
    void altered(Visit visit) {
        visit.proxy().breakAll(MODEL, new Fault.Alter(3_000_000));
        failsToLoad(visit, "model-altered");
    }

    @Test
    void theListOfModelsCannotBeRead(Visit visit) {
        visit.guard().expect("503");
        visit.proxy().breakAll(INDEX, new Fault.Status(503));
        SightlinePage page = SightlinePage.open(visit);
        assertTrue(page.alert("index-failed").contains("Check that the server runs"));
        visit.proxy().heal();
        page.tab().locator("#messages button").last().click();
        page.loadModel();
        page.openSample("room");
        page.waitForDepth();
    }

    @Test
    void theServerStopsInTheMiddleAndNothingIsLost(Visit visit) {
        visit.guard().expect("net::ERR|Failed to load");
        visit.proxy().breakAll(MODEL, new Fault.Slow(Duration.ofMillis(250)));
        SightlinePage page = SightlinePage.open(visit);
        page.openSample("room");
        page.askForModel();
        page.tab().waitForFunction("() => document.getElementById('model-bar').value > 0.3");
        visit.proxy().stop();
        page.alert("download-broken");
        visit.proxy().heal();
        visit.proxy().start();
        page.tab()
                .locator(
                        "#messages button",
                        new com.microsoft.playwright.Page.LocatorOptions().setHasText("Try again"))
                .first()
                .click();
        page.waitForModel();
        page.waitForDepth();
        List<FaultProxy.Request> requests = visit.proxy().requests(MODEL);
        String range = requests.get(requests.size() - 1).headers().getOrDefault("range", "");
        assertTrue(range.matches("bytes=\\d{6,}-"), "it began again: " + requests);
    }

    @Test
    void stoppedByThePersonItGoesOnWhereItWas(Visit visit) {
        visit.proxy().breakAll(MODEL, new Fault.Slow(Duration.ofMillis(250)));
        SightlinePage page = SightlinePage.open(visit);
        page.askForModel();
        page.tab().waitForFunction("() => document.getElementById('model-bar').value > 0.2");
        page.tab().locator("#model-stop").click();
        page.notice("stopped");
        visit.proxy().heal();
        page.loadModel();
        List<FaultProxy.Request> requests = visit.proxy().requests(MODEL);
        assertEquals(2, requests.size(), requests.toString());
        assertTrue(requests.get(1).headers().getOrDefault("range", "").matches("bytes=\\d{6,}-"));
    }

    @Test
    void withAFullDiskItWorksFromMemory(Visit visit) {
        CDPSession session = visit.context().newCDPSession(visit.page());
        var quota = new JsonObject();
        quota.addProperty("origin", visit.origin());
        quota.addProperty("quotaSize", 1_000_000);
        session.send("Storage.overrideQuotaForOrigin", quota);
        SightlinePage page = SightlinePage.open(visit);
        page.loadModel();
        assertFalse(page.notice("no-space").isBlank());
        page.openSample("room");
        page.waitForDepth();
    }

    @Test
    void theRuntimeIsMissing(Visit visit) {
        visit.guard().expect("404|wasm|backend");
        visit.proxy().breakAll("/ort/.*\\.wasm", new Fault.Status(404));
        SightlinePage page = SightlinePage.open(visit);
        page.askForModel();
        page.tab().locator("#messages [role=alert]").waitFor();
        String words = page.tab().locator("#messages [role=alert] p").first().textContent();
        assertFalse(words.contains("{") || words.contains("error."), words);
        assertThat(page.tab().locator("#model-load")).isEnabled();
    }
}
