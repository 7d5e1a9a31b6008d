// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.measure;

import io.sightline.core.error.SightlineException;
import io.sightline.core.image.ImageSize;
import java.util.Map;
import org.teavm.jso.JSObject;
import org.teavm.jso.canvas.CanvasImageSource;
import org.teavm.jso.dom.html.HTMLVideoElement;

/** Gives frames: a picture, a clip, a camera or a screen. None of its methods blocks. */
public interface FrameSource {
    /** Hears what a source does. */
    interface Listener {
        /** A new frame can be taken. */
        void frame();

        /** Its frames advance, or stand still. */
        void playing(boolean playing);

        /** Where it stands, seconds. */
        void at(double seconds, double length);

        /** It gives no more frames. */
        void gone(SightlineException failure);

        /** It goes on, but the user should know something. */
        void notice(String key, Map<String, Object> values);
    }

    /** Receives a frame. */
    interface Taker {
        /**
         * The frame.
         *
         * @param image an ImageBitmap or VideoFrame, the taker's to transfer or close
         * @param size of it, pixels
         */
        void take(JSObject image, ImageSize size);

        /** There is none just now. */
        void none();
    }

    /** Size of its frames, pixels. */
    ImageSize size();

    /** True when it has more than one frame. */
    boolean moving();

    /** True when it cannot be sought in. */
    boolean live();

    /** Its length in seconds, 0 when it has none. */
    double length();

    /** Starts to tell the listener; called once. */
    void start(Listener listener);

    /** Hands over the newest frame, now or soon. */
    void grab(Taker taker);

    /** As {@link #grab}, where another takes the newest frame too. */
    default void copy(Taker taker) {
        grab(taker);
    }

    /** The element that shows it, null for a still picture. */
    HTMLVideoElement video();

    /** Where a clip is read from, so that it can be read a second time; null for all else. */
    default String address() {
        return null;
    }

    /** What to show for it at once, or null when it shows itself in the page's video element. */
    CanvasImageSource still();

    /** Lets its frames advance. */
    void play();

    /** Lets them stand still. */
    void pause();

    /** Goes to a time. */
    void seek(double seconds);

    /** Starts again at its end, or not. */
    void loop(boolean loop);

    /** Ends it and frees what it holds. */
    void close();
}
