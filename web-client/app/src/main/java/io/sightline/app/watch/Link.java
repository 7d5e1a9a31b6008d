// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.watch;

import org.teavm.jso.JSClass;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSModule;
import org.teavm.jso.JSObject;
import org.teavm.jso.JSTopLevel;
import org.teavm.jso.core.JSPromise;

/** What this part gets of the page: see {@code app.api.WatchLink}. */
@JSClass
@JSModule("link")
final class Link implements JSObject {
    private Link() {}

    /** Is told that there is a new frame. */
    @JSFunctor
    interface FrameListener extends JSObject {
        /** There is one. */
        void frame();
    }

    /** This part is there; these are its functions. */
    @JSTopLevel
    @JSModule("link")
    static native void ready(JSObject functions);

    /** This part could not start. */
    @JSTopLevel
    @JSModule("link")
    static native void failed();

    /** Who hears of new frames from now on; null for nobody. */
    @JSTopLevel
    @JSModule("link")
    static native void frames(FrameListener listener);

    /** A copy of the newest frame: image, width, height; null when there is none. */
    @JSTopLevel
    @JSModule("link")
    static native JSPromise<JSObject> grab();

    /** What is open, and what there is to look with. */
    @JSTopLevel
    @JSModule("link")
    static native JSObject source();

    /**
     * What the models see of a picture, which is closed: seen, values, took. Wanted: detect, depth,
     * mine.
     */
    @JSTopLevel
    @JSModule("link")
    static native JSPromise<JSObject> look(JSObject bitmap, JSObject wanted);

    /** A question, as the public API has it. */
    @JSTopLevel
    @JSModule("link")
    static native JSPromise<JSObject> verify(JSObject request);

    /** Tells whoever listens to an event of the public API. */
    @JSTopLevel
    @JSModule("link")
    static native void emit(JSObject name, JSObject detail);

    /** Whether the open source shows anything; empty where it is not watched any more. */
    @JSTopLevel
    @JSModule("link")
    static native void health(JSObject said);

    /** What the user says of an alert teaches a model: model, alert, logOdds, right (or null). */
    @JSTopLevel
    @JSModule("link")
    static native void learn(JSObject lesson);

    /** What was said of these alerts, or of all where none is named, is forgotten. */
    @JSTopLevel
    @JSModule("link")
    static native void unlearn(JSObject alerts);

    /** What the language model in use has learnt: model, marks, temperature, before, after. */
    @JSTopLevel
    @JSModule("link")
    static native JSObject learned();
}
