// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.source;

import io.sightline.app.Teller;
import io.sightline.app.measure.FrameSource;
import io.sightline.app.measure.Measurer;
import io.sightline.app.measure.Picture;
import io.sightline.app.state.Store;
import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.source.SourceRequest;
import io.sightline.core.view.AppEvent;
import io.sightline.core.view.Message;
import io.sightline.glue.net.AbortController;
import io.sightline.glue.net.AbortSignal;
import java.util.Map;

/** Opens and closes the source, and passes its frames on. */
public final class SourceDesk {
    private final Store store;
    private final Opener opener;
    private final VideoSlot slot;
    private final Measurer measurer;
    private final Picture picture;
    private final Teller teller;
    private FrameSource source;
    private SourceRequest last;
    private int current;
    private int newest;
    private AbortController opening = new AbortController();
    private Runnable tap = () -> {};

    /** Hears how an opening ended. */
    public interface Done {
        /**
         * It ended.
         *
         * @param opened null when it failed
         * @param failure null when it is open
         */
        void done(FrameSource opened, SightlineException failure);
    }

    /**
     * @param store of the page
     * @param opener of sources
     * @param slot where a moving source is shown
     * @param measurer of their frames
     * @param picture that shows them
     * @param teller of failures
     */
    public SourceDesk(
            Store store,
            Opener opener,
            VideoSlot slot,
            Measurer measurer,
            Picture picture,
            Teller teller) {
        this.store = store;
        this.opener = opener;
        this.slot = slot;
        this.measurer = measurer;
        this.picture = picture;
        this.teller = teller;
    }

    /**
     * Opens a source in place of the one that is open, which goes on until this one gives frames.
     */
    public void open(SourceRequest request) {
        open(request, (opened, failure) -> {});
    }

    /** As above, and tells how it ended. */
    public void open(SourceRequest request, Done done) {
        last = request;
        giveUp();
        int mine = newest;
        if (source == null) {
            tellOpening(request, mine);
        } else {
            store.tell(new AppEvent.SourceFollowed(opener.name(request)));
        }
        var signal = opening.getSignal();
        new Thread(() -> open(request, mine, signal, done)).start();
    }

    private void tellOpening(SourceRequest request, int mine) {
        store.tell(new AppEvent.SourceOpening(mine, Opener.kind(request), opener.name(request)));
    }

    /** Opens the last one again, after it failed. */
    public void reopen() {
        if (last != null) {
            open(last);
        }
    }

    /** Gives up what is being opened in place of the one that is open. */
    public void keep() {
        giveUp();
        store.tell(new AppEvent.SourceFollowed(""));
    }

    /** What is being opened finds that its number is past; what it still downloads is let go. */
    private void giveUp() {
        ++newest;
        opening.abort();
        opening = new AbortController();
    }

    /** Closes what is open, or gives up what is being opened. */
    public void close() {
        store.tell(new AppEvent.SourceClosed(store.state().source().number()));
        giveUp();
        end();
    }

    /** True when one is open. */
    public boolean isOpen() {
        return source != null;
    }

    /** Hears of each new frame of the open source, before it is measured. */
    public void tap(Runnable listener) {
        tap = listener;
    }

    /** The open one, or null. */
    public FrameSource source() {
        return source;
    }

    /** Lets it play on; fails when there is none. */
    public void play() {
        opened().play();
    }

    /** Holds it; fails when there is none. */
    public void pause() {
        opened().pause();
    }

    /** Goes to a time, seconds. */
    public void seek(double seconds) {
        if (source != null) {
            source.seek(seconds);
        }
    }

    /** Starts again at the end, or not. */
    public void loop(boolean loop) {
        store.tell(new AppEvent.LoopSet(loop));
        if (source != null) {
            source.loop(loop);
        }
    }

    private FrameSource opened() {
        if (source == null) {
            throw new SightlineException(ErrorCode.BAD_INPUT, "no-source");
        }
        return source;
    }

    private void end() {
        measurer.attach(null, 0);
        current = 0;
        if (source != null) {
            source.close();
            source = null;
        }
    }

    private void open(SourceRequest request, int mine, AbortSignal signal, Done done) {
        FrameSource opened;
        try {
            opened = opener.open(request, store.state().source().loop(), signal);
        } catch (RuntimeException e) {
            var failure =
                    mine == newest
                            ? Teller.asFailure(e)
                            : new SightlineException(ErrorCode.ABORTED, "aborted");
            if (mine == newest) {
                store.tell(new AppEvent.SourceFollowed(""));
                store.tell(new AppEvent.SourceGone(mine));
                teller.failed(failure, Message.Topic.SOURCE, retryOf(failure));
            }
            done.done(null, failure);
            return;
        }
        if (mine != newest) {
            opened.close();
            done.done(null, new SightlineException(ErrorCode.ABORTED, "aborted"));
            return;
        }
        if (source != null) {
            end();
            tellOpening(request, mine);
        }
        source = opened;
        current = mine;
        if (opened.video() != null) {
            slot.show(opened.video());
        }
        store.tell(
                new AppEvent.SourceOpened(
                        mine, opened.size(), opened.moving(), opened.live(), opened.length()));
        if (opened instanceof LiveSource live && !live.label().isEmpty()) {
            store.tell(
                    new AppEvent.SourceNamed(mine, live.label(), live.device(), live.sharesName()));
        }
        measurer.attach(opened, mine);
        if (opened.still() != null) {
            picture.still(opened.still(), opened.size());
        }
        opened.start(new Events(mine));
        done.done(opened, null);
    }

    /** What cannot be mended by trying again is not offered again. */
    private static Message.Retry retryOf(SightlineException failure) {
        return failure.code() == ErrorCode.BAD_INPUT && !failure.reason().startsWith("camera")
                ? Message.Retry.NONE
                : Message.Retry.SOURCE;
    }

    /** Passes on what a source tells while it is the open one. */
    private final class Events implements FrameSource.Listener {
        private final int mine;

        Events(int mine) {
            this.mine = mine;
        }

        @Override
        public void frame() {
            if (mine == current) {
                tap.run();
                measurer.frame();
            }
        }

        @Override
        public void playing(boolean playing) {
            if (mine == current) {
                store.tell(new AppEvent.SourcePlaying(mine, playing));
            }
        }

        @Override
        public void at(double seconds, double length) {
            if (mine == current) {
                store.tell(new AppEvent.SourceAt(mine, seconds, length));
            }
        }

        @Override
        public void gone(SightlineException failure) {
            if (mine != current) {
                return;
            }
            store.tell(new AppEvent.SourceGone(mine));
            if (failure.code() == ErrorCode.ABORTED) {
                // Ended where the browser lets it be ended, not here: it needs a word all the same.
                teller.notice(failure.reason(), failure.values(), Message.Topic.SOURCE);
            } else {
                teller.failed(failure, Message.Topic.SOURCE, retryOf(failure));
            }
        }

        @Override
        public void notice(String key, Map<String, Object> values) {
            if (mine == current) {
                teller.warning(key, values, Message.Topic.SOURCE);
            }
        }
    }
}
