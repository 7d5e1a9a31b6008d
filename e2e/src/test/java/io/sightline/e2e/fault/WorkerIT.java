// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Worker;
import io.sightline.e2e.page.SightlinePage;
import io.sightline.e2e.page.Visit;
import io.sightline.e2e.stage.InChromium;
import org.junit.jupiter.api.Test;

/** The measuring worker dies. */
@InChromium
final class WorkerIT {
    /** Kills the worker, and returns when it is gone. */
    private static void kill(SightlinePage page) {
        Worker worker = page.visionWorker();
        worker.waitForClose(
                () -> {
                    try {
                        worker.evaluate(
                                "() => { setTimeout(() => { throw new Error('killed by the test'); });"
                                        + " }");
                    } catch (PlaywrightException gone) {
                        // It may end before its answer to this is on the way.
                        if (!gone.getMessage().contains("closed")) {
                            throw gone;
                        }
                    }
                });
    }

    @Test
    void isStartedAgainWithItsModel(Visit visit) {
        visit.guard().expect("killed by the test|worker died");
        SightlinePage page = SightlinePage.open(visit);
        page.loadModel();
        page.openSample("room");
        page.waitForDepth();
        int fetched = visit.proxy().requests("/models/[0-9a-f]{64}/").size();
        kill(page);
        assertTrue(page.notice("worker-restarted").contains("started again"));
        page.waitForModel();
        page.openSample("room-walk");
        page.waitForDepth();
        assertEquals(fetched, visit.proxy().requests("/models/[0-9a-f]{64}/").size());
    }

    @Test
    void twiceInARowIsLeftToThePerson(Visit visit) {
        visit.guard().expect("killed by the test|worker died");
        SightlinePage page = SightlinePage.open(visit);
        page.loadModel();
        page.openSample("room");
        page.waitForDepth();
        kill(page);
        page.notice("worker-restarted");
        page.waitForModel();
        kill(page);
        assertTrue(page.alert("worker-died-twice").contains("choose a smaller input size"));
        page.tab()
                .locator(
                        "#messages [role=alert] button",
                        new Page.LocatorOptions().setHasText("Try again"))
                .click();
        page.waitForModel();
        page.openSample("room");
        page.waitForDepth();
    }

    /** One that says nothing any more cannot be told from a slow one; but it can be stopped. */
    @Test
    void aSilentOneCanBeStopped(Visit visit) {
        SightlinePage page = SightlinePage.open(visit);
        page.loadModel();
        page.visionWorker().evaluate("() => { setTimeout(() => self.close()); }");
        page.openSample("room");
        Locator stop =
                page.tab().locator("#plate button", new Page.LocatorOptions().setHasText("Stop"));
        stop.waitFor();
        stop.click();
        page.waitForModel();
        page.openSample("room");
        page.waitForDepth();
    }
}
