// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.flow;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import io.sightline.e2e.Project;
import io.sightline.e2e.page.Look;
import io.sightline.e2e.page.SightlinePage;
import io.sightline.e2e.page.Until;
import io.sightline.e2e.page.Visit;
import io.sightline.e2e.stage.InChromium;
import io.sightline.e2e.stage.Models;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** What becomes of alerts: kept, shown, filtered, exported, told, marked, learnt from. */
@InChromium
final class AlertsIT {
    /** Puts alerts where the page keeps them, as if they had been told over many days. */
    static final String SEED =
            """
            async ({ count, images }) => {
              const database = await new Promise((a, b) => {
                const request = indexedDB.open('sightline-alerts');
                request.onsuccess = () => a(request.result);
                request.onerror = () => b(request.error);
              });
              const transaction = database.transaction(['alerts', 'pictures', 'sums'], 'readwrite');
              const done = new Promise((a, b) => {
                transaction.oncomplete = a;
                transaction.onabort = () => b(transaction.error);
              });
              const alter = (0, %CHANGE%);
              const now = Date.now();
              let bytes = 0;
              for (let i = 0; i < count; ++i) {
                const p = 0.61 + (i % 39) / 100;
                const alert = {
                  id: 'seed-' + i, rule: i % 3 ? 'door' : 'yard', severity: ['notice', 'alert', 'alarm'][i % 3],
                  phase: 'end', from: i, to: i + 3, at: i + 3, told: i + 1,
                  subject: { track: i, label: i % 2 ? 'person' : 'dog', score: 0.5 + (i % 40) / 100,
                             distance: 2.5, unit: 'metres' },
                  verdict: { verdict: 'yes', p, pContrast: 0.1, pSecond: p, agreed: true, why: 'verdict-clear',
                             question: 'Is someone there?', logOdds: Math.log(p / (1 - p)), model: 'smolvlm2-demo' },
                  evidence: [{ t: i, crop: [0, 0, 48, 32] }, { t: i + 0.5, crop: [0, 0, 48, 32] }],
                  gate: { motion: { passed: true, value: 1, limit: null, why: 'passed' },
                          score: { passed: true, value: 0.5 + (i % 40) / 100, limit: 0.4, why: 'passed' },
                          question: { passed: true, value: p, limit: 0.5, why: 'passed' } },
                  ended: 'left', savedAt: now - i * 300000, bytes: 3000,
                };
                alter(alert, i);
                transaction.objectStore('alerts').put(alert, alert.id);
                if (images?.length) {
                  transaction.objectStore('pictures').put(
                    { [String(i) + '.0']: images[0], [String(i + 0.5)]: images[1], clip: images[2] }, alert.id);
                }
                bytes += 3000;
              }
              transaction.objectStore('sums').delete('room');
              await done;
              database.close();
            }
            """;

    /** Pictures that are made on the page, since a Blob is only there. */
    private static final String WITH_IMAGES =
            """
            async (values) => {
              const canvas = new OffscreenCanvas(48, 32);
              const context = canvas.getContext('2d');
              context.fillStyle = 'red';
              context.fillRect(0, 0, 48, 32);
              const images = [await canvas.convertToBlob({ type: 'image/jpeg' }),
                              await canvas.convertToBlob({ type: 'image/jpeg' }),
                              new Blob(['not really a clip'], { type: 'video/webm' })];
              return (%SEED%)({ ...values, images });
            }
            """
                    .replace("%SEED%", SEED);

    private static final String RULES =
            """
            (async () => {
              await sightline.watch({ id: 'door', version: 1, name: 'At the door',
                subject: { label: 'person', minScore: 0.4 }, question: { text: 'Is someone there?', threshold: 0.5 } });
              await sightline.watch({ id: 'yard', version: 1, name: '=1+1', subject: { label: 'dog' } });
            })()
            """;

