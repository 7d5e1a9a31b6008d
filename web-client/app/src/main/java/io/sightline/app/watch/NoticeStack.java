// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.watch;

import io.sightline.app.dom.El;
import io.sightline.app.text.Texts;
import io.sightline.core.message.WatchEvent;
import io.sightline.core.rule.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.teavm.jso.JSBody;
import org.teavm.jso.dom.events.Event;
import org.teavm.jso.dom.html.HTMLDocument;

/**
 * New alerts on the page itself, for rules that say so: they stay until they are sent away, the
 * newest on top; alarms interrupt a screen reader, others wait for it.
 */
final class NoticeStack {
    /** More are counted, not shown: the list has them all. */
    private static final int MOST = 3;

    private final AlertBook book;
    private final Texts texts;
    private final Shower shower;
    private final AlarmSound sound;
    private final El polite = El.create("div", "watch-notices-part").attr("aria-live", "polite");
    private final El urgent = El.create("div", "watch-notices-part").attr("aria-live", "assertive");
    private final El more = El.create("p", "watch-notice").attr("id", "watch-notices-more");
    private final El close;
    private final Map<String, Notice> notices = new LinkedHashMap<>();
    private int hidden;

    /** Brings an alert into sight. */
    interface Shower {
        /** The one of this id. */
        void show(String id);
    }

    /** A notice on the page. */
    private static final class Notice {
        private final El node;
        private final El text;

        Notice(El node, El text) {
            this.node = node;
            this.text = text;
        }
    }

    NoticeStack(WatchDesk desk, AlertBook book, Texts texts, AlarmSound sound, Shower shower) {
        this.book = book;
        this.texts = texts;
        this.sound = sound;
        this.shower = shower;
        close = Panel.button(texts.of("watch.notices-close")).attr("id", "watch-notices-close");
        close.on("click", (Event event) -> clear());
        var all =
                El.create("section", "watch-notices")
                        .attr("aria-label", texts.of("watch.notices"))
                        .add(urgent, polite, more.shown(false), close.shown(false));
        HTMLDocument.current().getBody().appendChild(all.node());
        desk.listen(this::told);
        book.listen(this::changed);
    }

    private void told(WatchEvent event) {
        if (event instanceof WatchEvent.Notify notice && notice.targets().contains("page")) {
            var entry = book.entry(notice.alert());
            if (entry != null) {
                add(entry);
            }
        }
    }

    private void add(AlertBook.Entry entry) {
        var id = entry.alert().id();
        remove(id);
        var severity = entry.alert().severity();
        var text = El.create("p", "").text(said(entry));
        var show = Panel.button(texts.of("watch.notice-show"));
        show.on(
                "click",
                (Event event) -> {
                    remove(id);
                    shower.show(id);
                });
        var dismiss = Panel.button(texts.of("watch.notice-dismiss"));
        dismiss.attr("aria-label", texts.of("watch.notice-dismiss-of", "rule", entry.name()));
        dismiss.on("click", (Event event) -> remove(id));
        var node =
                El.create("div", "watch-notice")
                        .attr("data-severity", severity.id())
                        .attr("data-alert", id)
                        .add(
                                El.create("strong", "")
                                        .text(
                                                texts.of(
                                                        "watch.notice-" + severity.id(),
                                                        "rule",
                                                        entry.name())),
                                text,
                                El.create("div", "watch-row").add(show, dismiss));
        var part = severity == Severity.ALARM ? urgent : polite;
        part.node().insertBefore(node.node(), part.node().getFirstChild());
        notices.put(id, new Notice(node, text));
        while (notices.size() > (isNarrow() ? 1 : MOST)) {
            var oldest = notices.keySet().iterator().next();
            notices.remove(oldest).node.remove();
            ++hidden;
        }
        if (severity == Severity.ALARM) {
            sound.alarm();
        }
        count();
    }

    private String said(AlertBook.Entry entry) {
        return entry.alert().over()
                ? texts.of("watch.notice-over", "reason", entry.reason())
                : entry.reason();
    }

    private void changed(AlertBook.Entry entry) {
        if (entry != null) {
            var notice = notices.get(entry.alert().id());
            if (notice != null) {
                notice.text.text(said(entry));
                notice.node.flag("data-over", entry.alert().over());
            }
            return;
        }
        for (var id : new ArrayList<>(notices.keySet())) {
            if (book.entry(id) == null) {
                remove(id);
            }
        }
    }

    private void remove(String id) {
        var notice = notices.remove(id);
        if (notice != null) {
            notice.node.remove();
            count();
        }
    }

    private void clear() {
        for (var id : new ArrayList<>(notices.keySet())) {
            remove(id);
        }
    }

    private void count() {
        if (notices.isEmpty()) {
            hidden = 0;
        }
        more.shown(hidden > 0).text(texts.of("watch.notices-more", "count", (double) hidden));
        close.shown(notices.size() > 1);
    }

    @JSBody(script = "return innerWidth < 700;")
    private static native boolean isNarrow();
}
