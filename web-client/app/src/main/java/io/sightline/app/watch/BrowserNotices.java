// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.watch;

import io.sightline.app.text.Texts;
import io.sightline.core.message.WatchEvent;
import io.sightline.core.rule.Severity;
import io.sightline.glue.dom.Notification;
import io.sightline.glue.value.JsValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.teavm.jso.JSBody;
import org.teavm.jso.dom.events.MouseEvent;

/**
 * Notifications of the system, for rules that say so: one for an alert, updated with it, taken away
 * when it is over or shown. Nothing is asked of the user but where he sets such a rule.
 */
final class BrowserNotices {
    private final AlertBook book;
    private final Texts texts;
    private final NoticeStack.Shower shower;
    private final List<Runnable> listeners = new ArrayList<>();
    private final Map<String, Shown> shown = new LinkedHashMap<>();
    private boolean broken;

    /** Wraps a notification, so that it can be kept in a map. */
    private static final class Shown {
        private final Notification notification;
        private final int version;

        Shown(Notification notification, int version) {
            this.notification = notification;
            this.version = version;
        }
    }

    BrowserNotices(WatchDesk desk, AlertBook book, Texts texts, NoticeStack.Shower shower) {
        this.book = book;
        this.texts = texts;
        this.shower = shower;
        desk.listen(this::told);
        book.listen(this::changed);
    }

    /** Adds one who hears when the permission is another. */
    void listen(Runnable listener) {
        listeners.add(listener);
    }

    /** Whether there are any: granted, denied, default (not asked yet), unsupported. */
    String permission() {
        return broken ? "unsupported" : Notification.permission();
    }

    /** Asks the user; only while a gesture of his is being handled. */
    void ask() {
        Notification.ask()
                .then(
                        answer -> {
                            tell();
                            return null;
                        },
                        failure -> {
                            tell();
                            return null;
                        });
    }

    private void tell() {
        for (var listener : listeners) {
            listener.run();
        }
    }

    private void told(WatchEvent event) {
        if (event instanceof WatchEvent.Notify notice
                && notice.targets().contains("notification")
                && permission().equals("granted")) {
            var entry = book.entry(notice.alert());
            if (entry != null && !entry.alert().over()) {
                show(entry);
            }
        }
    }

    private void changed(AlertBook.Entry entry) {
        if (entry == null) {
            for (var id : new ArrayList<>(shown.keySet())) {
                if (book.entry(id) == null) {
                    close(id);
                }
            }
            return;
        }
        var mine = shown.get(entry.alert().id());
        if (mine != null && entry.alert().over()) {
            close(entry.alert().id());
        } else if (mine != null && mine.version != entry.version()) {
            show(entry);
        }
    }

    private void show(AlertBook.Entry entry) {
        var alert = entry.alert();
        var options = new LinkedHashMap<String, Object>();
        options.put("body", entry.reason());
        options.put("tag", alert.id());
        options.put("requireInteraction", alert.severity() == Severity.ALARM);
        try {
            var notification =
                    new Notification(
                            texts.of("watch.notice-" + alert.severity().id(), "rule", entry.name()),
                            JsValues.toJs(options));
            notification.setOnClick(
                    (MouseEvent event) -> {
                        focusTab();
                        close(alert.id());
                        shower.show(alert.id());
                    });
            shown.put(alert.id(), new Shown(notification, entry.version()));
        } catch (RuntimeException e) {
            // Where only a service worker may, as on Android: the rule says so.
            broken = true;
            tell();
        }
    }

    private void close(String id) {
        var mine = shown.remove(id);
        if (mine != null) {
            mine.notification.close();
        }
    }

    @JSBody(script = "window.focus();")
    private static native void focusTab();
}
