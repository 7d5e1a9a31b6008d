// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.view;

import io.sightline.app.Teller;
import io.sightline.app.dom.Browser;
import io.sightline.app.dom.El;
import io.sightline.app.export.Exporter;
import io.sightline.app.state.Store;
import io.sightline.app.text.Texts;
import io.sightline.core.view.AppState;
import io.sightline.core.view.Message;
import java.util.ArrayList;
import java.util.List;
import org.teavm.jso.dom.events.Event;
import org.teavm.jso.dom.html.HTMLDocument;

/** Saves results as files. */
final class ExportMenu implements Store.View {
    private final Exporter exporter;
    private final Teller teller;
    private final Texts texts;
    private final Announcer announcer;
    private final List<El> items = new ArrayList<>();

    ExportMenu(Exporter exporter, Teller teller, Texts texts, Announcer announcer) {
        this.exporter = exporter;
        this.teller = teller;
        this.texts = texts;
        this.announcer = announcer;
        var nodes = HTMLDocument.current().querySelectorAll("[data-export]");
        for (int i = 0; i < nodes.getLength(); ++i) {
            var item = El.of(nodes.item(i));
            var what = nodes.item(i).getAttribute("data-export");
            items.add(item);
            item.on(
                    "click",
                    (Event event) -> {
                        Popovers.close("exports");
                        new Thread(() -> save(what)).start();
                    });
        }
    }

    @Override
    public void draw(AppState state, AppState before) {
        boolean measured = state.measurement() != null;
        El.byId("export").enabled(state.source().visible());
        for (var item : items) {
            item.enabled(measured);
        }
    }

    private void save(String what) {
        try {
            var name = exporter.fileName(what);
            Browser.save(exporter.export(what), name);
            announcer.say(texts.of("export.done", "name", name));
        } catch (RuntimeException e) {
            teller.failed(Teller.asFailure(e), Message.Topic.ACTION, Message.Retry.NONE);
        }
    }
}
