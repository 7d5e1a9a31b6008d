// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.talk;

import io.sightline.app.dom.El;
import io.sightline.app.source.VideoSlot;
import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.image.ImageSize;
import io.sightline.core.language.ClipSampling;
import io.sightline.core.language.ImageTiles;
import io.sightline.core.language.Moments;
import io.sightline.core.talk.Conversation;
import io.sightline.core.talk.FrameRef;
import io.sightline.core.talk.LanguageSettings;
import io.sightline.core.talk.Sampling;
import io.sightline.core.talk.Subject;
import io.sightline.core.view.SourceState;
import io.sightline.glue.async.Await;
import io.sightline.glue.canvas.Closeable;
import io.sightline.glue.canvas.ImageBitmap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.teavm.jso.dom.html.HTMLCanvasElement;

/** Takes the frames that a question is about and puts them on the shelf. Its methods block. */
final class FrameTaker {
    /** Frames of a clip enter the model at 512 pixels and need no more. */
    static final int CLIP_EDGE = 512;

    /** A single frame that is looked at as a whole. */
    private static final int FRAME_EDGE = 1024;

    private final TalkStore store;
    private final VideoSlot slot = new VideoSlot();
    private final RecentFrames recent;
    private final Shelf shelf;
    private int taken;
    private Scan scan;

    /**
     * Which frames are wanted.
     *
     * @param subject what they are of
     * @param sampling which of a stretch of time
     * @param frames how many of it, 0 for one a second
     * @param others take frames to ask again on, too
     * @param detail take a single frame as large as the model can look at
     */
    record Wanted(Subject subject, Sampling sampling, int frames, boolean others, boolean detail) {}