    /** Opens the panel for watching with so many alerts in it. */
    static SightlinePage withAlerts(Visit visit, int count, boolean images, String change) {
        SightlinePage page = SightlinePage.open(visit);
        page.api().get(RULES);
        page.api().get("sightline.alerts()");
        page.tab()
                .evaluate(
                        (images ? WITH_IMAGES : SEED)
                                .replace("%CHANGE%", change == null ? "() => {}" : change),
                        SightlinePage.values("count", count));
        return again(visit);
    }

    private static SightlinePage again(Visit visit) {
        visit.page().reload();
        SightlinePage page = SightlinePage.started(visit);
        page.tab().locator("#tab-watch").click();
        return page;
    }

    private static Locator rows(Page tab) {
        return tab.locator("#watch-alerts li");
    }

    static void says(Locator locator, String text) {
        assertThat(locator)
                .containsText(text, new LocatorAssertions.ContainsTextOptions().setTimeout(90_000));
    }

    @Test
    void thousandsLieAlongTimeAndAreNarrowed(Visit visit) {
        SightlinePage page =
                withAlerts(
                        visit,
                        2000,
                        false,
                        "(a, i) => { if (i === 1999) { a.subject.label = 'Zebra'; a.phase = 'new'; delete a.verdict;"
                                + " a.unverified = 'deadline'; delete a.to; delete a.ended; } }");
        Page tab = page.tab();
        says(tab.locator("#watch-count"), "2,000 alerts");
        assertThat(rows(tab)).hasCount(25);
        assertThat(tab.locator("#watch-alerts h3").first()).isVisible();
        // The keyboard goes on where the new ones begin.
        tab.locator("#watch-more").focus();
        tab.keyboard().press("Enter");
        assertThat(rows(tab)).hasCount(50);
        assertThat(rows(tab).nth(25).locator("[aria-expanded]")).isFocused();
        tab.locator("#watch-filter-rule").selectOption("yard");
        says(tab.locator("#watch-count"), "667 of 2,000");
        assertThat(rows(tab)).hasCount(25);
        tab.locator("#watch-filter-severity").selectOption("alarm");
        says(tab.locator("#watch-count"), "0 of 2,000");
        says(tab.locator("#watch-alerts-none"), "No alert fits this filter");
        tab.locator("#watch-filter-reset").click();
        assertThat(tab.locator("#watch-filter-text")).isFocused();
        says(tab.locator("#watch-count"), "2,000 alerts");
        tab.keyboard().type("zebra");
        says(tab.locator("#watch-count"), "1 of 2,000");
        says(rows(tab).first(), "Zebra");
        says(rows(tab).first(), "not verified");
        tab.locator("#watch-filter-verdict").selectOption("unverified");
        tab.locator("#watch-filter-text").fill("");
        says(tab.locator("#watch-count"), "1 of 2,000");
        tab.locator("#watch-filter-phase").selectOption("end");
        says(tab.locator("#watch-count"), "0 of 2,000");
        // Opened, each gate's number stands in a table.
        tab.locator("#watch-filter-reset").click();
        rows(tab).first().locator("[aria-expanded]").click();
        says(rows(tab).first().locator("table"), "Detection score");
        says(rows(tab).first().locator("table"), "50%");
        assertThat(rows(tab).first().locator("table th[scope=row]")).hasCount(6);
        says(rows(tab).first(), "No picture of it was kept.");
        assertEquals(List.of(), Look.violations(tab));
    }

    @Test
    @InChromium(dark = true)
    void whatIsSeenIsWhatIsSaved(Visit visit) throws IOException {
        SightlinePage page = withAlerts(visit, 30, true, null);
        Page tab = page.tab();
        says(tab.locator("#watch-count"), "30 alerts");
        assertThat(rows(tab).first().locator("img.watch-thumb")).isVisible();
        tab.locator("#watch-filter-rule").selectOption("yard");
        says(tab.locator("#watch-count"), "10 of 30");
        Download download = tab.waitForDownload(() -> tab.locator("#watch-export-zip").click());
        assertEquals("sightline-alerts.zip", download.suggestedFilename());
        zip(download.path(), 10);
        // By a program: all of them.
        Path all = Files.createTempFile("alerts", ".zip");
        try {
            Files.write(all, page.api().export("alerts-zip"));
            zip(all, 30);
        } finally {
            Files.delete(all);
        }
        JsonNode json = new ObjectMapper().readTree(page.api().export("alerts-json"));
        assertEquals(30, json.get("alerts").size());
        assertFalse(json.get("alerts").get(0).get("reason").asText().isEmpty());
        var failure = page.api().failure("sightline.export('alerts-xml')");
        assertEquals("bad-input", failure.code());
        assertTrue(failure.message().contains("alerts-zip"), failure.message());
        assertEquals(List.of(), Look.violations(tab));
    }

