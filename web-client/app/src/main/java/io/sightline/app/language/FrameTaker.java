// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.language;

import io.sightline.app.measure.FrameSource;
import io.sightline.app.measure.Picture;
import io.sightline.app.source.SourceDesk;
import io.sightline.app.source.VideoSlot;
import io.sightline.app.state.Store;
import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.image.ImageSize;
import io.sightline.core.language.ClipSampling;
import io.sightline.core.language.QuestionCheck;
import io.sightline.core.talk.Conversation;
import io.sightline.core.talk.FrameRef;
import io.sightline.core.talk.LanguageSettings;
import io.sightline.core.talk.Subject;
import io.sightline.core.view.AppState;
import io.sightline.core.view.ModelState.Phase;
import io.sightline.core.view.SourceState;
import io.sightline.glue.async.Await;
import io.sightline.glue.canvas.Closeable;
import io.sightline.glue.canvas.ImageBitmap;
import java.util.ArrayList;
import java.util.List;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSPromise;

/** Takes the frames that a question is about and puts them on the shelf. Its methods block. */
final class FrameTaker {
    /** Frames of a clip enter the model at 512 pixels and need no more. */
    static final int CLIP_EDGE = 512;

    /** A single frame may be looked at more closely. */
    private static final int FRAME_EDGE = 1024;

    private final Store store;
    private final SourceDesk sources;
    private final Picture picture;
    private final VideoSlot slot;
    private final RecentFrames recent;
    private final Shelf shelf;
    private int taken;

    /**
     * What a question is about.
     *
     * @param frames in order
     * @param seconds length of the clip that they are of; 0 for pictures
     * @param others frames of the same that are not among them; empty when none were wanted
     */
    record Taken(List<FrameRef> frames, double seconds, List<FrameRef> others) {}

    /** Hears how far it is, and says when to stop by throwing. */
    interface Watch {
        /** So many of so many are taken. */
        void taken(int done, int of);
    }

    FrameTaker(
            Store store,
            SourceDesk sources,
            Picture picture,
            VideoSlot slot,
            RecentFrames recent,
            Shelf shelf) {
        this.store = store;
        this.sources = sources;
        this.picture = picture;
        this.slot = slot;
        this.recent = recent;
        this.shelf = shelf;
    }

    /**
     * Takes frames.
     *
     * @param last the conversation before, null for none
     * @param others take frames to ask again on, too
     */
    Taken take(Subject subject, Conversation last, boolean others, Watch watch) {
        return switch (subject) {
            case FRAME -> frame();
            case CLIP -> clip(others, watch);
            case RECENT -> recent(others);
            case SAME -> same(last);
        };
    }

    private Taken same(Conversation last) {
        if (last == null || last.frames().isEmpty()) {
            throw new SightlineException(ErrorCode.BAD_INPUT, "frames-none");
        }
        return new Taken(last.frames(), last.seconds(), List.of());
    }

    private Taken frame() {
        var state = store.state();
        var source = open();
        String key;
        if (!source.moving()) {
            key = "s" + state.source().number();
        } else if (isMeasuredShown(state)) {
            key = "s" + state.source().number() + "-" + state.measurement().measured();
        } else {
            // Two frames of a live source are never the same; a clip that stands still is.
            key =
                    source.live()
                            ? "s" + state.source().number() + "-live-" + ++taken
                            : clipKey(state.source(), source.video().getCurrentTime());
        }
        if (!shelf.has(key)) {
            shelf.put(key, isMeasuredShown(state) && source.moving() ? shown() : grabbed(source));
        }
        return new Taken(List.of(new FrameRef(key, -1)), 0, List.of());
    }

    /** What the user sees is what is asked about: the measured frame, where that one is shown. */
    private boolean isMeasuredShown(AppState state) {
        return state.settings().measuredPicture()
                && state.measurement() != null
                && state.model().phase() == Phase.READY
                && picture.shown();
    }

    private ImageBitmap shown() {
        var canvas = picture.canvas();
        var size = within(new ImageSize(canvas.getWidth(), canvas.getHeight()), FRAME_EDGE);
        return Await.await(ImageBitmap.resized(canvas, size.width(), size.height()));
    }

    private ImageBitmap grabbed(FrameSource source) {
        return Await.await(
                new JSPromise<ImageBitmap>(
                        (resolve, reject) ->
                                source.grab(
                                        new FrameSource.Taker() {
                                            @Override
                                            public void take(JSObject image, ImageSize size) {
                                                var small = within(size, FRAME_EDGE);
                                                ImageBitmap.resized(
                                                                image,
                                                                small.width(),
                                                                small.height())
                                                        .then(
                                                                bitmap -> {
                                                                    ((Closeable) image).close();
                                                                    resolve.accept(bitmap);
                                                                    return null;
                                                                },
                                                                failure -> {
                                                                    ((Closeable) image).close();
                                                                    reject.accept(failure);
                                                                    return null;
                                                                });
                                            }

                                            @Override
                                            public void none() {
                                                reject.accept(
                                                        new SightlineException(
                                                                ErrorCode.BAD_INPUT,
                                                                "frames-none"));
                                            }
                                        })));
    }