    /**
     * Where a stretch of a clip changes.
     *
     * @param number of the source
     * @param stretch of it
     * @param times at which it was looked at, seconds
     * @param change of each frame against the one before
     */
    private record Scan(int number, Moments.Window stretch, double[] times, double[] change) {}

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
        /**
         * So many of so many are done.
         *
         * @param stage "scan" (the clip is looked at for changes) or "frames" (they are taken)
         */
        void at(String stage, int done, int of);
    }

    FrameTaker(TalkStore store, RecentFrames recent, Shelf shelf) {
        this.store = store;
        this.recent = recent;
        this.shelf = shelf;
    }

    /**
     * Takes frames.
     *
     * @param last the conversation before, null for none
     */
    Taken take(Wanted wanted, Conversation last, Watch watch) {
        return switch (wanted.subject()) {
            case FRAME -> frame(wanted);
            case CLIP -> clip(wanted, watch);
            case RECENT -> Stage.now().live() ? recent(wanted) : clip(wanted, watch);
            case SAME -> same(last);
        };
    }

    private Taken same(Conversation last) {
        if (last == null || last.frames().isEmpty()) {
            throw new SightlineException(ErrorCode.BAD_INPUT, "frames-none");
        }
        return new Taken(last.frames(), last.seconds(), List.of());
    }

    private Taken frame(Wanted wanted) {
        var scene = store.state().scene();
        var limits = scene.limits();
        int edge =
                !wanted.detail()
                        ? FRAME_EDGE
                        : limits == null
                                ? ImageTiles.LONGEST_EDGE
                                : Math.max(FRAME_EDGE, limits.longestEdge());
        var stage = Stage.now();
        String key;
        if (!stage.moving()) {
            key = "s" + scene.source().number();
        } else if (stage.isMeasuredShown()) {
            key = "s" + scene.source().number() + "-" + stage.measured();
        } else {
            // Two frames of a live source are never the same; a clip that stands still is.
            key =
                    stage.live()
                            ? "s" + scene.source().number() + "-live-" + ++taken
                            : clipKey(scene.source(), stage.at());
        }
        var size = scene.source().size();
        int has = size == null ? edge : Math.max(size.width(), size.height());
        if (shelf.edge(key) < Math.min(edge, has)) {
            // What the user sees is what is asked about: the measured frame, where that is shown.
            boolean measured = stage.isMeasuredShown() && stage.moving();
            shelf.put(key, measured ? shown(edge) : grabbed(edge));
        }
        return new Taken(List.of(new FrameRef(key, -1)), 0, List.of());
    }

    private static ImageBitmap shown(int edge) {
        var canvas = (HTMLCanvasElement) El.byId("picture").node();
        var size = within(new ImageSize(canvas.getWidth(), canvas.getHeight()), edge);
        return Await.await(ImageBitmap.resized(canvas, size.width(), size.height()));
    }

    private static ImageBitmap grabbed(int edge) {
        var frame = Grabbed.of(Await.await(Link.grab()));
        if (frame == null) {
            throw new SightlineException(ErrorCode.BAD_INPUT, "frames-none");
        }
        var small = within(frame.size(), edge);
        try {
            return Await.await(ImageBitmap.resized(frame.image(), small.width(), small.height()));
        } finally {
            ((Closeable) frame.image()).close();
        }
    }

    private Taken clip(Wanted wanted, Watch watch) {
        try (var reader = reader()) {
            var stretch = stretch(reader, wanted.subject());
            return part(reader, wanted, stretch, stretch, watch);
        }
    }

    /** The stretch of the open clip that a question is about, seconds. */
    Moments.Window stretch(Subject subject) {
        try (var reader = reader()) {
            return stretch(reader, subject);
        }
    }

    private Moments.Window stretch(ClipReader reader, Subject subject) {
        double end = reader.end();
        double from = subject == Subject.RECENT ? Math.max(0, end - settings().recent()) : 0;
        return new Moments.Window(from, end);
    }

    /** Frames of parts of a stretch, which is looked at for changes once. */
    List<Taken> parts(
            Wanted wanted, Moments.Window stretch, List<Moments.Window> parts, Watch watch) {
        var taken = new ArrayList<Taken>();
        try (var reader = reader()) {
            for (var part : parts) {
                taken.add(part(reader, wanted, stretch, part, watch));
            }
        }
        return taken;
    }

    private Taken part(
            ClipReader reader,
            Wanted wanted,
            Moments.Window stretch,
            Moments.Window part,
            Watch watch) {
        double from = part.from();
        double to = part.to();
        int most = Sampling.wanted(wanted.frames(), to - from);
        double[] times;
        int[] used;
        if (wanted.sampling() == Sampling.CHANGE) {
            var found = within(scan(reader, stretch, watch), from, to);
            times = found.times();
            used = Sampling.landmarks(times, found.change(), most);
        } else {
            var even = ClipSampling.uniformTimes(from, to, most / (to - from), most);
            // What lies half way between two is in neither look.
            times = new double[even.length * 2 - 1];
            used = new int[even.length];
            for (int i = 0; i < times.length; ++i) {
                times[i] = i % 2 == 0 ? even[i / 2] : (even[i / 2] + even[i / 2 + 1]) / 2;
            }
            for (int i = 0; i < used.length; ++i) {
                used[i] = 2 * i;
            }
        }
        var first = picked(times, used);
        var second =
                wanted.others()
                        ? picked(times, ClipSampling.disjoint(times, used, used.length))
                        : List.<Double>of();
        int all = first.size() + second.size();
        var frames = read(reader, first, 0, all, watch);
        return new Taken(frames, reader.length(), read(reader, second, first.size(), all, watch));
    }

    /** Looks through a stretch of the clip, unless that was the last that it looked through. */
    private Scan scan(ClipReader reader, Moments.Window stretch, Watch watch) {
        int number = store.state().scene().source().number();
        if (scan == null || scan.number() != number || !scan.stretch().equals(stretch)) {
            var times = Sampling.scan(stretch.from(), stretch.to());
            var change = new double[times.length];
            var meter = new ChangeMeter();
            for (int i = 0; i < times.length; ++i) {
                watch.at("scan", i, times.length);
                change[i] = reader.change(times[i], meter);
            }
            scan = new Scan(number, stretch, times, change);
        }
        return scan;
    }

    private static Scan within(Scan scan, double from, double to) {
        int start = 0;
        int end = scan.times().length;
        while (start < end - 1 && scan.times()[start] < from - 1e-6) {
            ++start;
        }
        while (end > start + 1 && scan.times()[end - 1] > to + 1e-6) {
            --end;
        }
        return new Scan(
                scan.number(),
                new Moments.Window(from, to),
                Arrays.copyOfRange(scan.times(), start, end),
                Arrays.copyOfRange(scan.change(), start, end));
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
        var source = store.state().scene().source();
        for (var time : times) {
            watch.at("frames", before + frames.size(), all);
            var key = clipKey(source, time);
            if (!shelf.has(key)) {
                shelf.put(key, reader.at(time));
            }
            frames.add(new FrameRef(key, time));
        }
        return frames;
    }

    private ClipReader reader() {
        var address = Stage.now().address();
        if (address.isEmpty()) {
            throw new SightlineException(ErrorCode.BAD_INPUT, "no-clip");
        }
        return ClipReader.open(slot.fresh(), address, CLIP_EDGE);
    }

    private Taken recent(Wanted wanted) {
        var all = recent.last(settings().recent());
        if (all.isEmpty()) {
            throw new SightlineException(ErrorCode.BAD_INPUT, "recent-none");
        }
        var times = new double[all.size()];
        for (int i = 0; i < times.length; ++i) {
            times[i] = (all.get(i).at() - all.get(0).at()) / 1000;
        }
        int most = Sampling.wanted(wanted.frames(), settings().recent());
        int[] first;
        if (wanted.sampling() == Sampling.CHANGE) {
            var change = new double[times.length];
            var meter = new ChangeMeter();
            for (int i = 0; i < times.length; ++i) {
                change[i] = meter.next(all.get(i).bitmap());
            }
            first = Sampling.landmarks(times, change, most);
        } else {
            first = ClipSampling.last(times, settings().recent(), most);
        }
        var second = wanted.others() ? ClipSampling.disjoint(times, first, most) : new int[0];
        var frames = kept(all, times, first);
        var rest = kept(all, times, second);
        return new Taken(frames, times[times.length - 1], rest);
    }

    /** Puts frames of the ring, which forgets them, on the shelf. */
    private List<FrameRef> kept(List<RecentFrames.Recent> all, double[] times, int[] indices) {
        var frames = new ArrayList<FrameRef>();
        for (int index : indices) {
            var frame = all.get(index);
            if (!shelf.has(frame.key())) {
                shelf.put(frame.key(), Await.await(ImageBitmap.of(frame.bitmap())));
            }
            frames.add(new FrameRef(frame.key(), times[index]));
        }
        return frames;
    }

    private LanguageSettings settings() {
        return store.state().scene().settings();
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
