// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.talk;

import io.sightline.app.api.JsFunctions;
import org.teavm.jso.JSClass;
import org.teavm.jso.JSModule;
import org.teavm.jso.JSObject;
import org.teavm.jso.JSTopLevel;
import org.teavm.jso.core.JSPromise;

/** What this part gets of the page: see {@code app.api.TalkLink}. */
@JSClass
@JSModule("link")
final class Link implements JSObject {
    private Link() {}

    /** This part is there; these are its functions. */
    @JSTopLevel
    @JSModule("link")
    static native void ready(JSObject functions);

    /** This part could not start. */
    @JSTopLevel
    @JSModule("link")
    static native void failed();

    /** Who hears of each {@code TalkScene} from now on; of the present one at once. */
    @JSTopLevel
    @JSModule("link")
    static native void scenes(JsFunctions.Function listener);

    /** Who hears of tokens, as messages of the worker, from now on. */
    @JSTopLevel
    @JSModule("link")
    static native void tokens(JsFunctions.Function listener);

    /** Whether anyone on the page listens to tokens. */
    @JSTopLevel
    @JSModule("link")
    static native JSObject heard();

    /** A number for a call that was never used before. */
    @JSTopLevel
    @JSModule("link")
    static native JSObject call();

    /** The flag that stops a call; null where the page shares no memory. */
    @JSTopLevel
    @JSModule("link")
    static native JSObject flag(JSObject call);

    /**
     * Puts a question to the language worker and gives its answer, or the failure, as a message.
     *
     * @param command gives the promise of the command, with all its pictures where it is called
     *     with true
     */
    @JSTopLevel
    @JSModule("link")
    static native JSPromise<JSObject> put(JSObject call, JsFunctions.Function command);

    /** Stops a call. */
    @JSTopLevel
    @JSModule("link")
    static native void stop(JSObject call);

    /** Loads the language model; gives null, or the failure as a message. */
    @JSTopLevel
    @JSModule("link")
    static native JSPromise<JSObject> load();

    /** Stops the load under way. */
    @JSTopLevel
    @JSModule("link")
    static native void stopLoad();

    /** The user judged a verdict: id, logOdds, right (or null, which takes it back). */
    @JSTopLevel
    @JSModule("link")
    static native void mark(JSObject judged);

    /** The user's settings of the language model. */
    @JSTopLevel
    @JSModule("link")
    static native void settings(JSObject settings);

    /** What is on the stage: see {@link Stage}; null when nothing is. */
    @JSTopLevel
    @JSModule("link")
    static native JSObject stage();

    /** The newest frame: image, width, height; null when there is none. */
    @JSTopLevel
    @JSModule("link")
    static native JSPromise<JSObject> grab();

    /** Pauses the open clip and goes to a time in it, seconds. */
    @JSTopLevel
    @JSModule("link")
    static native void seek(JSObject seconds);

    /** Tells the user of a failure, which is a message. */
    @JSTopLevel
    @JSModule("link")
    static native void tell(JSObject failure);
}
