// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.watch;

import io.sightline.app.dom.Browser;
import io.sightline.core.message.HostOrigin;
import io.sightline.core.rule.Rule;
import io.sightline.glue.value.JsValues;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSString;

/**
 * Whoever is to hear of alerts beside the person at the screen: scripts on this page, by the events
 * of the public API, and the page that shows this one in a frame, by messages, if the frame's
 * address says who it is: {@code origin=https://shop.example}. Which pages may show this one is the
 * server's to say; what is kept here is kept apart for each of them by the browser.
 */
final class HostPage {
    private static final String NAMED = Browser.parameter("origin");
    private static final String ORIGIN = HostOrigin.of(NAMED);
    private static final String AROUND = Browser.framed() ? Browser.originAround() : null;

    /** Alerts that come, grow and end meanwhile; a clip is made soon after the end. */
    private static final int REMEMBERED = 1000;

    private final Set<Object> heard = new LinkedHashSet<>();

    /**
     * What becomes of messages to the page around: "alone" (there is none), "unnamed", "refused"
     * (what is named is no origin), "other" (it is not the one that is named) or "told".
     */
    static String state() {
        if (!Browser.framed()) {
            return "alone";
        }
        if (ORIGIN == null) {
            return NAMED == null ? "unnamed" : "refused";
        }
        return AROUND == null || AROUND.equals(ORIGIN) ? "told" : "other";
    }

    /** What the address names as the origin of the page around; empty where nothing is. */
    static String named() {
        return NAMED == null ? "" : NAMED;
    }

    /** What its origin is, as far as the browser says; else empty. */
    static String around() {
        return AROUND == null ? "" : AROUND;
    }

    /**
     * There is an alert, or more is known of it.
     *
     * @param rule its rule; null where that is gone, which goes on as it was
     */
    void alert(Map<?, ?> alert, Rule rule) {
        var id = alert.get("id");
        if (rule == null ? !heard.contains(id) : !rule.act().targets().contains("host")) {
            return;
        }
        heard.add(id);
        if (heard.size() > REMEMBERED) {
            heard.remove(heard.iterator().next());
        }
        tell("alert", alert);
    }

    /** The clip of an alert is made; who did not hear of the alert does not get it. */
    void clip(Object alert, Object clip) {
        if (heard.contains(alert)) {
            tell("clip", Map.of("alert", alert, "clip", clip));
        }
    }

    /** The rule of this alert lets the host's own model have a look at it. */
    void escalate(Map<?, ?> escalated) {
        tell("escalate", escalated);
    }

    /** An event of the public API; the message has its name as type, and its detail. */
    private static void tell(String name, Map<?, ?> detail) {
        JSObject value = JsValues.toJs(detail);
        Link.emit(JSString.valueOf(name), value);
        if (state().equals("told")) {
            Browser.tellParent(JSString.valueOf(name), value, ORIGIN);
        }
    }
}
