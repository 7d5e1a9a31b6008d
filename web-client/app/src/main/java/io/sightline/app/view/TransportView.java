// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.view;

import io.sightline.app.dom.El;
import io.sightline.app.source.SourceDesk;
import io.sightline.app.state.Store;
import io.sightline.app.text.Texts;
import io.sightline.core.value.Clock;
import io.sightline.core.view.AppState;
import io.sightline.core.view.SourceState;
import java.util.Map;
import org.teavm.jso.dom.events.Event;

/** Play, pause, position and close. */
final class TransportView implements Store.View {
    private final Store store;
    private final Texts texts;
    private final El play = El.byId("play");
    private final El playIcon = El.byId("play-icon");
    private final El stop = El.byId("stop");
    private final El seek = El.byId("seek");
    private final El time = El.byId("time");
    private final El loop = El.byId("loop");
    private final El name = El.byId("source-name");
    private final El size = El.byId("source-size");
    private boolean seeking;

    TransportView(Store store, Texts texts, SourceDesk sources) {
        this.store = store;
        this.texts = texts;
        play.on(
                "click",
                (Event event) -> {
                    if (!sources.isOpen()) {
                        return;
                    }
                    if (store.state().source().playing()) {
                        sources.pause();
                    } else {
                        sources.play();
                    }
                });
        stop.on("click", (Event event) -> sources.close());
        loop.on("click", (Event event) -> sources.loop(!store.state().source().loop()));
        seek.on(
                "input",
                (Event event) -> {
                    seeking = true;
                    sources.seek(seekTime());
                });
        seek.on("change", (Event event) -> seeking = false);
    }

    private double seekTime() {
        return Double.parseDouble(seek.value()) / 1000 * store.state().source().length();
    }

    @Override
    public void draw(AppState state, AppState before) {
        if (before != null && before.source() == state.source()) {
            return;
        }
        var source = state.source();
        boolean open = source.phase() == SourceState.Phase.OPEN;
        boolean playing = source.playing();
        play.enabled(open && source.moving());
        playIcon.attr("href", playing ? "#i-pause" : "#i-play");
        var label = texts.of(playing ? "transport.pause" : "transport.play");
        play.attr("aria-label", label).attr("title", label);
        stop.enabled(source.phase() != SourceState.Phase.NONE);
        seek.enabled(source.seekable());
        loop.enabled(source.seekable());
        loop.attr("aria-pressed", Boolean.toString(source.loop()));
        if (!seeking) {
            double fraction = source.length() > 0 ? source.at() / source.length() : 0;
            seek.value(Integer.toString((int) Math.round(Math.min(1, fraction) * 1000)));
        }
        if (source.seekable()) {
            var text =
                    texts.of(
                            "transport.time",
                            Map.of(
                                    "at", Clock.text(source.at()),
                                    "length", Clock.text(source.length())));
            time.text(text);
            seek.attr("aria-valuetext", text);
        } else {
            time.text(open && source.live() ? texts.of("transport.live") : "");
            seek.attr("aria-valuetext", null);
        }
        var called = source.phase() == SourceState.Phase.NONE ? "" : source.name();
        name.text(called).attr("title", called);
        size.text(
                source.size() == null
                        ? ""
                        : texts.of(
                                "stage.sizes",
                                Map.of(
                                        "width", source.size().width(),
                                        "height", source.size().height())));
    }
}
