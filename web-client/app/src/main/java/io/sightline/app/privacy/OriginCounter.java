// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.privacy;

import io.sightline.app.dom.Browser;
import io.sightline.app.dom.El;
import io.sightline.app.text.Texts;
import org.teavm.jso.dom.events.Event;
import org.teavm.jso.dom.html.HTMLDocument;

/**
 * Counts what the page requested, by the browser's own record: from this site, from others, and
 * what the content policy blocked. Requests of workers are not in the page's record; for them the
 * policy is the proof, and the page says so.
 */
public final class OriginCounter {
    private final Texts texts;
    private final El badge = El.byId("privacy-count");
    private final El own = El.byId("privacy-own");
    private final El other = El.byId("privacy-other");
    private final El blocked = El.byId("privacy-blocked");
    private int ownCount;
    private int otherCount;
    private int blockedCount;

    /**
     * @param texts for the counts
     */
    public OriginCounter(Texts texts) {
        this.texts = texts;
    }

    /** Counts from the page's start on. */
    public void start() {
        HTMLDocument.current()
                .addEventListener(
                        "securitypolicyviolation",
                        (Event event) -> {
                            ++blockedCount;
                            show();
                        });
        if (Browser.observeLoads(this::loaded)) {
            show();
        } else {
            own.text(texts.of("privacy.unknown"));
            other.text(texts.of("privacy.unknown"));
        }
    }

    private void loaded(String url) {
        if (!Browser.isNetwork(url)) {
            return;
        }
        if (Browser.isOwn(url)) {
            ++ownCount;
        } else {
            ++otherCount;
        }
        show();
    }

    private void show() {
        var style = texts.bundle().style();
        own.text(style.number(ownCount));
        other.text(style.number(otherCount));
        blocked.text(style.number(blockedCount));
        badge.text(texts.of("privacy.count-short", "count", otherCount));
    }
}
