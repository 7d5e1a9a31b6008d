// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.talk;

import io.sightline.core.image.ImageSize;
import io.sightline.core.view.ModelState.Phase;
import io.sightline.core.view.SourceState;
import io.sightline.core.view.TalkEvent;
import io.sightline.core.view.TalkScene;
import io.sightline.glue.canvas.Closeable;
import io.sightline.glue.canvas.ImageBitmap;
import io.sightline.glue.dom.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.teavm.jso.JSObject;
import org.teavm.jso.browser.Window;

/**
 * The last half minute of a live source, two frames a second, while there is a language model that
 * could be asked about it.
 */
final class RecentFrames {
    private static final int EVERY = 500;
    private static final int MOST = 60;

    private final TalkStore store;
    private final ArrayDeque<Recent> frames = new ArrayDeque<>();
    private int number;
    private int timer;
    private int taken;
    private boolean busy;

    /**
     * A frame that was kept.
     *
     * @param key of the picture
     * @param bitmap the ring's to close
     * @param at milliseconds on the page's clock
     */
    record Recent(String key, ImageBitmap bitmap, double at) {}

    RecentFrames(TalkStore store) {
        this.store = store;
        store.watch((now, before) -> changed(now.scene()));
        changed(store.state().scene());
    }

    /** The frames of the last seconds, oldest first; still the ring's. */
    List<Recent> last(double seconds) {
        var list = new ArrayList<Recent>();
        double from = Clock.now() - seconds * 1000;
        for (var frame : frames) {
            if (frame.at() >= from) {
                list.add(frame);
            }
        }
        return list;
    }

    private void changed(TalkScene now) {
        var source = now.source();
        if (source.number() != number || source.phase() == SourceState.Phase.NONE) {
            number = source.number();
            clear();
        }
        boolean on = source.live() && source.playing() && now.phase() == Phase.READY;
        if (on && timer == 0) {
            timer = Window.setInterval(this::take, EVERY);
        } else if (!on && timer != 0) {
            Window.clearInterval(timer);
            timer = 0;
        }
    }

    private void take() {
        if (busy) {
            return;
        }
        busy = true;
        int mine = number;
        Link.grab()
                .then(
                        grabbed -> {
                            var frame = Grabbed.of(grabbed);
                            if (frame == null) {
                                busy = false;
                            } else {
                                shrink(mine, frame.image(), frame.size());
                            }
                            return null;
                        },
                        failure -> {
                            busy = false;
                            return null;
                        });
    }

    private void shrink(int mine, JSObject image, ImageSize size) {
        double at = Clock.now();
        var small = FrameTaker.within(size, FrameTaker.CLIP_EDGE);
        ImageBitmap.resized(image, small.width(), small.height())
                .then(
                        bitmap -> {
                            done(image);
                            if (mine == number) {
                                keep(bitmap, at);
                            } else {
                                bitmap.close();
                            }
                            return null;
                        },
                        failure -> {
                            done(image);
                            return null;
                        });
    }

    private void done(JSObject image) {
        busy = false;
        ((Closeable) image).close();
    }

    private void keep(ImageBitmap bitmap, double at) {
        frames.add(new Recent("r" + number + "-" + ++taken, bitmap, at));
        while (frames.size() > MOST) {
            frames.poll().bitmap().close();
        }
        store.tell(new TalkEvent.Recent(frames.size()));
    }

    private void clear() {
        if (!frames.isEmpty()) {
            for (var frame : frames) {
                frame.bitmap().close();
            }
            frames.clear();
            store.tell(new TalkEvent.Recent(0));
        }
    }
}
