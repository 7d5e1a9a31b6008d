// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.view;

import io.sightline.app.dom.El;
import io.sightline.app.state.Store;
import io.sightline.app.text.Texts;
import io.sightline.core.view.AppEvent;
import io.sightline.core.view.AppState;
import io.sightline.core.view.Message;
import java.util.LinkedHashMap;
import java.util.Map;
import org.teavm.jso.dom.events.Event;

/** The messages. Errors interrupt a screen reader, notices wait for it. */
final class MessagesView implements Store.View {
    private final Store store;
    private final Texts texts;
    private final Retrier retrier;
    private final El box = El.byId("messages");
    private final Map<Integer, Card> cards = new LinkedHashMap<>();

    /** Does again what failed. */
    interface Retrier {
        void retry(Message.Retry what);
    }

    MessagesView(Store store, Texts texts, Retrier retrier) {
        this.store = store;
        this.texts = texts;
        this.retrier = retrier;
    }

    @Override
    public void draw(AppState state, AppState before) {
        if (before != null && before.messages() == state.messages()) {
            return;
        }
        var gone = new LinkedHashMap<>(cards);
        for (var message : state.messages().list()) {
            gone.remove(message.id());
            var card = cards.get(message.id());
            if (card == null) {
                card = new Card(message);
                cards.put(message.id(), card);
                box.add(card.item);
            }
            card.count.text(
                    message.count() > 1
                            ? texts.of("messages.repeated", "count", message.count())
                            : "");
        }
        for (var entry : gone.entrySet()) {
            cards.remove(entry.getKey());
            entry.getValue().item.remove();
        }
    }

    /** A message on the page. */
    private final class Card {
        private final El item = El.create("div", "message");
        private final El count = El.create("span", "quiet figure");

        Card(Message message) {
            item.attr("data-kind", message.kind().id());
            item.attr("data-key", message.key());
            item.attr("role", message.kind() == Message.Kind.ERROR ? "alert" : "status");
            var dismiss = El.create("button", "small").attr("type", "button");
            dismiss.attr("aria-label", texts.of("messages.dismiss")).add(El.icon("close"));
            dismiss.on("click", (Event event) -> dismiss(message));
            var known = texts.bundle().has(message.key());
            var text =
                    known
                            ? texts.of(message.key(), message.values())
                            : texts.of("error.unexpected", "cause", message.key());
            item.add(El.create("p", "").text(text), dismiss);
            var acts = El.create("div", "acts");
            for (var what = message.retry(); what != Message.Retry.NONE; what = what.or()) {
                acts.add(offer(message, what));
            }
            acts.add(count);
            item.add(acts);
        }

        private El offer(Message message, Message.Retry what) {
            var offer = El.create("button", "plain bordered").attr("type", "button");
            offer.text(
                    texts.of(
                            switch (what) {
                                case KEEP -> "metres.keep";
                                case CALIBRATE -> "metres.again";
                                default -> "messages.retry";
                            }));
            offer.on(
                    "click",
                    (Event event) -> {
                        dismiss(message);
                        retrier.retry(what);
                    });
            return offer;
        }

        private void dismiss(Message message) {
            store.tell(new AppEvent.Dismissed(message.id()));
            El.byId("surface").node().focus();
        }
    }
}
