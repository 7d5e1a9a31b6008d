// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.talk;

import io.sightline.app.api.ApiCalls;
import io.sightline.app.source.Opener;
import io.sightline.core.image.ImageSize;
import io.sightline.core.message.LanguageCommand;
import io.sightline.glue.canvas.ImageBitmap;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSObject;
import org.teavm.jso.JSProperty;

/**
 * The pictures that callers have given for questions. The same object is the same picture, as
 * neither a Blob nor an ImageBitmap changes: its second question needs no decoding, as long as the
 * worker knows what it saw.
 */
final class KnownPictures {
    private final Opener opener;

    /** Their {@link Known}, as long as the callers keep them. */
    private final JSObject all = weakMap();

    private int last;

    /** What is known of a picture. */
    private interface Known extends JSObject {
        @JSProperty
        int getNumber();

        @JSProperty
        int getWidth();

        @JSProperty
        int getHeight();
    }

    /**
     * @param opener decodes pictures
     */
    KnownPictures(Opener opener) {
        this.opener = opener;
    }

    /**
     * A picture as a frame. Blocks.
     *
     * @param image the caller's
     * @param name of the argument that it came in
     * @param at seconds; negative when it is no clip's
     * @param whole also when it was given before
     */
    LanguageCommand.Frame frame(JSObject image, String name, double at, boolean whole) {
        ApiCalls.check(image, name);
        var known = get(all, image);
        ImageBitmap bitmap = null;
        if (known == null || whole) {
            bitmap = ApiCalls.bitmap(opener, image, name);
        }
        if (known == null) {
            known = known(++last, bitmap.getWidth(), bitmap.getHeight());
            set(all, image, known);
        }
        var size = new ImageSize(known.getWidth(), known.getHeight());
        return new LanguageCommand.Frame("api-" + known.getNumber(), bitmap, size, at);
    }

    @JSBody(script = "return new WeakMap();")
    private static native JSObject weakMap();

    @JSBody(
            params = {"map", "object"},
            script = "return map.get(object) || null;")
    private static native Known get(JSObject map, JSObject object);

    @JSBody(
            params = {"map", "object", "known"},
            script = "map.set(object, known);")
    private static native void set(JSObject map, JSObject object, Known known);

    @JSBody(
            params = {"number", "width", "height"},
            script = "return { number, width, height };")
    private static native Known known(int number, int width, int height);
}
