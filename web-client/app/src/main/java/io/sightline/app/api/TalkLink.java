// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.api;

import io.sightline.app.Teller;
import io.sightline.app.language.LanguageDesk;
import io.sightline.app.measure.FrameSource;
import io.sightline.app.measure.Picture;
import io.sightline.app.source.SourceDesk;
import io.sightline.app.state.Store;
import io.sightline.core.message.LanguageEvent;
import io.sightline.core.message.VisionEvent;
import io.sightline.core.talk.LanguageSettings;
import io.sightline.core.talk.Marks;
import io.sightline.core.value.Fields;
import io.sightline.core.view.AppEvent;
import io.sightline.core.view.AppState;
import io.sightline.core.view.Message;
import io.sightline.core.view.ModelState.Phase;
import io.sightline.core.view.TalkScene;
import io.sightline.glue.async.Await;
import io.sightline.glue.value.JsValues;
import java.util.LinkedHashMap;
import java.util.Map;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSBoolean;
import org.teavm.jso.core.JSNumber;
import org.teavm.jso.core.JSPromise;
import org.teavm.jso.core.JSUndefined;

/**
 * The page's end of its part for words, which is a module of its own: what is asked, how, and what
 * came of it. The language model itself stays the page's, as its other models are.
 */
public final class TalkLink {
    private final ApiCalls calls;
    private final ApiEvents events;
    private final Store store;
    private final Teller teller;
    private final LanguageDesk language;
    private final SourceDesk sources;
    private final Picture picture;
    private final PagePart part;
    private JSObject scenes;
    private JSObject tokens;
    private TalkScene told;

    TalkLink(ApiCalls calls, ApiEvents events, PublicApi.Parts parts) {
        this.calls = calls;
        this.events = events;
        store = parts.store();
        teller = parts.teller();
        language = parts.language();
        sources = parts.sources();
        picture = parts.picture();
        part =
                new PagePart(
                        "talk",
                        "question-help",
                        parts.texts(),
                        teller,
                        Message.Retry.TALK,
                        this::give);
        store.watch((now, before) -> changed(now, before));
        language.listenTokens(
                token -> {
                    if (tokens != null) {
                        JsFunctions.call(tokens, JsValues.toJs(token.toMap()));
                    }
                });
    }

    /** Fetches the part, if it is not there yet. */
    public void show() {
        part.show();
    }

    /** Calls a function of the part. */
    JSObject call(String name, JSObject request) {
        return part.call(name, request, null);
    }

    private void give(JSObject link) {
        put(link, "scenes", this::listen);
        put(link, "tokens", listener -> tokens = listener);
        put(link, "stop", call -> language.client().stop(number(call)));
        put(link, "stopLoad", nothing -> language.stop());
        put(link, "mark", this::mark);
        put(link, "settings", this::set);
        put(link, "seek", this::seek);
        put(link, "tell", this::tell);
        JsFunctions.put(
                link, "heard", (first, second) -> JSBoolean.valueOf(events.isHeard("token")));
        JsFunctions.put(
                link, "call", (first, second) -> JSNumber.valueOf(language.client().nextCall()));
        JsFunctions.put(link, "flag", (call, second) -> language.client().flag(number(call)));
        JsFunctions.put(link, "put", this::put);
        JsFunctions.put(link, "load", (first, second) -> load());
        JsFunctions.put(link, "stage", (first, second) -> JsValues.toJs(stage()));
        JsFunctions.put(
                link, "grab", (first, second) -> Grabs.of(sources.source(), FrameSource::grab));
    }

    private interface Act {
        void act(JSObject argument);
    }

    private static void put(JSObject link, String name, Act act) {
        JsFunctions.put(
                link,
                name,
                (first, second) -> {
                    act.act(first);
                    return JSUndefined.instance();
                });
    }

    private static int number(JSObject value) {
        return ((JSNumber) value).intValue();
    }

    // ---- what there is

    private void listen(JSObject listener) {
        scenes = listener;
        told = null;
        tellScene(store.state());
    }

    private void changed(AppState now, AppState before) {
        boolean same =
                now.source() == before.source()
                        && now.language() == before.language()
                        && now.settings() == before.settings()
                        && now.stored() == before.stored()
                        && now.facts() == before.facts();
        if (scenes != null && !same) {
            tellScene(now);
        }
    }

    private void tellScene(AppState now) {
        var scene = TalkScene.of(now, language.isLocal());
        if (!scene.equals(told)) {
            told = scene;
            JsFunctions.call(scenes, JsValues.toJs(scene.toMap()));
        }
    }

    /** What is on the stage; null when nothing is. */
    private Map<String, Object> stage() {
        var source = sources.source();
        if (source == null) {
            return null;
        }
        var state = store.state();
        // Where the measured picture is shown, it is what the user sees and asks about.
        boolean measured =
                state.settings().measuredPicture()
                        && state.measurement() != null
                        && state.model().phase() == Phase.READY
                        && picture.shown();
        var map = new LinkedHashMap<String, Object>();
        map.put("moving", source.moving());
        map.put("live", source.live());
        map.put("at", source.video() == null ? 0 : source.video().getCurrentTime());
        map.put("address", source.address() == null ? "" : source.address());
        map.put("measured", measured ? state.measurement().measured() : -1);
        return map;
    }

    // ---- what is done

    private JSObject put(JSObject call, JSObject command) {
        return calls.promise(
                () -> {
                    int number = number(call);
                    LanguageEvent event;
                    try {
                        event = language.client().put(number, whole -> command(command, whole));
                    } catch (RuntimeException e) {
                        event = VisionEvent.Failed.of(number, Teller.asFailure(e), "");
                    }
                    return JsValues.toJs(event.toMap());
                });
    }

    private static Map<String, Object> command(JSObject command, boolean whole) {
        var map = new LinkedHashMap<String, Object>();
        var given = JsValues.toJava(Await.await(made(command, whole)));
        for (var entry : ((Map<?, ?>) given).entrySet()) {
            map.put((String) entry.getKey(), entry.getValue());
        }
        return map;
    }

    private JSObject load() {
        return new JSPromise<JSObject>(
                (resolve, reject) ->
                        language.load(
                                failure ->
                                        resolve.accept(
                                                failure == null
                                                        ? null
                                                        : JsValues.toJs(
                                                                VisionEvent.Failed.of(
                                                                                0, failure, "")
                                                                        .toMap()))));
    }

    private void mark(JSObject judged) {
        var fields = Fields.of(JsValues.toJava(judged));
        var entry = store.state().language().model().entry();
        var id = fields.text("id");
        if (entry != null) {
            language.mark(
                    entry.id(),
                    id,
                    fields.has("right")
                            ? new Marks.Mark(id, fields.number("logOdds"), fields.flag("right"))
                            : null);
        }
    }

    /** Which model is used is chosen on the page. */
    private void set(JSObject settings) {
        var now = store.state().settings();
        var given = LanguageSettings.of(JsValues.toJava(settings));
        store.tell(new AppEvent.SettingsSet(now.with(given.withModel(now.language().model()))));
    }

    private void seek(JSObject seconds) {
        sources.pause();
        sources.seek(((JSNumber) seconds).doubleValue());
    }

    private void tell(JSObject failure) {
        if (VisionEvent.of(JsValues.toJava(failure)) instanceof VisionEvent.Failed failed) {
            teller.failed(failed.exception(), Message.Topic.ACTION, Message.Retry.NONE);
        }
    }

    @JSBody(
            params = {"command", "whole"},
            script = "return command(whole);")
    private static native JSPromise<JSObject> made(JSObject command, boolean whole);
}