    /** The worker dies over the pictures: no file is taken for whole, and the next try has all. */
    @Test
    void anExportWithoutItsPicturesIsNone(Visit visit) throws IOException {
        visit.context()
                .addInitScript(
                        """
                        const Own = Worker;
                        window.Worker = class extends Own {
                          constructor(url, options) {
                            super(url, options);
                            this.watches = String(url).includes('watch-worker');
                          }
                          postMessage(message, ...rest) {
                            super.postMessage(message, ...rest);
                            if (this.watches && window.dies && message.type === 'pictures') {
                              window.dies = false;
                              this.dispatchEvent(new ErrorEvent('error', { message: 'gone' }));
                            }
                          }
                        };
                        """);
        visit.guard().expect("The watch worker died");
        SightlinePage page = withAlerts(visit, 6, true, null);
        says(page.tab().locator("#watch-count"), "6 alerts");
        page.tab().evaluate("() => { window.dies = true; }");
        var failure = page.api().failure("sightline.export('alerts-zip')");
        assertEquals("internal", failure.code());
        assertEquals(false, page.tab().evaluate("() => window.dies"));
        Path all = Files.createTempFile("alerts", ".zip");
        try {
            Files.write(all, page.api().export("alerts-zip"));
            zip(all, 6);
        } finally {
            Files.delete(all);
        }
    }

    /** What is kept cannot be read: that is said and not passed off as none, until it can. */
    @Test
    void alertsThatCannotBeReadAreNotNone(Visit visit) {
        SightlinePage page = withAlerts(visit, 3, false, null);
        says(page.tab().locator("#watch-count"), "3 alerts");
        visit.context()
                .addInitScript(
                        """
                        window.unread = true;
                        const post = Worker.prototype.postMessage;
                        Worker.prototype.postMessage = function (message, ...rest) {
                          if (!window.unread || !('pictures' in message)) {
                            return post.call(this, message, ...rest);
                          }
                          const data = { v: message.v, type: 'failed', call: message.call,
                            code: 'internal', reason: 'alerts-closed',
                            values: { cause: 'the disk is away' }, detail: '' };
                          setTimeout(() => this.dispatchEvent(new MessageEvent('message', { data })));
                        };
                        """);
        page = again(visit);
        var broken = page.tab().locator("#watch-unreadable");
        says(broken, "the disk is away");
        assertThat(page.tab().locator("#watch-alerts-none")).isHidden();
        var failure = page.api().failure("sightline.export('alerts-csv')");
        assertEquals("internal", failure.code());
        assertTrue(failure.message().contains("the disk is away"), failure.message());
        assertEquals(List.of(), Look.violations(page.tab()));
        page.tab().evaluate("() => { window.unread = false; }");
        broken.locator("button").click();
        says(page.tab().locator("#watch-count"), "3 alerts");
        assertThat(broken).isHidden();
    }

    private static void zip(Path file, int alerts) throws IOException {
        try (var zip = new ZipFile(file.toFile())) {
            JsonNode json =
                    new ObjectMapper().readTree(zip.getInputStream(zip.getEntry("alerts.json")));
            assertEquals(alerts, json.get("alerts").size());
            for (JsonNode alert : json.get("alerts")) {
                assertEquals(3, alert.get("files").size());
                var image = zip.getEntry(alert.get("files").get(0).asText());
                assertNotNull(image, alert.get("files").get(0)::asText);
                assertEquals(48, ImageIO.read(zip.getInputStream(image)).getWidth());
                var clip = zip.getEntry(alert.get("files").get(2).asText());
                assertEquals(
                        "not really a clip", new String(zip.getInputStream(clip).readAllBytes()));
            }
            var lines =
                    new String(zip.getInputStream(zip.getEntry("alerts.csv")).readAllBytes())
                            .split("\r\n");
            assertEquals(alerts + 1, lines.length);
            assertTrue(lines[1].contains(",'=1+1,"), "a formula was not kept from running");
            assertEquals(2 + alerts * 3, zip.size());
        }
    }

