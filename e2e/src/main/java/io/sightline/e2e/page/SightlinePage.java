// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.page;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Worker;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The page as a person uses it: what is clicked and what is seen. */
public final class SightlinePage {
    /** A model on a busy machine takes its time. */
    private static final int PATIENCE = 180_000;

    private final Visit visit;
    private final Page page;

    private SightlinePage(Visit visit) {
        this.visit = visit;
        this.page = visit.page();
    }

    /** Opens the page and waits until its program runs. */
    public static SightlinePage open(Visit visit) {
        visit.open();
        return started(visit);
    }

    /** Opens the page with a query, such as {@code source=sample:room}. */
    public static SightlinePage open(Visit visit, String query) {
        visit.page().navigate(visit.origin() + "/?" + query);
        return started(visit);
    }

    /** The page that is open already, once its program runs. */
    public static SightlinePage started(Visit visit) {
        visit.page().locator("body[data-phase=ready]").waitFor(attached());
        visit.page().waitForFunction("() => window.sightline !== undefined");
        return new SightlinePage(visit);
    }

    private static Locator.WaitForOptions attached() {
        return new Locator.WaitForOptions().setState(WaitForSelectorState.ATTACHED);
    }

    /** The tab. */
    public Page tab() {
        return page;
    }

    /** The public API. */
    public Api api() {
        return new Api(page);
    }

    /** Presses the button that loads the model and waits until it is ready. */
    public void loadModel() {
        askForModel();
        waitForModel();
    }

    /** Presses the button that loads the model. */
    public void askForModel() {
        page.locator("#model-load").click();
    }

    /** Waits until the model is ready. */
    public void waitForModel() {
        page.locator("#model-state[data-kind=ready]")
                .waitFor(new Locator.WaitForOptions().setTimeout(PATIENCE));
    }

    /** Opens a sample from the menu. */
    public void openSample(String id) {
        page.locator("#source-sample").click();
        page.locator("#samples [data-sample=" + id + "]").click();
    }

    /** Chooses a file as a picture. */
    public void openImage(String name, String type, byte[] bytes) {
        page.locator("#file-image").setInputFiles(new FilePayload(name, type, bytes));
    }

    /** Chooses a file as a video. */
    public void openVideo(String name, String type, byte[] bytes) {
        page.locator("#file-video").setInputFiles(new FilePayload(name, type, bytes));
    }

    /** Gives a program on the page a file: {@code given[name]}, a Blob. */
    public void give(String name, String type, byte[] bytes) {
        page.evaluate(
                """
                () => {
                  const input = document.createElement('input');
                  input.type = 'file';
                  input.id = 'given-file';
                  document.body.append(input);
                }
                """);
        page.locator("#given-file").setInputFiles(new FilePayload(name, type, bytes));
        page.evaluate(
                """
                (name) => {
                  const input = document.getElementById('given-file');
                  (window.given ??= {})[name] = input.files[0];
                  input.remove();
                }
                """,
                name);
    }

    /** Waits until the open source has been measured. */
    public void waitForDepth() {
        page.waitForFunction(
                "() => document.getElementById('plate').hidden"
                        + " && /\\d/.test(document.getElementById('t-total').textContent)",
                null,
                new Page.WaitForFunctionOptions().setTimeout(PATIENCE));
    }

    /**
     * The depth picture as it stands on the screen, 48 × 36 values of red, green and blue, once it
     * is one: a worker's canvas is shown a little after it is painted.
     */
    public int[] depthPicture() {
        return Until.right(
                page,
                this::depthSeen,
                seen -> Arrays.stream(seen).distinct().count() > 1,
                seen -> "the depth picture is flat");
    }

