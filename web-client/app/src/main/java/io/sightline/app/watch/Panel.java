// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.watch;

import io.sightline.app.dom.Browser;
import io.sightline.app.dom.El;
import io.sightline.app.text.Texts;
import org.teavm.jso.dom.html.HTMLDocument;

/** The panel for watching: what is there, rules, alerts, why there was none, and clips. */
final class Panel {
    private Panel() {}

    /** Builds it into its place on the page, which is empty until now. */
    static void show(WatchDesk desk, RedactDesk redactions, AlertBook book, Texts texts) {
        HTMLDocument.current()
                .getHead()
                .appendChild(
                        El.create("link", "")
                                .attr("rel", "stylesheet")
                                .attr("href", Browser.absolute("watch.css"))
                                .node());
        var panel = El.byId("panel-watch").clear();
        var replays = new ReplayDesk(desk);
        var alerts = new AlertsView(desk, book, redactions, texts);
        var sound = new AlarmSound(texts);
        var notices = new BrowserNotices(desk, book, texts, id -> show(alerts, id));
        new NoticeStack(desk, book, texts, sound, id -> show(alerts, id));
        panel.add(
                new NowView(desk, texts).section(),
                new RulesView(desk, replays, texts, new NotifyChoice(desk, notices, texts))
                        .section()
                        .add(sound.control()),
                alerts.section(),
                new AdviceView(desk, book, texts).section(),
                new FunnelView(desk, texts).section(),
                new ReplayView(desk, replays, texts).section(),
                new RedactView(redactions, texts).section());
    }

    /** Opens the tab on an alert. */
    private static void show(AlertsView alerts, String id) {
        HTMLDocument.current().getElementById("tab-watch").click();
        alerts.show(id);
    }

    /** A section with its heading. */
    static El section(Texts texts, String name) {
        var title = El.create("h2", "").text(texts.of("watch." + name));
        title.attr("id", "watch-" + name + "-title");
        return El.create("section", "panel")
                .attr("aria-labelledby", "watch-" + name + "-title")
                .add(title);
    }

    /** A button. */
    static El button(String text) {
        return El.create("button", "plain bordered").attr("type", "button").text(text);
    }
}