    @Test
    @InChromium(models = Models.WORDS)
    void marksTeachTheModelAndAdviseTheRule(Visit visit) {
        SightlinePage page = withAlerts(visit, 48, false, null);
        final Page tab = page.tab();
        says(tab.locator("#watch-count"), "48 alerts");
        // By hand for one, to and fro; by a program for the others: what the model was surer of was
        // right.
        tab.locator("#watch-filter-rule").selectOption("door");
        Locator first = rows(tab).first();
        Locator right = first.locator("[id^=watch-right]");
        right.click();
        assertThat(right).hasAttribute("aria-pressed", "true");
        says(tab.locator("#watch-advice"), "One alert marked, 1 right");
        first.locator("[id^=watch-wrong]").click();
        assertThat(right).hasAttribute("aria-pressed", "false");
        assertThat(first.locator("[id^=watch-wrong]")).hasAttribute("aria-pressed", "true");
        first.locator("[id^=watch-wrong]").click();
        assertThat(tab.locator("#watch-advice li")).hasCount(0);
        tab.evaluate(
                """
                async () => {
                  for (const alert of await sightline.alerts()) {
                    if (alert.rule === 'door') {
                      await sightline.mark(alert.id, alert.verdict.p > 0.8);
                    }
                  }
                }
                """);
        Locator advice = tab.locator("#watch-advice li[data-rule=door]");
        says(advice, "32 alerts marked");
        says(advice, "wrong ones go");
        says(tab.locator("#watch-learned"), "32 marks teach smolvlm2-demo");
        Until.equal(tab, 32, () -> marks(tab).size());
        assertEquals(List.of(), Look.violations(tab));
        // It is there after a reload, and nothing was changed by itself.
        page = again(visit);
        says(tab.locator("#watch-advice li[data-rule=door]"), "32 alerts marked");
        assertEquals(0.5, threshold(page));
        tab.locator("#watch-advice li[data-rule=door] button[data-knob=question]").click();
        says(tab.locator("section[aria-labelledby=watch-advice-title] [role=status]"), "Done");
        double threshold = threshold(page);
        assertTrue(threshold > 0.6 && threshold < 0.72, "set to " + threshold);
        // What is deleted by the user is forgotten by the model.
        page.api().get("sightline.forget(['seed-1'])");
        says(tab.locator("#watch-advice li[data-rule=door]"), "31 alerts marked");
        Until.equal(tab, 31, () -> marks(tab).size());
        tab.locator("#watch-clear").click();
        says(tab.locator("#watch-alerts-none"), "No alerts are kept");
        Until.equal(tab, 0, () -> marks(tab).size());
    }

    private static List<?> marks(Page tab) {
        return (List<?>)
                tab.evaluate(
                        "() => JSON.parse(localStorage['sightline.marks.smolvlm2-demo'] ?? '[]')");
    }

    private static double threshold(SightlinePage page) {
        return ((Number)
                        page.api()
                                .get(
                                        "sightline.rules().then(r => r.find(x => x.id === 'door')"
                                                + ".question.threshold)"))
                .doubleValue();
    }

    @Test
    void whatCannotBeReadIsSaidAndCanBeDeleted(Visit visit) {
        SightlinePage page =
                withAlerts(
                        visit,
                        6,
                        false,
                        "(a, i) => { if (i === 2) { a.gate = 'gone'; } if (i === 4) { a.severity = 7; } }");
        Page tab = page.tab();
        says(tab.locator("#watch-count"), "4 alerts");
        says(tab.locator("#watch-unreadable"), "2 kept alerts cannot be read");
        tab.locator("#watch-unreadable button").click();
        assertThat(tab.locator("#watch-unreadable")).isHidden();
        page = again(visit);
        says(page.tab().locator("#watch-count"), "4 alerts");
        assertThat(page.tab().locator("#watch-unreadable")).isHidden();
    }

