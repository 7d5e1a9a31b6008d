// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.talk;

import io.sightline.app.dom.Browser;
import io.sightline.app.dom.El;
import io.sightline.app.text.Texts;
import io.sightline.app.view.Announcer;
import io.sightline.app.view.LanguageView;
import io.sightline.core.talk.Conversation;
import io.sightline.core.talk.Exchange;
import io.sightline.core.talk.Moment;
import io.sightline.core.talk.TalkRecord;
import io.sightline.core.value.Clock;
import io.sightline.core.view.TalkEvent;
import io.sightline.core.view.TalkState;
import io.sightline.glue.dom.Blobs;
import io.sightline.glue.value.JsValues;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.teavm.jso.canvas.CanvasRenderingContext2D;
import org.teavm.jso.core.JSNumber;
import org.teavm.jso.core.JSString;
import org.teavm.jso.dom.events.Event;
import org.teavm.jso.dom.html.HTMLCanvasElement;

/** What was said: frames, questions and what came of them. */
final class TalkView implements TalkStore.View {
    private static final int THUMB_HEIGHT = 80;
    private static final int MOST_THUMBS = 5;
    private static final String[] CHIPS = {"what", "person", "doing"};

    private final TalkStore store;
    private final Texts texts;
    private final TalkDesk talk;
    private final Announcer announcer;
    private final El log = El.byId("talk-log");
    private final El scroll = El.byId("talk-scroll");
    private final El empty = El.byId("talk-empty");
    private final El export = El.byId("talk-export");
    private final El fresh = El.byId("talk-new");
    private final Map<Integer, Scene> scenes = new HashMap<>();
    private final Map<Integer, TurnView> turns = new HashMap<>();

    TalkView(TalkStore store, Texts texts, TalkDesk talk, Announcer announcer) {
        this.store = store;
        this.texts = texts;
        this.talk = talk;
        this.announcer = announcer;
        export.attr("title", texts.of("talk.export"));
        fresh.attr("title", texts.of("talk.new"));
        export.on("click", (Event event) -> export());
        fresh.on(
                "click",
                (Event event) -> {
                    talk.clear();
                    El.byId("question").node().focus();
                });
        for (var chip : CHIPS) {
            var text = texts.of("talk.chip-" + chip);
            El.byId("chip-" + chip).on("click", (Event event) -> suggest(text));
        }
    }

    private void suggest(String question) {
        store.tell(new TalkEvent.Drafted(store.state().draft().withQuestion(question)));
        El.byId("question").node().focus();
    }

    private void export() {
        var state = store.state();
        var at = Browser.now();
        var map = TalkRecord.of(state.conversations(), state.scene().marks(), at);
        var text = Browser.jsonText(JsValues.toJs(map));
        var name = "sightline-conversation-" + at.substring(0, 10) + ".json";
        Browser.save(Blobs.of(JSString.valueOf(text), "application/json"), name);
        announcer.say(texts.of("export.done", "name", name));
    }

    @Override
    public void draw(TalkState now, TalkState before) {
        if (before != null
                && before.conversations() == now.conversations()
                && before.scene() == now.scene()) {
            return;
        }
        boolean any = !now.conversations().isEmpty();
        empty.shown(!any);
        export.enabled(any && now.running() == null);
        fresh.enabled(any);
        var gone = new ArrayList<>(scenes.keySet());
        boolean grew = false;
        for (var conversation : now.conversations()) {
            gone.remove((Integer) conversation.number());
            var scene = scenes.get(conversation.number());
            if (scene == null) {
                scene = new Scene();
                scenes.put(conversation.number(), scene);
                log.add(scene.item);
            }
            grew |= scene.draw(conversation);
        }
        for (var number : gone) {
            scenes.remove(number).item.remove();
        }
        if (!any) {
            turns.clear();
        }
        Browser.scrollToEnd(scroll.node(), grew);
    }

    /** The frames of a conversation, and its turns. */
    private final class Scene {
        private final El item = El.create("li", "");
        private final El head = El.create("div", "scene");
        private final El name = El.create("span", "");
        private final El about = El.create("span", "figure");
        private final El strip = El.create("div", "strip-of");
        private final El list = El.create("ol", "");
        private Conversation drawn;

