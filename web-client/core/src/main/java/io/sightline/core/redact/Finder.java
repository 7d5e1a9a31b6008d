// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.redact;

import io.sightline.core.detect.Box;
import io.sightline.core.detect.Detection;
import io.sightline.core.image.ImageSize;
import io.sightline.core.track.Sighting;
import io.sightline.core.track.TrackSettings;
import io.sightline.core.track.Tracker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The first pass over a clip: takes what the models saw of each frame, in order, and says what was
 * found. Deterministic; not safe for use by two threads.
 */
public final class Finder {
    /** From here on a part of the picture is covered: a no has to be sure. */
    public static final double LEAST_NO = 0.3;

    /** The whole picture is covered for a yes to it that none of its parts explains. */
    public static final double WHOLE_YES = 0.5;

    /** The label of a person. */
    private static final String PERSON = "person";

    /** Who is hidden for longer is another find. */
    private static final double HIDDEN = 3;

    private static final double LOW = 0.1;

    /** Surely a face or the back of a head; what is less sure goes on with one. */
    private static final double LEAST_FACE = 0.5;

    private static final double LOW_FACE = 0.25;

    /** Of a face's cover, so much has to be covered for its body. */
    private static final double WITHIN = 0.98;

    private final ImageSize frame;
    private final RedactSettings settings;
    private final boolean facing;
    private final Tracker tracker;
    private final Tracker faceTracker;
    private final Map<Integer, List<Sighting>> people = new TreeMap<>();
    private final Map<Integer, List<Sighting>> faces = new TreeMap<>();
    private final List<Double> looked = new ArrayList<>();
    private final List<Box> places;
    private final List<Sample> samples = new ArrayList<>();
    private int frames;
    private int failed;
    private int unanswered;

    /** What was said of the places at a time; NaN where there was no answer. */
    private record Sample(double t, double[] yes) {}

    /** Without a face detector. */
    public Finder(ImageSize frame, RedactSettings settings) {
        this(frame, settings, false);
    }

    /**
     * @param frame size of the frames, source pixels
     * @param faces whether there is a face detector; it looks where faces are to be covered
     */
    public Finder(ImageSize frame, RedactSettings settings, boolean faces) {
        this.frame = frame;
        this.settings = settings;
        facing = faces && settings.kinds().contains(RedactKind.FACES);
        tracker = tracker(Math.min(LOW, settings.score()), settings.score());
        faceTracker = tracker(LOW_FACE, Math.max(LEAST_FACE, settings.score()));
        places = new ArrayList<>(Tiles.of(frame));
        places.add(new Box(0, 0, frame.width(), frame.height()));
    }

    private Tracker tracker(double low, double high) {
        return new Tracker(new TrackSettings(low, high, 1, HIDDEN, HIDDEN, HIDDEN, 1), frame);
    }

    /** Whether the face detector has to look. */
    public boolean facing() {
        return facing;
    }

    /**
     * The parts of a frame about which is asked, the whole last.
     *
     * @return source pixels
     */
    public List<Box> places() {
        return List.copyOf(places);
    }

    /** Whether it is to be asked about the writing on a frame at this time. */
    public boolean asksAt(double t) {
        return settings.asks()
                && (samples.isEmpty()
                        || t - samples.get(samples.size() - 1).t()
                                >= settings.everySeconds() - 1e-6);
    }

    /**
     * The next frame.
     *
     * @param t stream time, seconds, later than the one before
     * @param detections what the detector found; null where it failed, or was not to look
     */
    public void frame(double t, List<Detection> detections) {
        frame(t, detections, null);
    }

    /**
     * The next frame.
     *
     * @param t stream time, seconds, later than the one before
     * @param detections what the detector found; null where it failed, or was not to look
     * @param found faces on it; null where their detector failed, or was not to look
     */
    public void frame(double t, List<Detection> detections, List<Detection> found) {
        ++frames;
        if (!settings.detects()) {
            return;
        }
        if (detections == null || facing && found == null) {
            ++failed;
            return;
        }
        looked.add(t);
        follow(tracker, t, bodies(detections), people);
        if (facing) {
            follow(faceTracker, t, found, faces);
        }
    }

    /** The people among what the detector found, the surest first, as it told them. */
    public static List<Detection> bodies(List<Detection> detections) {
        var bodies = new ArrayList<Detection>();
        for (var detection : detections) {
            if (detection.label().equals(PERSON)) {
                bodies.add(detection);
            }
        }
        return bodies;
    }

