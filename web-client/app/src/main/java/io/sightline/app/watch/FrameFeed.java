// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.watch;

import io.sightline.app.api.JsFunctions;
import io.sightline.core.image.ImageSize;
import io.sightline.core.message.WatchCommand;
import io.sightline.core.pipeline.StreamClock;
import io.sightline.core.value.Fields;
import io.sightline.glue.canvas.Closeable;
import io.sightline.glue.dom.Clock;
import io.sightline.glue.value.JsValues;
import org.teavm.jso.JSObject;
import org.teavm.jso.browser.Window;

/** Sends the open source's frames to the watch worker: one at a time, the newest there is. */
final class FrameFeed {
    /** A still picture is looked at so often while somebody draws on it, milliseconds. */
    private static final int STILL_APART = 500;

    private final WatchClient client;
    private StreamClock clock = new StreamClock();
    private boolean running;

    /** The worker, or the page, is at a frame. */
    private boolean busy;

    /** Number of the stream: what was begun for an earlier one is passed over. */
    private int stream;

    FrameFeed(WatchClient client) {
        this.client = client;
    }

    /**
     * A stream begins, for which the worker is ready.
     *
     * @param still a picture, which tells of no new frames
     */
    void begin(boolean still) {
        running = true;
        busy = false;
        clock = new StreamClock();
        int mine = ++stream;
        Link.frames(this::frame);
        if (still) {
            again(mine);
        }
    }

    /** No more frames are sent. */
    void end() {
        running = false;
        Link.frames(null);
    }

    /** True from begin to end. */
    boolean running() {
        return running;
    }

    /** The worker is ready for the next. */
    void took() {
        busy = false;
    }

    private void again(int mine) {
        if (running && stream == mine) {
            frame();
            Window.setTimeout(() -> again(mine), STILL_APART);
        }
    }

    /** A new frame is there; it goes out unless the worker is still at the one before. */
    private void frame() {
        if (busy || !running) {
            return;
        }
        busy = true;
        double seconds = clock.seconds(Clock.now(), Clock.wall());
        Link.grab()
                .then(
                        frame -> {
                            send(frame, seconds);
                            return null;
                        },
                        failure -> {
                            busy = false;
                            return null;
                        });
    }

    private void send(JSObject frame, double seconds) {
        var image = frame == null ? null : JsFunctions.get(frame, "image");
        if (image == null || !running) {
            busy = false;
            if (image != null) {
                ((Closeable) image.cast()).close();
            }
            return;
        }
        var fields = Fields.of(JsValues.toJava(frame));
        var size =
                new ImageSize(
                        fields.whole("width", 1, 1 << 14), fields.whole("height", 1, 1 << 14));
        client.tell(new WatchCommand.Frame(image, size, seconds, LocalClock.now()), image);
    }
}