    @Test
    void tabsSeeEachOthersAlerts(Visit visit) {
        SightlinePage page = withAlerts(visit, 6, false, null);
        says(page.tab().locator("#watch-count"), "6 alerts");
        Page other = visit.context().newPage();
        other.navigate(visit.origin() + "/");
        other.locator("body[data-phase=ready]").waitFor();
        other.locator("#tab-watch").click();
        says(other.locator("#watch-count"), "6 alerts");
        other.locator("#watch-right-seed-3").click();
        assertThat(page.tab().locator("#watch-right-seed-3")).hasAttribute("aria-pressed", "true");
        page.api().get("sightline.forget(['seed-0', 'seed-1'])");
        says(other.locator("#watch-count"), "4 alerts");
        // A newer version of the tables is let in, and what is kept is found again.
        other.close();
        page.tab()
                .evaluate(
                        """
                        () => new Promise((a, b) => {
                          const request = indexedDB.open('sightline-alerts', 3);
                          request.onsuccess = () => { request.result.close(); a(); };
                          // Tabs that go are told to let go as well, and need a moment for it.
                          setTimeout(() => b(new Error('blocked')), 60_000);
                          request.onerror = () => b(request.error);
                        })
                        """);
        page.tab().locator("#watch-right-seed-5").click();
        says(page.tab().locator("#watch-stored"), "in memory only");
    }

    /**
     * From a moving picture to everyone who is to be told, and a clip; every target can be used.
     */
    @Test
    void anAlarmIsToldToWhomItIsToBeTold(Visit visit) throws IOException {
        visit.context()
                .addInitScript(
                        """
                        window.notices = [];
                        window.Notification = class {
                          static permission = 'default';
                          static requestPermission() {
                            (window.asked ??= []).push(navigator.userActivation.isActive);
                            Notification.permission = 'granted';
                            return Promise.resolve('granted');
                          }
                          constructor(title, options) {
                            notices.push(Object.assign(this, { title, ...options }));
                          }
                          close() { this.closed = true; }
                        };
                        """);
        SightlinePage page = SightlinePage.open(visit);
        Page tab = page.tab();
        tab.evaluate(
                """
                () => {
                  window.told = [];
                  for (const name of ['alert', 'escalate', 'clip']) {
                    sightline.on(name, (detail) => told.push({ name, detail, size: detail.clip?.size,
                      images: (detail.images ?? detail.evidence ?? []).map((e) => (e.image ?? e).size) }));
                  }
                }
                """);
        page.api()
                .get(
                        "sightline.watch({ id: 'moves', version: 1, name: 'Something moves',"
                                + " subject: { label: 'motion' }, act: { severity: 'alarm', escalate: true } })");
        tab.locator("#tab-watch").click();
        tab.locator("#rule-details-moves summary").click();
        Locator notification = tab.locator("#notify-notification-moves");
        assertThat(notification).not().isChecked();
        assertThat(tab.locator("#notify-host-moves")).isChecked();
        notification.check();
        says(tab.locator("#watch-rules [data-permission]"), "Notifications are allowed");
        assertThat(notification).isFocused();
        assertEquals(List.of(true), tab.evaluate("() => asked"));
        page.openVideo(
                "walk.mp4",
                "video/mp4",
                Files.readAllBytes(Project.site().resolve("samples/room-walk.mp4")));
        wait(tab, "() => told.some((e) => e.name === 'escalate') && notices.length > 0");
        Locator notice = tab.locator(".watch-notices [aria-live=assertive] .watch-notice").first();
        says(notice, "Alarm: Something moves");
        assertEquals(List.of(), Look.violations(tab));
        new Look(tab, "alerts-notices").picture("");
        final String id = notice.getAttribute("data-alert");
        var escalated =
                (List<?>) tab.evaluate("() => told.find((e) => e.name === 'escalate').images");
        assertFalse(escalated.isEmpty());
        escalated.forEach(size -> assertTrue(((Number) size).intValue() > 500, "" + size));
        wait(tab, "() => notices.some((n) => n.tag === '" + id + "' && n.body.length > 10)");
        // A click on the notification leads to the alert, and takes the notification away.
        tab.locator("#tab-depth, [role=tab]").first().click();
        tab.evaluate("(id) => notices.findLast((n) => n.tag === id).onclick()", id);
        assertThat(tab.locator("#tab-watch")).hasAttribute("aria-selected", "true");
        assertThat(tab.locator("#watch-open-" + id)).isFocused();
        assertThat(tab.locator("#watch-open-" + id)).hasAttribute("aria-expanded", "true");
        wait(tab, "() => notices.findLast((n) => n.tag === '" + id + "').closed");
        page.api().get("sightline.close()");
        wait(tab, "() => told.some((e) => e.name === 'alert' && e.detail.phase === 'end')");
        wait(tab, "() => told.some((e) => e.name === 'clip' && e.size > 1000)");
        // One notification for each alert, and none is left when all are over.
        wait(tab, "() => notices.every((n) => notices.findLast((o) => o.tag === n.tag).closed)");
        Locator row = tab.locator("li[data-alert='" + id + "']");
        Locator video = row.locator("video");
        assertThat(video).isVisible();
        tab.waitForFunction("(v) => v.duration > 0 && v.videoWidth > 0", video.elementHandle());
        says(row, "It ended");
        // One by one; one that leaves by itself is not waited for.
        Until.right(
                tab,
                () ->
                        tab.evaluate(
                                """
                                () => {
                                  const shown = [...document.querySelectorAll('.watch-notices .watch-notice')]
                                    .filter((each) => each.checkVisibility());
                                  [...(shown[0]?.querySelectorAll('button') ?? [])].at(-1)?.click();
                                  return shown.length;
                                }
                                """),
                left -> left.equals(0),
                left -> left + " notices are left");
        assertThat(tab.locator("#watch-notices-close")).isHidden();
    }