    private static void follow(
            Tracker tracker,
            double t,
            List<Detection> found,
            Map<Integer, List<Sighting>> sightings) {
        for (var track : tracker.next(t, found)) {
            if (track.seen()) {
                sightings
                        .computeIfAbsent(track.id(), id -> new ArrayList<>())
                        .add(new Sighting(t, track.box(), track.score()));
            }
        }
    }

    /**
     * What was said of the writing on a frame.
     *
     * @param yes probability for each of {@link #places}; NaN where there was no answer
     */
    public void answered(double t, double[] yes) {
        if (yes.length != places.size()) {
            throw new IllegalArgumentException(yes.length + " answers for " + places.size());
        }
        for (var each : yes) {
            unanswered += Double.isNaN(each) ? 1 : 0;
        }
        samples.add(new Sample(t, yes.clone()));
    }

    /** Frames so far. */
    public int frames() {
        return frames;
    }

    /** Frames on which the detector failed so far. */
    public int failed() {
        return failed;
    }

    /** All that was found; the finder is not to be used after. */
    public Finds finish() {
        var finds = new ArrayList<Find>();
        // Who is covered whole needs no cover for the head.
        boolean whole = settings.kinds().contains(RedactKind.PEOPLE);
        var part = whole ? Part.BODY : Part.HEAD;
        for (var sightings : Stitches.of(List.copyOf(people.values()), HIDDEN, part)) {
            finds.add(
                    new FollowedFind(
                            finds.size() + 1,
                            whole ? RedactKind.PEOPLE : RedactKind.FACES,
                            part,
                            sightings,
                            settings.marginSeconds()));
        }
        var bodies = List.copyOf(finds);
        for (var sightings : Stitches.of(List.copyOf(faces.values()), HIDDEN, Part.FACE)) {
            if (!within(sightings, bodies)) {
                finds.add(
                        new FollowedFind(
                                finds.size() + 1,
                                RedactKind.FACES,
                                Part.FACE,
                                sightings,
                                settings.marginSeconds()));
            }
        }
        for (int place = 0; place < places.size(); ++place) {
            writing(place, finds);
        }
        var times = new double[looked.size()];
        for (int i = 0; i < times.length; ++i) {
            times[i] = looked.get(i);
        }
        return new Finds(frame, settings, frames, failed, unanswered, facing, times, finds);
    }

    /**
     * Whether a face is that of a body: wherever it was seen, the cover of one and the same body
     * covers what would be covered for it.
     */
    private boolean within(List<Sighting> sightings, List<Find> bodies) {
        for (var body : bodies) {
            boolean all = true;
            for (var sighting : sightings) {
                var cover = body.at(sighting.time());
                var face = RedactPlan.inside(Part.FACE.of(sighting.box()), frame);
                all &= face == null || cover != null && cover.shared(face) >= WITHIN * face.area();
            }
            if (all) {
                return true;
            }
        }
        return false;
    }

    /** Covers a place for each run of samples on which something may be written there. */
    private void writing(int place, List<Find> finds) {
        for (int i = 0; i < samples.size(); ++i) {
            if (!written(place, samples.get(i))) {
                continue;
            }
            int first = i;
            double best = 0;
            while (i < samples.size() && written(place, samples.get(i))) {
                double yes = samples.get(i).yes()[place];
                best = Math.max(best, Double.isNaN(yes) ? 0 : yes);
                ++i;
            }
            finds.add(
                    new PlaceFind(
                            finds.size() + 1,
                            RedactKind.HANDWRITING,
                            places.get(place),
                            first == 0 ? 0 : samples.get(first - 1).t(),
                            i == samples.size() ? Region.END : samples.get(i).t(),
                            i - first,
                            best));
        }
    }

    private boolean written(int place, Sample sample) {
        double yes = sample.yes()[place];
        if (place < places.size() - 1) {
            return !(yes < LEAST_NO);
        }
        if (yes < WHOLE_YES) {
            return false;
        }
        // No answer to the whole is no matter where all its parts were answered.
        for (int part = 0; part < place; ++part) {
            if (written(part, sample)) {
                return false;
            }
        }
        return !Double.isNaN(yes);
    }
}
