// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.canvas;

import org.teavm.jso.JSObject;

/** Shows one bitmap after another, whatever drew them; the canvas takes each one's size. */
public interface BitmapContext extends JSObject {
    /** Shows a bitmap and takes it over; null empties the canvas. */
    void transferFromImageBitmap(ImageBitmap bitmap);
}