    /**
     * A rule that does not tell the host tells it nothing; without an encoder and a store it is
     * said.
     */
    @Test
    void whatTheBrowserLacksIsSaid(Visit visit) throws IOException {
        visit.context()
                .addInitScript(
                        "Object.defineProperty(Notification, 'permission', { get: () => 'denied' });");
        before(
                visit,
                "globalThis.VideoEncoder = undefined;"
                        + " Object.defineProperty(globalThis, 'indexedDB', { value: undefined });");
        SightlinePage page = SightlinePage.open(visit);
        Page tab = page.tab();
        tab.evaluate("() => { window.told = []; sightline.on('alert', (a) => told.push(a)); }");
        page.api()
                .get(
                        "sightline.watch({ id: 'moves', version: 1, name: 'Something moves',"
                                + " subject: { label: 'motion' }, act: { severity: 'notice',"
                                + " notify: ['page', 'notification'] } })");
        tab.locator("#tab-watch").click();
        tab.locator("#rule-details-moves summary").click();
        says(tab.locator("#watch-rules [data-permission]"), "Notifications are refused");
        says(tab.locator("#watch-stored"), "in memory only");
        page.openVideo(
                "walk.mp4",
                "video/mp4",
                Files.readAllBytes(Project.site().resolve("samples/room-walk.mp4")));
        Locator notice = tab.locator(".watch-notices [aria-live=polite] .watch-notice").first();
        notice.waitFor(new Locator.WaitForOptions().setTimeout(90_000));
        page.api().get("sightline.close()");
        notice.locator("button").first().click();
        Locator opened = tab.locator("#watch-alerts li:has([aria-expanded=true])");
        says(opened, "this browser encodes no video");
        assertThat(opened.locator(".watch-images img").first()).isVisible();
        assertEquals(0, ((List<?>) tab.evaluate("() => told")).size());
        assertFalse(((List<?>) page.api().get("sightline.alerts()")).isEmpty());
        page = again(visit);
        says(page.tab().locator("#watch-stored"), "in memory only");
        says(page.tab().locator("#watch-alerts-none"), "No alerts");
    }

