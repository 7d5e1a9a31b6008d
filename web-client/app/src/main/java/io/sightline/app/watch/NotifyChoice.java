// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.watch;

import io.sightline.app.dom.Browser;
import io.sightline.app.dom.El;
import io.sightline.app.text.Texts;
import io.sightline.core.rule.Act;
import io.sightline.core.rule.Rule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.teavm.jso.dom.events.Event;

/** Whom a rule's alerts are told to, and whether the browser lets them be told. */
final class NotifyChoice {
    private final WatchDesk desk;
    private final BrowserNotices notices;
    private final Texts texts;

    NotifyChoice(WatchDesk desk, BrowserNotices notices, Texts texts) {
        this.desk = desk;
        this.notices = notices;
        this.texts = texts;
    }

    /** The choice of a rule. */
    El of(Rule rule) {
        var set =
                El.create("fieldset", "watch-notify")
                        .add(El.create("legend", "").text(texts.of("watch.notify")));
        for (var target : Act.TARGETS) {
            var id = "notify-" + target + "-" + rule.id();
            var box = El.create("input", "").attr("type", "checkbox").attr("id", id);
            Browser.check(box.node(), rule.act().targets().contains(target));
            box.on("change", (Event event) -> set(rule, target, Browser.isChecked(box.node())));
            // The rule's own label is the one of its list.
            var name = El.create("span", "").attr("id", id + "-name");
            name.text(texts.of("watch.notify-" + target));
            name.on("click", (Event event) -> box.node().click());
            box.attr("aria-labelledby", id + "-name");
            set.add(El.create("span", "watch-check").add(box, name));
        }
        if (rule.act().targets().contains("host")) {
            set.add(
                    El.create("p", "note")
                            .attr("data-host", HostPage.state())
                            .text(
                                    texts.of(
                                            "watch.host-" + HostPage.state(),
                                            Map.of(
                                                    "origin",
                                                    HostPage.named(),
                                                    "around",
                                                    HostPage.around()))));
        }
        if (rule.act().targets().contains("notification")) {
            set.add(state());
        }
        return set;
    }

    private El state() {
        var state = El.create("p", "note").attr("role", "status");
        var allow = Panel.button(texts.of("watch.notify-allow"));
        allow.on("click", (Event event) -> notices.ask());
        Runnable draw =
                () -> {
                    var permission = notices.permission();
                    state.text(texts.of("watch.notify-is-" + permission));
                    state.attr("data-permission", permission);
                    allow.shown(permission.equals("default"));
                };
        draw.run();
        notices.listen(draw);
        return El.create("div", "watch-row").add(state, allow);
    }

    private void set(Rule rule, String target, boolean on) {
        var targets = new ArrayList<Object>(rule.act().targets());
        targets.remove(target);
        if (on) {
            targets.add(target);
        }
        var act = new LinkedHashMap<String, Object>();
        for (var entry : ((Map<?, ?>) rule.toMap().get("act")).entrySet()) {
            act.put((String) entry.getKey(), entry.getValue());
        }
        act.put("notify", targets);
        var map = new LinkedHashMap<>(rule.toMap());
        map.put("act", act);
        desk.watch(Rule.of(map));
        // The gesture of the user is this one.
        if (on && target.equals("notification") && notices.permission().equals("default")) {
            notices.ask();
        }
    }
}