    private int[] depthSeen() {
        String text =
                (String)
                        page.evaluate(
                                """
                                () => {
                                  const canvas = new OffscreenCanvas(48, 36);
                                  const context = canvas.getContext('2d');
                                  context.drawImage(document.getElementById('depth'), 0, 0, 48, 36);
                                  const { data } = context.getImageData(0, 0, 48, 36);
                                  return btoa(String.fromCharCode(...data.filter((v, i) => i % 4 !== 3)));
                                }
                                """);
        byte[] bytes = Base64.getDecoder().decode(text);
        var values = new int[bytes.length];
        Arrays.setAll(values, i -> bytes[i] & 255);
        return values;
    }

    /** Mean difference of two pictures, 0 to 255. */
    public static double difference(int[] first, int[] second) {
        long sum = 0;
        for (int i = 0; i < first.length; ++i) {
            sum += Math.abs(first[i] - second[i]);
        }
        return (double) sum / first.length;
    }

    /** Waits until the depth picture differs from what it was. */
    public void waitForChange(int[] before, double least) {
        Until.right(
                page,
                () -> difference(before, depthSeen()),
                off -> off >= least,
                off -> "the depth picture stayed the same; it differs by " + off);
    }

    /** The message about something, by the key of its text. */
    public Locator message(String key) {
        return page.locator("#messages [data-key='" + key + "']");
    }

    /**
     * Waits for an alert and returns its words.
     *
     * @param key of its text, without "error."
     */
    public String alert(String key) {
        Locator alert = page.locator("#messages [role=alert][data-key='error." + key + "']");
        alert.waitFor(new Locator.WaitForOptions().setTimeout(PATIENCE));
        return alert.locator("p").textContent();
    }

    /** Waits for a notice and returns its words. */
    public String notice(String key) {
        Locator notice = page.locator("#messages [data-key='notice." + key + "']");
        notice.waitFor(new Locator.WaitForOptions().setTimeout(PATIENCE));
        return notice.locator("p").textContent();
    }

    /** The keys of all messages that are shown. */
    @SuppressWarnings("unchecked")
    public List<String> messages() {
        // In one go: a message may leave by itself between looking and reading.
        return (List<String>)
                page.evaluate(
                        "() => [...document.querySelectorAll('#messages [data-key]')]"
                                + ".map((message) => message.dataset.key)");
    }

    /** Waits until all that was told has left. */
    public void waitForSilence() {
        Until.equal(page, List.of(), this::messages);
    }

    /** The worker that measures, once there is one. */
    public Worker visionWorker() {
        return Until.right(
                        page,
                        () ->
                                page.workers().stream()
                                        .filter(worker -> worker.url().contains("vision-worker"))
                                        .findFirst(),
                        Optional::isPresent,
                        none -> "there is no vision worker")
                .orElseThrow();
    }

    /** Closes all messages. */
    public void dismissMessages() {
        // In one go: a message may leave by itself between looking and clicking.
        page.evaluate(
                "() => document.querySelectorAll('#messages .message > button').forEach(b => b.click())");
        page.waitForFunction("() => !document.querySelector('#messages [data-key]')");
    }

    /** What a part of the page says. */
    public String text(String id) {
        return page.locator("#" + id).textContent().strip();
    }

    /** Waits until a part of the page says something. */
    public void waitForText(String id, String text) {
        PlaywrightAssertions.assertThat(page.locator("#" + id))
                .containsText(
                        text, new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE));
    }

    /** Chooses a backend in the settings. */
    public void chooseBackend(String id) {
        page.locator("input[name=choice][value=" + id + "]")
                .check(new Locator.CheckOptions().setForce(true));
    }

    /** Opens what is told of the backend, and waits until all of this is there. */
    public void waitForReasons(String... parts) {
        page.locator("#backend").click();
        for (var part : parts) {
            waitForText("backend-passes", part);
        }
        page.locator("#backend-passes").waitFor();
    }

    /** The visit. */
    public Visit visit() {
        return visit;
    }

    /** Named values for a script. */
    public static Map<String, Object> values(Object... pairs) {
        var map = new HashMap<String, Object>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], pairs[i + 1]);
        }
        return map;
    }
}
