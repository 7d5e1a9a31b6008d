// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.canvas;

import org.teavm.jso.JSObject;

/** An ImageBitmap or VideoFrame: holds memory until it is closed. */
public interface Closeable extends JSObject {
    /** Frees its memory. */
    void close();
}
