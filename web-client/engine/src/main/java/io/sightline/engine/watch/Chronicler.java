// SPDX-License-Identifier: Apache-2.0
package io.sightline.engine.watch;

import io.sightline.core.chronicle.KeptMiss;
import io.sightline.core.chronicle.Scribe;
import io.sightline.core.watch.Watcher;
import io.sightline.glue.dom.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes down beside a live stream what came through its gates and who came near to an alert, and
 * has it kept now and then: never for a frame.
 */
final class Chronicler {
    /** What was counted is asked for so often, milliseconds. */
    private static final double NOTE_APART = 1000;

    /** It is kept so often; so much is lost where the page crashes, milliseconds. */
    private static final double WRITE_APART = 10_000;

    /** A frame shows a near miss also if it is off by so much, seconds. */
    private static final double OFF = 0.6;

    private final Keeper keeper;
    private final ChronicleStore store;
    private final KeptFrames frames;
    private final Scribe scribe = new Scribe();
    private List<Miss> misses = new ArrayList<>();
    private int missed;
    private double notedAt = Double.NEGATIVE_INFINITY;
    private double writtenAt = Double.NEGATIVE_INFINITY;

    /**
     * A near miss on its way to the store.
     *
     * @param picture of it; null for none
     * @param at when that was, milliseconds since 1970
     */
    record Miss(KeptMiss miss, KeptFrames.Timed picture, double at) {}

    Chronicler(Keeper keeper, ChronicleStore store, KeptFrames frames) {
        this.keeper = keeper;
        this.store = store;
        this.frames = frames;
    }

    /** Another stream begins. */
    void begin() {
        missed = 0;
        notedAt = Double.NEGATIVE_INFINITY;
    }

    /**
     * Time goes on.
     *
     * @param now stream time, seconds
     */
    void note(Watcher watcher, double now) {
        if (Clock.now() - notedAt >= NOTE_APART) {
            take(watcher, now);
        }
    }

    /** The stream ends. */
    void end(Watcher watcher, double now) {
        take(watcher, now);
        scribe.stop();
        write();
    }

    /** Nothing was seen, or little: milliseconds since 1970. */
    void lapsed(String why, double from, double to) {
        scribe.lapsed(why, from, to);
    }

    /** Has it kept, if it is time. */
    void writeInTime() {
        if (Clock.now() - writtenAt >= WRITE_APART) {
            write();
        }
    }

    /** Has all of it kept, after what was wanted before. */
    void write() {
        writtenAt = Clock.now();
        var batch = scribe.take();
        var near = misses;
        misses = new ArrayList<>();
        if (!batch.isEmpty() || !near.isEmpty()) {
            keeper.later(() -> store.keep(batch, near, System.currentTimeMillis()));
        }
    }

    private void take(Watcher watcher, double now) {
        notedAt = Clock.now();
        double wall = System.currentTimeMillis();
        scribe.heard(wall, watcher.drain());
        var all = watcher.misses();
        int fresh = Math.min(all.size(), watcher.missed() - missed);
        missed = watcher.missed();
        for (var miss : all.subList(all.size() - fresh, all.size())) {
            var picture = frames.nearest(miss.at(), miss.from() - OFF, miss.to() + OFF);
            misses.add(
                    new Miss(
                            KeptMiss.of(miss, now, wall),
                            picture,
                            picture == null ? wall : wall - (now - picture.t()) * 1000));
        }
    }
}
