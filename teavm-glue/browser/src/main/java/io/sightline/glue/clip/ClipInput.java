// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.clip;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSClass;
import org.teavm.jso.JSModule;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSNumber;
import org.teavm.jso.core.JSPromise;
import org.teavm.jso.file.Blob;

/** A clip's file that is read (mediabunny, {@code Input}): MP4, MOV, WebM, Matroska and others. */
@JSClass(name = "Input")
@JSModule("mediabunny")
public final class ClipInput implements JSObject {
    /**
     * @param options source and formats: {@link #of}
     */
    private ClipInput(JSObject options) {}

    /** Reads a file, as far as is needed. */
    public static ClipInput of(Blob blob) {
        return new ClipInput(options(new ClipSource(blob), ClipFormats.getAll()));
    }

    /** Its picture track; null where it has none. Rejects what is no clip. */
    public native JSPromise<ClipTrack> getPrimaryVideoTrack();

    /** Its sound track; null where it has none. */
    public native JSPromise<JSObject> getPrimaryAudioTrack();

    /** The end of the last that is there, pictures or sound, seconds. */
    public native JSPromise<JSNumber> computeDuration();

    /** The end as the file tells it, seconds; null where it does not. */
    public native JSPromise<JSNumber> getDurationFromMetadata();

    /** Frees what it holds. */
    public native void dispose();

    @JSBody(
            params = {"source", "formats"},
            script = "return { source: source, formats: formats };")
    private static native JSObject options(JSObject source, JSObject formats);
}
