// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.pipeline;

import io.sightline.core.detect.Box;
import io.sightline.core.detect.CocoLabels;
import io.sightline.core.detect.Detection;
import io.sightline.core.gate.GateReading;
import io.sightline.core.gate.GateState;
import io.sightline.core.gate.MotionGate;
import io.sightline.core.gate.SourceHealth;
import io.sightline.core.image.ImageSize;
import io.sightline.core.motion.SmallLuma;
import io.sightline.core.position.DepthScene;
import io.sightline.core.position.DepthValues;
import io.sightline.core.position.Subject;
import io.sightline.core.position.Subjects;
import io.sightline.core.rule.LocalMoment;
import io.sightline.core.rule.Rule;
import io.sightline.core.track.Track;
import io.sightline.core.track.TrackSettings;
import io.sightline.core.track.Tracker;
import io.sightline.core.watch.Answer;
import io.sightline.core.watch.Effect;
import io.sightline.core.watch.Glimpse;
import io.sightline.core.watch.Recording;
import io.sightline.core.watch.Step;
import io.sightline.core.watch.Watcher;
import io.sightline.core.zone.Judgement;
import io.sightline.core.zone.Standing;
import io.sightline.core.zone.Zone;
import io.sightline.core.zone.ZoneJudge;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * From a stream's frames to what is to be done: motion gate, then, where it says so, what the
 * models saw, tracks, positions, rules. It runs no model and holds no image. Each frame goes
 * through {@link #gate}, then {@link #step}, in the order of time; between the two of one frame
 * those who run models may take their time. The same frames and answers give the same effects. Not
 * safe for use by two threads.
 */
public final class Pipeline {
    /** Longest edge of the frames that the gate sees, pixels. */
    private static final int GATE_EDGE = 320;

    /** Who stands still is looked at so often, seconds. */
    private static final double STILL_APART = 0.5;

    /** A rule about an absence or the whole picture has a look so often, seconds. */
    private static final double IDLE_APART = 2;

    /** While zones are drawn, who does not move is looked for so often, seconds. */
    private static final double DRAFT_APART = 1;

    /** Frames between two looks that can be shown; more of a long look are of no use. */
    private static final int MOST_GLIMPSES = 64;

    private final TrackSettings tracking;
    private final Watcher watcher;
    private final Journal journal = new Journal();
    private final DraftWatch drafts = new DraftWatch();
    private final ArrayDeque<Glimpse> glimpses = new ArrayDeque<>();
    private Setup setup;
    private Recording recording;
    private ImageSize frame;
    private ImageSize small;
    private MotionGate gate;
    private SourceHealth health;
    private Tracker tracker;
    private Movers movers;
    private Arrivals arrivals;
    private Subjects positions = new Subjects();
    private SceneMaps maps;
    private List<Track> tracks = List.of();
    private List<Subject> subjects = List.of();
    private GateReading reading;
    private SourceHealth.State state = SourceHealth.State.OK;
    private double lookedAt = Double.NEGATIVE_INFINITY;
    private double last = Double.NEGATIVE_INFINITY;

    /** The highest number of a track so far. */
    private int newest;

    /** The models looked at it once. */
    private boolean acquainted;

    /** What was open ended with what was seen. */
    private boolean lost;

    /**
     * @param stream its name, which alerts' ids begin with
     * @param setup rules and settings
     */
    public Pipeline(String stream, Setup setup) {
        this.setup = setup;
        tracking = TrackSettings.DEFAULT;
        watcher = new Watcher(stream, setup.watch());
        watcher.rules(setup.rules());
        drafts.use(setup.draft());
    }

    /**
     * A frame that went through the gate.
     *
     * @param seconds stream time
     * @param local the clock on the wall
     * @param reading of the gate
     * @param look whether the models should see it
     * @param sharpness of it: mean difference of neighbours, steps of 1/255
     * @param arrivals what moves on it, and since when
     */
    public record Gated(
            double seconds,
            LocalMoment local,
            GateReading reading,
            boolean look,
            double sharpness,
            List<Arrivals.Arrival> arrivals) {
        /** Whether something moves. */
        public boolean moving() {
            return reading.state() == GateState.MOTION;
        }

        /** The same where it is not kept, so that it cannot be shown. */
        public Gated unkept() {
            return new Gated(seconds, local, reading, look, Double.NaN, arrivals);
        }

        /**
         * Both as one, where there was no time to go through them one by one.
         *
         * @param later the other
         */
        public Gated and(Gated later) {
            return new Gated(
                    later.seconds,
                    later.local,
                    moving() && !later.moving() ? reading : later.reading,
                    false,
                    Double.NaN,
                    later.arrivals);
        }
    }

    /** The size at which the gate wants frames of a size. */
    public static ImageSize gateSize(ImageSize frame) {
        return SmallLuma.sizeOf(frame, GATE_EDGE);
    }

    /**
     * Other rules, another gate, a language model that came or went; what was learnt of the scene
     * stays. How many questions may be asked is as it was from the beginning.
     */
    public List<Effect> use(Setup next) {
        setup = next;
        drafts.use(next.draft());
        if (gate != null) {
            gate.use(next.gate());
        }
        watcher.language(next.watch().language());
        return watcher.rules(next.rules());
    }

    /** The rules and settings. */
    public Setup setup() {
        return setup;
    }

    /**
     * Takes the next frame's luma.
     *
     * @param luma row-major, 0 to 255, of {@link #gateSize}
     * @param size of the frame, source pixels; another than before begins anew
     * @param seconds stream time, later than before
     * @param local the clock on the wall
     */
    public Gated gate(byte[] luma, ImageSize size, double seconds, LocalMoment local) {
        if (!size.equals(frame)) {
            begin(size);
        }
        if (seconds - last > Watcher.GAP_SECONDS) {
            lookedAt = Double.NEGATIVE_INFINITY;
            arrivals.reset();
        }
        last = seconds;
        reading = gate.next(luma, seconds);
        state = health.next(luma, seconds);
        if (blind()) {
            journal.gated(seconds, false, false);
            return new Gated(seconds, local, reading, false, Double.NaN, List.of());
        }
        lost = false;
        boolean moving = reading.state() == GateState.MOTION;
        boolean look =
                moving
                        || tracker.follows() && seconds - lookedAt >= STILL_APART
                        || setup.draft() != null && seconds - lookedAt >= DRAFT_APART
                        || idle() && seconds - lookedAt >= IDLE_APART
                        || isNew(reading);
        journal.gated(seconds, moving, look);
        return new Gated(
                seconds,
                local,
                reading,
                look,
                look ? sharpness(luma, small.width()) : Double.NaN,
                arrivals.next(seconds, blobs(reading)));
    }

    /**
     * A camera is looked at once while nothing happens: then the models are loaded, it is known
     * what depth costs, and whether there is a floor.
     */
    private boolean isNew(GateReading when) {
        return setup.live()
                && !acquainted
                && when.state() == GateState.STILL
                && !setup.rules().isEmpty();
    }

    /** Whether a decision may hang on the depth of a frame that is to be looked at. */
    public boolean needsDepth(Gated gated) {
        return !acquainted || setup.needsDepth(gated.local(), maps.scene().floor() != null);
    }

    /** Whether a track, or a case, waits for nothing but more looks. */
    public boolean hasty() {
        return tracker != null && tracker.doubts() || watcher.waiting() > 0;
    }

    /**
     * A frame that no model looks at was kept, so that it can be shown. It is told before the look
     * after it is taken.
     *
     * @param gated with its sharpness, which a frame on which something moves has
     */
    public void kept(Gated gated) {
        if (gated.sharpness() >= 0) {
            glimpses.addLast(new Glimpse(gated.seconds(), gated.sharpness()));
        }
        if (glimpses.size() > MOST_GLIMPSES) {
            glimpses.removeFirst();
        }
    }

    /** Those of the newest tracks that no step has told of. */
    private List<Track> begun() {
        var begun = new ArrayList<Track>();
        for (var track : tracks) {
            if (track.id() > newest) {
                begun.add(track);
            }
        }
        for (var track : begun) {
            newest = Math.max(newest, track.id());
        }
        return begun;
    }

    private List<Glimpse> glimpsesBefore(double seconds) {
        var before = new ArrayList<Glimpse>();
        while (!glimpses.isEmpty() && glimpses.peekFirst().seconds() < seconds) {
            before.add(glimpses.removeFirst());
        }
        return before;
    }

    /**
     * Takes what became of a frame.
     *
     * @param gated the frame
     * @param seen by the models; null where they did not look
     * @param depth the map's values, of the size that {@code seen} states; null without depth
     * @return what is to be done, in this order
     */
    public List<Effect> step(Gated gated, Seen seen, DepthValues depth) {
        if (blind()) {
            return lose();
        }
        List<Subject> now = null;
        if (seen != null) {
            lookedAt = gated.seconds();
            boolean failed = !seen.failure().isEmpty() && seen.detections() == null;
            // What is there while nothing happens is furniture, unless somebody wants to know.
            boolean scenery = isNew(gated.reading()) && setup.draft() == null && !idle();
            acquainted = true;
            var blobs = blobs(gated.reading());
            var found = failed ? blobs : found(blobs, seen);
            tracks =
                    tracker.next(
                            gated.seconds(),
                            scenery ? List.of() : found,
                            one -> Arrivals.since(one, gated.arrivals(), gated.seconds()));
            movers.note(tracks, blobs);
            for (var track : tracker.ended()) {
                journal.ended(track);
            }
            maps.next(seen, depth, before(gated, seen));
            subjects = positions.next(tracks, movers::moved, maps.scene(), maps.values());
            for (var subject : subjects) {
                journal.seen(subject);
            }
            now = subjects;
            drafts.next(subjects, maps.scene());
        }
        var step =
                new Step(
                        gated.seconds(),
                        gated.local(),
                        gated.moving(),
                        gated.reading().state().wire(),
                        now,
                        maps.scene(),
                        seen == null ? Double.NaN : gated.sharpness(),
                        seen == null ? List.of() : glimpsesBefore(gated.seconds()),
                        seen == null ? List.of() : begun());
        if (recording != null) {
            recording.add(step);
        }
        return watcher.step(step);
    }

    /** Keeps all steps from now on there. */
    public void record(Recording into) {
        recording = into;
    }

    /**
     * Time goes on, and no frame comes; to be called every second or so. What a camera showed does
     * not last beyond its last frames.
     *
     * @param seconds stream time
     */
    public List<Effect> idle(double seconds) {
        if (!setup.live()) {
            return List.of();
        }
        boolean none = health == null && seconds >= SourceHealth.GONE_AFTER;
        state = health != null ? health.at(seconds) : none ? SourceHealth.State.GONE : state;
        return blind() ? lose() : List.of();
    }

    /**
     * Whether a camera shows nothing that could be judged. Of a recording that is told, but judged
     * all the same: it may well be so.
     */
    private boolean blind() {
        return setup.live() && state != SourceHealth.State.OK;
    }

    private List<Effect> lose() {
        if (lost) {
            return List.of();
        }
        lost = true;
        if (tracker != null) {
            for (var track : tracker.finish()) {
                journal.ended(track);
            }
        }
        tracks = List.of();
        subjects = List.of();
        lookedAt = Double.NEGATIVE_INFINITY;
        return watcher.lose(state.wire());
    }

    /** Takes the language model's answer. */
    public List<Effect> answer(double seconds, int ask, Answer answer) {
        return watcher.answer(seconds, ask, answer);
    }

    /** The stream ends. */
    public List<Effect> finish() {
        if (tracker != null) {
            for (var track : tracker.finish()) {
                journal.ended(track);
            }
        }
        tracks = List.of();
        subjects = List.of();
        return watcher.finish();
    }

    /** What the gate said last; null before the first frame. */
    public GateReading reading() {
        return reading;
    }

    /** Whether the source shows anything, as of the last frame or {@link #idle}. */
    public SourceHealth.State health() {
        return state;
    }

    /** Who is there, as of the last look. */
    public List<Subject> subjects() {
        return subjects;
    }

    /** How those who are seen stand to the zones of the rules that watch. */
    public List<Standing> standings() {
        var standings = new ArrayList<Standing>();
        for (var rule : watcher.rules()) {
            add(standings, rule.id(), rule.zones(), watcher.judgements(rule.id()));
        }
        return standings;
    }

    /** The same for the zones that are being drawn. */
    public List<Standing> drafted() {
        var standings = new ArrayList<Standing>();
        if (setup.draft() != null) {
            add(standings, "", setup.draft().zones(), drafts.judgements());
        }
        return standings;
    }

    private void add(
            List<Standing> standings,
            String rule,
            List<Zone> zones,
            Map<Integer, List<Judgement>> judgements) {
        for (var subject : subjects) {
            var said = judgements.getOrDefault(subject.track(), List.of());
            for (int i = 0; subject.seen() && i < Math.min(said.size(), zones.size()); ++i) {
                var zone = zones.get(i);
                standings.add(
                        new Standing(
                                rule,
                                i,
                                zone.name(),
                                subject.label(),
                                zone.anchor(),
                                ZoneJudge.place(zone.anchor(), subject, maps.scene()),
                                zone.inertia().enterSeconds(),
                                said.get(i)));
            }
        }
    }

    /** The size of the frames, source pixels; null before the first. */
    public ImageSize frame() {
        return frame;
    }

    /** The size of what the gate sees; null before the first frame. */
    public ImageSize gateSize() {
        return small;
    }

    /**
     * What stands out on the last frame, for who sets the gate.
     *
     * @param into a cell for each of {@link #gateSize()}, as {@link MotionGate#write} has it
     */
    public void foreground(byte[] into) {
        gate.write(into);
    }

    /** The scene, as of the last look; null before. */
    public DepthScene scene() {
        return maps == null ? null : maps.scene();
    }

    /** The rules' state. */
    public Watcher watcher() {
        return watcher;
    }

    /** What happened. */
    public Journal journal() {
        return journal;
    }

    /** How much is remembered, but for the scene: bounded, however long the stream. */
    int size() {
        return watcher.size() + journal.size() + tracks.size() + subjects.size() + glimpses.size();
    }

    private void begin(ImageSize size) {
        frame = size;
        small = gateSize(size);
        gate = new MotionGate(small.width(), small.height(), setup.gate());
        health = new SourceHealth(setup.live());
        tracker = new Tracker(tracking, size);
        movers = new Movers(tracking);
        arrivals = new Arrivals();
        positions = new Subjects();
        tracks = List.of();
        subjects = List.of();
        glimpses.clear();
        newest = 0;
        acquainted = false;
        maps = new SceneMaps(size);
        lookedAt = Double.NEGATIVE_INFINITY;
    }

    /** Whether a rule is about what does not move. */
    private boolean idle() {
        for (Rule rule : setup.rules()) {
            if (rule.enabled() && (rule.subject().absent() || rule.subject().scene())) {
                return true;
            }
        }
        return false;
    }

    private List<Detection> found(List<Detection> blobs, Seen seen) {
        if (seen.detections() == null) {
            return blobs;
        }
        var all = new ArrayList<>(seen.detections());
        if (setup.wantsMotion()) {
            all.addAll(movers.news(blobs, seen.detections(), tracks));
        }
        return all;
    }

    private List<Detection> blobs(GateReading gated) {
        var detections = new ArrayList<Detection>();
        for (var blob : gated.blobs()) {
            detections.add(blob.detection(frame));
        }
        return Pieces.joined(detections);
    }

    /** What stands before the background: what lives, what moves or has moved. */
    private List<Box> before(Gated gated, Seen seen) {
        var boxes = new ArrayList<Box>();
        for (var blob : gated.reading().blobs()) {
            boxes.add(blob.detection(frame).box());
        }
        if (seen.detections() != null) {
            for (var detection : seen.detections()) {
                if (CocoLabels.lives(detection.label())) {
                    boxes.add(detection.box());
                }
            }
        }
        for (var track : tracks) {
            if (CocoLabels.lives(track.label()) || movers.moved(track)) {
                boxes.add(track.box());
            }
        }
        return boxes;
    }

    private static double sharpness(byte[] luma, int width) {
        long sum = 0;
        for (int i = 0; i + width < luma.length; ++i) {
            int here = luma[i] & 255;
            sum += Math.abs(here - (luma[i + width] & 255));
        }
        return (double) sum / Math.max(1, luma.length - width);
    }
}