    /**
     * A disk that has no room for a picture so often, nor for a number where nothing was deleted.
     */
    private static String full(int often) {
        return """
                const put = IDBObjectStore.prototype.put;
                const remove = IDBObjectStore.prototype.delete;
                const freed = new WeakSet();
                let refused = 0;
                IDBObjectStore.prototype.delete = function (key) {
                  freed.add(this.transaction);
                  return remove.call(this, key);
                };
                IDBObjectStore.prototype.put = function (value, key) {
                  const request = put.call(this, value, key);
                  const transaction = this.transaction;
                  const picture = this.name === 'pictures';
                  if (refused < %OFTEN% && (picture || this.name === 'sums' && !freed.has(transaction))) {
                    refused += picture ? 1 : 0;
                    Object.defineProperty(transaction, 'error', {
                      value: new DOMException('the disk is full', 'QuotaExceededError') });
                    transaction.abort();
                  }
                  return request;
                };
                """
                .replace("%OFTEN%", String.valueOf(often));
    }

    private static void moves(SightlinePage page) throws IOException {
        page.api()
                .get(
                        "sightline.watch({ id: 'moves', version: 1, name: 'Something moves',"
                                + " subject: { label: 'motion' } })");
        page.openVideo(
                "walk.mp4",
                "video/mp4",
                Files.readAllBytes(Project.site().resolve("samples/room-walk.mp4")));
    }

    private static void saysInTime(Locator locator, String text) {
        assertThat(locator)
                .containsText(text, new LocatorAssertions.ContainsTextOptions().setTimeout(90_000));
    }

    @Test
    void aFullDiskLetsTheOldestGo(Visit visit) throws IOException {
        before(visit, full(2));
        SightlinePage page = withAlerts(visit, 40, false, null);
        Page tab = page.tab();
        says(tab.locator("#watch-count"), "40 alerts");
        moves(page);
        // Four, then sixteen.
        saysInTime(tab.locator("#watch-alerts-fault"), "The 20 oldest alerts were deleted");
        assertThat(rows(tab).first().locator("strong")).hasText("Something moves");
        page.api().get("sightline.close()");
        var kept = (List<?>) page.api().get("sightline.alerts()");
        var ids = new ArrayList<String>();
        kept.forEach(alert -> ids.add((String) ((Map<?, ?>) alert).get("id")));
        assertTrue(ids.contains("seed-19"), "the newer ones stay: " + ids);
        assertFalse(ids.contains("seed-20"), "the older ones go: " + ids);
    }

    /** What finds no room is shown all the same; what went for it in vain is said. */
    @Test
    void whatWentInVainIsSaid(Visit visit) throws IOException {
        before(visit, full(Integer.MAX_VALUE));
        SightlinePage page = withAlerts(visit, 4, false, null);
        Page tab = page.tab();
        says(tab.locator("#watch-count"), "4 alerts");
        moves(page);
        saysInTime(tab.locator("#watch-alerts-fault"), "The 4 oldest alerts were deleted");
        assertThat(rows(tab).first().locator("strong")).hasText("Something moves");
        page.api().get("sightline.close()");
        assertEquals(List.of(), page.api().get("sightline.alerts()"));
    }

    private static void wait(Page tab, String condition) {
        tab.waitForFunction(condition, null, new Page.WaitForFunctionOptions().setTimeout(90_000));
    }

    /** Something is done in the watch worker before its own program runs. */
    private static void before(Visit visit, String script) {
        visit.context()
                .route(
                        "**/js/watch-worker.js",
                        route -> {
                            var answer = route.fetch();
                            route.fulfill(
                                    new Route.FulfillOptions()
                                            .setResponse(answer)
                                            .setBody(script + "\n" + answer.text()));
                        });
    }
}
