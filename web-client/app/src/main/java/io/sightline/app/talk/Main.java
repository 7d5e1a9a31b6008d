// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.talk;

import io.sightline.app.api.ApiCalls;
import io.sightline.app.api.JsFunctions;
import io.sightline.app.dom.Browser;
import io.sightline.app.dom.El;
import io.sightline.app.source.Opener;
import io.sightline.app.source.VideoSlot;
import io.sightline.app.text.Texts;
import io.sightline.app.view.Announcer;
import io.sightline.core.talk.Draft;
import io.sightline.core.talk.Mode;
import io.sightline.core.view.TalkEvent;
import io.sightline.core.view.TalkScene;
import io.sightline.core.view.TalkState;
import io.sightline.glue.value.JsValues;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSObjects;
import org.teavm.jso.core.JSUndefined;
import org.teavm.jso.dom.html.HTMLDocument;
import org.teavm.jso.dom.html.HTMLInputElement;

/** Starts the part for words, and gives the page its functions: calls of the public API. */
public final class Main {
    private final Texts texts;
    private TalkStore store;

    private Main(Texts texts) {
        this.texts = texts;
    }

    /** Starts it. */
    public static void main(String[] arguments) {
        new Thread(Main::start).start();
    }

    private static void start() {
        try {
            new Main(Texts.part("talk")).run();
        } catch (RuntimeException e) {
            System.err.println("The part \"talk\" did not start: " + e.getMessage());
            Link.failed();
        }
    }

    private void run() {
        Link.scenes(
                (message, second) -> {
                    staged(TalkScene.of(JsValues.toJava(message)));
                    return JSUndefined.instance();
                });
        var asker = new Asker(store);
        var talk = new TalkDesk(store, asker);
        store.show(new TalkView(store, texts, talk, new Announcer()));
        store.show(new ShapeView(store, texts));
        store.show(new ComposerView(store, texts, talk));
        var api =
                new TalkApi(new ApiCalls(texts), store, asker, new Opener(new VideoSlot(), texts));
        JSObject functions = JSObjects.create();
        JsFunctions.put(functions, "ask", (request, second) -> api.ask(request));
        JsFunctions.put(functions, "verify", (request, second) -> api.verify(request));
        Link.ready(functions);
    }

    private void staged(TalkScene scene) {
        if (store == null) {
            store = new TalkStore(TalkState.start(scene, written()));
        } else {
            store.tell(new TalkEvent.Staged(scene));
        }
    }

    /** What the user wrote while this part was on its way. */
    private static Draft written() {
        var mode = HTMLDocument.current().querySelector("#talk-mode input:checked");
        return Draft.EMPTY
                .with(Mode.of(((HTMLInputElement) mode).getValue()))
                .withQuestion(El.byId("question").value())
                .withAgain(Browser.isChecked(El.byId("reask").node()))
                .withDetail(Browser.isChecked(El.byId("detail").node()));
    }
}