        Scene() {
            strip.attr("aria-hidden", "true");
            head.add(El.create("p", "").add(name, about), strip);
            item.add(head, list);
        }

        /** True when a turn came to it. */
        boolean draw(Conversation now) {
            if (drawn == null || drawn.frames() != now.frames()) {
                drawHead(now);
            }
            drawn = now;
            boolean grew = false;
            for (var exchange : now.exchanges()) {
                var turn = turns.get(exchange.id());
                if (turn == null) {
                    turn = new TurnView(exchange, new Actions());
                    turns.put(exchange.id(), turn);
                }
                if (turn.item.node().getParentNode() != list.node()) {
                    list.add(turn.item);
                    grew = true;
                }
                turn.draw(exchange);
            }
            return grew;
        }

        private void drawHead(Conversation now) {
            var frames = now.frames();
            name.text(now.source());
            if (frames.isEmpty()) {
                about.text("");
                return;
            }
            double first = frames.get(0).at();
            about.text(
                    frames.size() > 1 && first >= 0
                            ? texts.of(
                                    "talk.scene-clip",
                                    Map.of(
                                            "count", frames.size(),
                                            "from", Clock.text(first),
                                            "to", Clock.text(frames.get(frames.size() - 1).at())))
                            : texts.of("talk.frames-of", "count", frames.size()));
            strip.clear();
            int shown = Math.min(frames.size(), MOST_THUMBS);
            for (int i = 0; i < shown; ++i) {
                int index = shown == 1 ? 0 : i * (frames.size() - 1) / (shown - 1);
                strip.add(thumb(talk.shelf(), frames.get(index).key()));
            }
        }
    }

    /** A small copy of a picture; empty when it is no longer kept. */
    static El thumb(Shelf shelf, String key) {
        var thumb = El.create("canvas", "");
        var bitmap = shelf.get(key);
        var canvas = (HTMLCanvasElement) thumb.node();
        if (bitmap != null) {
            canvas.setHeight(THUMB_HEIGHT);
            canvas.setWidth(Math.max(1, THUMB_HEIGHT * bitmap.getWidth() / bitmap.getHeight()));
            ((CanvasRenderingContext2D) canvas.getContext("2d"))
                    .drawImage(bitmap, 0, 0, canvas.getWidth(), canvas.getHeight());
        }
        return thumb;
    }

    /** What a turn's buttons do. */
    private final class Actions implements TurnView.Actions {
        @Override
        public Texts texts() {
            return texts;
        }

        @Override
        public Shelf shelf() {
            return talk.shelf();
        }

        @Override
        public void copy(String text) {
            Browser.copy(text).catchError(failure -> null);
            announcer.say(texts.of("talk.copied"));
        }

        @Override
        public void mark(Exchange exchange, Boolean wasYes) {
            talk.mark(exchange, wasYes);
            announcer.say(calibration());
        }

        @Override
        public Boolean marked(Exchange exchange) {
            var mark = store.state().scene().marks().of(talk.markId(exchange));
            return mark == null ? null : (Boolean) mark.wasYes();
        }

        @Override
        public String calibration() {
            return LanguageView.calibrationText(texts, store.state().scene().marks());
        }

        @Override
        public boolean canSeek(Moment moment) {
            // A clip's frames are named after their source.
            var source = store.state().scene().source();
            return source.seekable()
                    && moment.frame().key().startsWith("c" + source.number() + "-");
        }

        @Override
        public void seek(Moment moment) {
            if (canSeek(moment)) {
                Link.seek(JSNumber.valueOf(moment.frame().at()));
                announcer.say(texts.of("talk.sought", "at", Clock.text(moment.frame().at())));
            }
        }

        @Override
        public void measure(TurnView.MemoryListener listener) {
            // It waits for the browser to tidy up, which may be long after the answer.
            Browser.memory()
                    .then(
                            bytes -> {
                                if (bytes.doubleValue() > 0) {
                                    listener.measured(bytes.doubleValue());
                                }
                                return null;
                            },
                            failure -> null);
        }

        @Override
        public void finished(List<String> words) {
            announcer.say(String.join(" ", words));
        }
    }
}
