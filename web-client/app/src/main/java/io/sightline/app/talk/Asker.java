// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.talk;

import io.sightline.app.Teller;
import io.sightline.core.error.SightlineException;
import io.sightline.core.message.LanguageCommand;
import io.sightline.core.message.LanguageEvent;
import io.sightline.core.message.VisionEvent;
import io.sightline.core.view.ModelState.Phase;
import io.sightline.glue.async.Await;
import io.sightline.glue.value.JsValues;
import java.util.ArrayList;
import java.util.List;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSBoolean;
import org.teavm.jso.core.JSNumber;
import org.teavm.jso.core.JSPromise;
import org.teavm.jso.core.JSString;
import org.teavm.jso.core.JSUndefined;

/** The page's language model, as this part asks it. */
final class Asker {
    private final TalkStore store;
    private final List<TokenListener> listeners = new ArrayList<>();

    /** Hears of answers as they grow. */
    interface TokenListener {
        /** An answer has grown. */
        void grew(LanguageEvent.Token token);
    }

    /** A question that can be put again. */
    interface Question {
        /**
         * Its command. May block.
         *
         * @param whole with all its pictures; else those that the worker may know can be left out
         */
        LanguageCommand command(boolean whole);
    }

    Asker(TalkStore store) {
        this.store = store;
        Link.tokens(
                (message, second) -> {
                    if (LanguageEvent.of(JsValues.toJava(message))
                            instanceof LanguageEvent.Token token) {
                        for (var listener : new ArrayList<>(listeners)) {
                            listener.grew(token);
                        }
                    }
                    return JSUndefined.instance();
                });
    }

    void listenTokens(TokenListener listener) {
        listeners.add(listener);
    }

    void unlistenTokens(TokenListener listener) {
        listeners.remove(listener);
    }

    /** True when the model answers. */
    boolean isReady() {
        return store.state().scene().phase() == Phase.READY;
    }

    int nextCall() {
        return ((JSNumber) Link.call()).intValue();
    }

    /** The flag that stops a call within a token; null where the page shares no memory. */
    JSObject flag(int call) {
        return Link.flag(JSNumber.valueOf(call));
    }

    void stop(int call) {
        Link.stop(JSNumber.valueOf(call));
    }

    /**
     * Puts a question and gives its answer; a failure is thrown. Its pictures are the worker's to
     * close. Blocks.
     */
    LanguageEvent put(int call, Question question) {
        var thrown = new SightlineException[1];
        var message =
                Await.await(
                        Link.put(
                                JSNumber.valueOf(call),
                                (whole, second) ->
                                        command(
                                                question,
                                                ((JSBoolean) whole).booleanValue(),
                                                thrown)));
        if (thrown[0] != null) {
            throw thrown[0];
        }
        var event = LanguageEvent.of(JsValues.toJava(message));
        if (event instanceof VisionEvent.Failed failed) {
            throw failed.exception();
        }
        return event;
    }

    /** What goes wrong with a question of ours stays here; the page only hears that it did. */
    private static JSPromise<JSObject> command(
            Question question, boolean whole, SightlineException[] thrown) {
        return new JSPromise<>(
                (resolve, reject) ->
                        new Thread(
                                        () -> {
                                            JSObject command;
                                            try {
                                                command =
                                                        JsValues.toJs(
                                                                question.command(whole).toMap());
                                            } catch (RuntimeException e) {
                                                thrown[0] = Teller.asFailure(e);
                                                reject.accept(JSString.valueOf(thrown[0].reason()));
                                                return;
                                            }
                                            resolve.accept(command);
                                        })
                                .start());
    }

    /** Loads the model; a failure is thrown. Blocks. */
    void load() {
        var message = Await.await(Link.load());
        if (message != null
                && LanguageEvent.of(JsValues.toJava(message))
                        instanceof VisionEvent.Failed failed) {
            throw failed.exception();
        }
    }

    void stopLoad() {
        Link.stopLoad();
    }
}
