// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.talk;

import io.sightline.core.image.ImageSize;
import io.sightline.core.value.Fields;
import io.sightline.glue.value.JsValues;
import org.teavm.jso.JSObject;

/**
 * A frame of the open source.
 *
 * @param image an ImageBitmap or VideoFrame, the taker's to close
 * @param size of it, pixels
 */
record Grabbed(JSObject image, ImageSize size) {
    /** What the page gave; null when it had none. */
    static Grabbed of(JSObject given) {
        var grabbed = JsValues.toJava(given);
        if (grabbed == null) {
            return null;
        }
        var fields = Fields.of(grabbed);
        return new Grabbed(
                (JSObject) fields.raw("image"),
                new ImageSize(
                        fields.whole("width", 1, Integer.MAX_VALUE),
                        fields.whole("height", 1, Integer.MAX_VALUE)));
    }
}
