// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.browser;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * A tab beside those of Playwright, which keeps its own awake and in view whatever becomes of their
 * window. It lies in the browser's own context, and is driven by the DevTools protocol alone.
 */
public final class FreeTab implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final CDPSession browser;
    private final Page pump;
    private final String target;
    private final String session;
    private final Map<Integer, JsonObject> answers = new HashMap<>();
    private int last;

    /**
     * @param pump any page of Playwright's: it hears of the protocol's events while one waits on it
     * @param origin where it goes; it may use the camera there
     */
    public FreeTab(Browser of, Page pump, String origin) {
        this.pump = pump;
        browser = of.newBrowserCDPSession();
        browser.on(
                "Target.receivedMessageFromTarget",
                event -> {
                    var message = JsonParser.parseString(event.get("message").getAsString());
                    if (message.getAsJsonObject().has("id")) {
                        var answer = message.getAsJsonObject();
                        answers.put(answer.get("id").getAsInt(), answer);
                    }
                });
        var permissions = new JsonArray();
        permissions.add("videoCapture");
        var grant = new JsonObject();
        grant.add("permissions", permissions);
        grant.addProperty("origin", origin);
        browser.send("Browser.grantPermissions", grant);
        var page = new JsonObject();
        page.addProperty("url", origin + "/");
        page.addProperty("newWindow", true);
        target = browser.send("Target.createTarget", page).get("targetId").getAsString();
        var attach = new JsonObject();
        attach.addProperty("targetId", target);
        session = browser.send("Target.attachToTarget", attach).get("sessionId").getAsString();
    }

    /** The value of an expression, or of its promise. */
    public JsonElement evaluate(String expression) {
        return value(expression, answer(expression));
    }

    private static JsonElement value(String expression, JsonObject answer) {
        var result = answer.getAsJsonObject("result");
        if (result == null || result.has("exceptionDetails")) {
            throw new IllegalStateException(expression + ": " + answer);
        }
        return result.getAsJsonObject("result").get("value");
    }

    private JsonObject answer(String expression) {
        var what = new JsonObject();
        what.addProperty("expression", expression);
        what.addProperty("awaitPromise", true);
        what.addProperty("returnByValue", true);
        var message = new JsonObject();
        int id = ++last;
        message.addProperty("id", id);
        message.addProperty("method", "Runtime.evaluate");
        message.add("params", what);
        var send = new JsonObject();
        send.addProperty("sessionId", session);
        send.addProperty("message", message.toString());
        browser.send("Target.sendMessageToTarget", send);
        var until = Instant.now().plus(PATIENCE);
        while (!answers.containsKey(id)) {
            if (Instant.now().isAfter(until)) {
                throw new IllegalStateException("no answer to " + expression);
            }
            pump.waitForTimeout(50);
        }
        return answers.remove(id);
    }

    /** Waits until an expression holds. */
    public void await(String condition) {
        var until = Instant.now().plus(PATIENCE);
        while (!holds("Boolean(" + condition + ")")) {
            if (Instant.now().isAfter(until)) {
                throw new IllegalStateException("never: " + condition);
            }
            pump.waitForTimeout(200);
        }
    }

    /** Between two documents a tab has nothing to ask: it does not hold yet. */
    private boolean holds(String condition) {
        var answer = answer(condition);
        return !answer.has("error") && value(condition, answer).getAsBoolean();
    }

    /** Minimises its window: the tab is hidden, as the page is told as well. */
    public void minimise() {
        var of = new JsonObject();
        of.addProperty("targetId", target);
        var bounds = new JsonObject();
        bounds.addProperty("windowState", "minimized");
        var wanted = new JsonObject();
        wanted.add("windowId", browser.send("Browser.getWindowForTarget", of).get("windowId"));
        wanted.add("bounds", bounds);
        browser.send("Browser.setWindowBounds", wanted);
        await("document.hidden");
    }

    @Override
    public void close() {
        var of = new JsonObject();
        of.addProperty("targetId", target);
        browser.send("Target.closeTarget", of);
        browser.detach();
    }
}
