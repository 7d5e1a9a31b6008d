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

    private final ImageSize frame;
    private final RedactSettings settings;
    private final Tracker tracker;
    private final Map<Integer, List<Sighting>> people = new TreeMap<>();
    private final List<Double> looked = new ArrayList<>();
    private final List<Box> places;
    private final List<Sample> samples = new ArrayList<>();
    private int frames;
    private int failed;
    private int unanswered;

    /** What was said of the places at a time; NaN where there was no answer. */
    private record Sample(double t, double[] yes) {}

    /**
     * @param frame size of the frames, source pixels
     */
    public Finder(ImageSize frame, RedactSettings settings) {
        this.frame = frame;
        this.settings = settings;
        tracker =
                new Tracker(
                        new TrackSettings(
                                Math.min(LOW, settings.score()),
                                settings.score(),
                                1,
                                HIDDEN,
                                HIDDEN,
                                HIDDEN,
                                1),
                        frame);
        places = new ArrayList<>(Tiles.of(frame));
        places.add(new Box(0, 0, frame.width(), frame.height()));
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
        ++frames;
        if (!settings.detects()) {
            return;
        }
        if (detections == null) {
            ++failed;
            return;
        }
        looked.add(t);
        var persons = new ArrayList<Detection>();
        for (var detection : detections) {
            if (detection.label().equals(PERSON)) {
                persons.add(detection);
            }
        }
        for (var track : tracker.next(t, persons)) {
            if (track.seen()) {
                people.computeIfAbsent(track.id(), id -> new ArrayList<>())
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
        var kind =
                settings.kinds().contains(RedactKind.PEOPLE) ? RedactKind.PEOPLE : RedactKind.FACES;
        for (var sightings : Stitches.of(List.copyOf(people.values()), HIDDEN)) {
            finds.add(
                    new FollowedFind(finds.size() + 1, kind, sightings, settings.marginSeconds()));
        }
        for (int place = 0; place < places.size(); ++place) {
            writing(place, finds);
        }
        var times = new double[looked.size()];
        for (int i = 0; i < times.length; ++i) {
            times[i] = looked.get(i);
        }
        return new Finds(frame, settings, frames, failed, unanswered, times, finds);
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
