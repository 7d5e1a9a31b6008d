// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.clip;

import io.sightline.glue.canvas.OffscreenContext;
import io.sightline.glue.media.VideoFrame;
import org.teavm.jso.JSObject;
import org.teavm.jso.JSProperty;

/** A decoded frame; must be closed. */
public interface ClipFrame extends JSObject {
    /** Its time in the clip, seconds. */
    @JSProperty
    double getTimestamp();

    /** How long it is shown, seconds. */
    @JSProperty
    double getDuration();

    /** Width to show it at, pixels, upright. */
    @JSProperty
    int getDisplayWidth();

    /** Height to show it at, pixels, upright. */
    @JSProperty
    int getDisplayHeight();

    /** Draws it upright into a rectangle. */
    void draw(OffscreenContext context, double x, double y, double width, double height);

    /** The same as the browser's own frame, which must be closed too. */
    VideoFrame toVideoFrame();

    /** Frees it. */
    void close();
}