    private Taken clip(boolean others, Watch watch) {
        int wanted = settings().frames();
        try (var reader = reader()) {
            double end = reader.end();
            var times =
                    wanted == 0
                            ? ClipSampling.uniformTimes(
                                    0, end, ClipSampling.RATE, QuestionCheck.MOST_FRAMES)
                            : ClipSampling.uniformTimes(0, end, wanted / end, wanted);
            // What lies half way between two is in neither look.
            var grid = new double[times.length * 2 - 1];
            var used = new int[times.length];
            for (int i = 0; i < grid.length; ++i) {
                grid[i] = i % 2 == 0 ? times[i / 2] : (times[i / 2] + times[i / 2 + 1]) / 2;
            }
            for (int i = 0; i < used.length; ++i) {
                used[i] = 2 * i;
            }
            var first = picked(grid, used);
            var second =
                    others
                            ? picked(grid, ClipSampling.disjoint(grid, used, used.length))
                            : List.<Double>of();
            int all = first.size() + second.size();
            var frames = read(reader, first, 0, all, watch);
            return new Taken(
                    frames, reader.length(), read(reader, second, first.size(), all, watch));
        }
    }

    private static List<Double> picked(double[] times, int[] indices) {
        var list = new ArrayList<Double>();
        for (int index : indices) {
            list.add(times[index]);
        }
        return list;
    }

    /** Frames of the clip at these times, in order. */
    List<FrameRef> read(List<Double> times, Watch watch) {
        try (var reader = reader()) {
            return read(reader, times, 0, times.size(), watch);
        }
    }

    /** The length of the open clip, seconds. */
    double clipLength() {
        try (var reader = reader()) {
            return reader.length();
        }
    }

    private List<FrameRef> read(
            ClipReader reader, List<Double> times, int before, int all, Watch watch) {
        var frames = new ArrayList<FrameRef>();
        var source = store.state().source();
        for (var time : times) {
            watch.taken(before + frames.size(), all);
            var key = clipKey(source, time);
            if (!shelf.has(key)) {
                shelf.put(key, reader.at(time));
            }
            frames.add(new FrameRef(key, time));
        }
        return frames;
    }

    private ClipReader reader() {
        var source = open();
        if (source.address() == null) {
            throw new SightlineException(ErrorCode.BAD_INPUT, "no-clip");
        }
        return ClipReader.open(slot.fresh(), source.address(), CLIP_EDGE);
    }

    private Taken recent(boolean others) {
        open();
        var all = recent.last(settings().recent());
        if (all.isEmpty()) {
            throw new SightlineException(ErrorCode.BAD_INPUT, "recent-none");
        }
        var times = new double[all.size()];
        for (int i = 0; i < times.length; ++i) {
            times[i] = (all.get(i).at() - all.get(0).at()) / 1000;
        }
        int wanted = settings().frames() == 0 ? settings().recent() : settings().frames();
        var first = ClipSampling.last(times, settings().recent(), wanted);
        var second = others ? ClipSampling.disjoint(times, first, wanted) : new int[0];
        var frames = kept(all, times, first);
        var rest = kept(all, times, second);
        return new Taken(frames, times[times.length - 1], rest);
    }

    /** Puts frames of the ring, which forgets them, on the shelf. */
    private List<FrameRef> kept(List<RecentFrames.Recent> all, double[] times, int[] indices) {
        var frames = new ArrayList<FrameRef>();
        for (int index : indices) {
            var frame = all.get(index);
            shelf.put(frame.key(), Await.await(ImageBitmap.of(frame.bitmap())));
            frames.add(new FrameRef(frame.key(), times[index]));
        }
        return frames;
    }

    private FrameSource open() {
        var source = sources.source();
        if (source == null) {
            throw new SightlineException(ErrorCode.BAD_INPUT, "no-source");
        }
        return source;
    }

    private LanguageSettings settings() {
        return store.state().settings().language();
    }

    private static String clipKey(SourceState source, double seconds) {
        return "c" + source.number() + "-" + Math.round(seconds * 1000);
    }

    /** The size at which neither edge is longer than the most; smaller ones stay as they are. */
    static ImageSize within(ImageSize size, int most) {
        double scale = Math.min(1, (double) most / Math.max(size.width(), size.height()));
        return new ImageSize(
                Math.max(1, (int) Math.round(size.width() * scale)),
                Math.max(1, (int) Math.round(size.height() * scale)));
    }
}
