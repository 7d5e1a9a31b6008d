// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.api;

import io.sightline.app.Teller;
import io.sightline.app.dom.Browser;
import io.sightline.app.dom.El;
import io.sightline.app.text.Texts;
import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.view.Message;
import java.util.Map;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSObject;
import org.teavm.jso.browser.Window;
import org.teavm.jso.core.JSObjects;
import org.teavm.jso.core.JSPromise;
import org.teavm.jso.core.JSUndefined;

/**
 * A part of the page that is a module of its own: it is fetched when it is first wanted. The page
 * hands it plain functions, and gets some back.
 */
final class PagePart {
    /** What comes sooner is not worth a word, milliseconds. */
    private static final int PATIENCE = 1000;

    private final String name;
    private final El wait;
    private final Texts texts;
    private final Teller teller;
    private final Message.Retry again;
    private final Giver giver;
    private JSPromise<JSObject> functions;
    private int tries;
    private int timer;

    /** Gives a part what it needs of the page. */
    interface Giver {
        /** Puts functions on the object. */
        void give(JSObject link);
    }

    /**
     * @param name of the part: of its script, of its texts and of the text for its failure
     * @param wait id of the element that says that it is on its way, and that it did not come
     * @param again what the user may do where it did not come
     */
    PagePart(
            String name,
            String wait,
            Texts texts,
            Teller teller,
            Message.Retry again,
            Giver giver) {
        this.name = name;
        this.wait = El.byId(wait);
        this.texts = texts;
        this.teller = teller;
        this.again = again;
        this.giver = giver;
    }

    /** Fetches the part, if it is not there yet, and tells the user where it cannot be. */
    void show() {
        open().catchError(
                        failure -> {
                            teller.failed(missing(), Message.Topic.ACTION, again);
                            return null;
                        });
    }

    /** Fetches the part, if it is not there yet: the promise of its functions. */
    JSPromise<JSObject> open() {
        if (functions == null) {
            functions =
                    new JSPromise<>((resolve, reject) -> fetch(resolve::accept, reject::accept));
        }
        return functions;
    }

    /** Calls a function of the part. */
    JSObject call(String function, JSObject first, JSObject second) {
        return call(open(), function, first, second);
    }

    private interface Ready {
        void ready(JSObject functions);
    }

    private interface Refuse {
        void refuse(Object reason);
    }

    private void fetch(Ready ready, Refuse refuse) {
        JSObject link = JSObjects.create();
        JsFunctions.put(
                link,
                "ready",
                (made, second) -> {
                    over();
                    ready.ready(made);
                    return JSUndefined.instance();
                });
        JsFunctions.put(
                link,
                "failed",
                (first, second) -> {
                    failed(refuse);
                    return JSUndefined.instance();
                });
        giver.give(link);
        timer = Window.setTimeout(() -> wait.text(texts.of("panels.opening")), PATIENCE);
        // A browser may remember that an address could not be imported.
        var query = tries++ == 0 ? "" : "?" + tries;
        load(Browser.absolute("js/" + name + "-page.js") + query, link)
                .catchError(
                        failure -> {
                            failed(refuse);
                            return null;
                        });
    }

    private void over() {
        Window.clearTimeout(timer);
    }

    private void failed(Refuse refuse) {
        over();
        functions = null;
        wait.text(texts.of(missing()));
        refuse.refuse(ApiCalls.error(texts, missing()));
    }

    private SightlineException missing() {
        return new SightlineException(ErrorCode.NETWORK, name + "-part", Map.of());
    }

    @JSBody(
            params = {"url", "link"},
            script = "return import(url).then((part) => part.open(link));")
    private static native JSPromise<JSObject> load(String url, JSObject link);

    @JSBody(
            params = {"part", "name", "first", "second"},
            script = "return part.then((functions) => functions[name](first, second));")
    private static native JSObject call(
            JSPromise<JSObject> part, String name, JSObject first, JSObject second);
}
