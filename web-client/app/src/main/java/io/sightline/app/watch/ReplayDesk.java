// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.watch;

import io.sightline.app.dom.Browser;
import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.message.VisionEvent;
import io.sightline.core.message.WatchEvent;
import io.sightline.core.rule.Rule;
import io.sightline.core.value.Fields;
import io.sightline.core.watch.Labels;
import io.sightline.core.watch.Moment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.teavm.jso.file.Blob;

/** The latest replay, what came of it, and what somebody labelled of its clip. */
final class ReplayDesk {
    private final WatchDesk desk;
    private final LabelStore store = new LabelStore();
    private final List<Listener> listeners = new ArrayList<>();
    private Blob clip;
    private String name = "";
    private List<Rule> rules = List.of();
    private int call;

    /** Number of the latest replay: what an earlier one tells is passed over. */
    private int turn;

    private Blob waiting;
    private boolean running;
    private double done;
    private Map<?, ?> result;
    private Labels labels;
    private SightlineException fault;

    /** Hears of every change. */
    interface Listener {
        /** Something is not as it was. */
        void changed();
    }

    ReplayDesk(WatchDesk desk) {
        this.desk = desk;
    }

    /** Adds one who hears all. */
    void listen(Listener listener) {
        listeners.add(listener);
    }

    /** Sends a clip through the rules, in place of the one before. */
    void replay(Blob next) {
        if (running) {
            // The worker has one at a time.
            waiting = next;
            stop();
            return;
        }
        clip = next;
        name = Browser.nameOf(next);
        rules = desk.rules();
        result = null;
        labels = null;
        fault = null;
        running = true;
        done = 0;
        int mine = ++turn;
        call =
                desk.replay(
                        next,
                        rules,
                        0,
                        true,
                        (seconds, length) -> {
                            if (turn == mine) {
                                done = length > 0 ? seconds / length : 0;
                                tell();
                            }
                        },
                        event -> {
                            if (turn == mine) {
                                ended(event);
                            }
                        });
        tell();
        new Thread(() -> label(next, mine)).start();
    }

    /** What was labelled of the clip before. */
    private void label(Blob of, int mine) {
        try {
            var kept = store.of(LabelStore.hash(of), name);
            if (turn == mine) {
                labels = kept;
            }
        } catch (RuntimeException e) {
            told(e);
        }
        tell();
    }

    private void ended(WatchEvent event) {
        running = false;
        var next = waiting;
        waiting = null;
        if (next != null) {
            replay(next);
            return;
        }
        if (event instanceof VisionEvent.Failed failed) {
            fault = failed.exception();
        } else if (event instanceof WatchEvent.Replayed replayed) {
            result = replayed.result();
        }
        tell();
    }

    /** Gives a running replay up. */
    void stop() {
        if (running) {
            desk.calls().stop(call);
        }
    }

    /** The clip; null before the first. */
    Blob clip() {
        return clip;
    }

    /** Whether it runs. */
    boolean running() {
        return running;
    }

    /** How much of it is done, 0 to 1. */
    double done() {
        return done;
    }

    /** The rules that it was held against. */
    List<Rule> rules() {
        return rules;
    }

    /** Number of its call, to tune on it by. */
    int call() {
        return call;
    }

    /** What came of it; null until it is done. */
    Fields result() {
        return result == null ? null : Fields.of(result);
    }

    /** What went wrong last; null for nothing. */
    SightlineException fault() {
        return fault;
    }

    /** What is labelled; null until that is known. */
    Labels labels() {
        return labels;
    }

    /** The moments in which a rule should alert, or should not; empty where none is labelled. */
    List<Moment> moments(String rule) {
        var mine = new ArrayList<Moment>();
        if (labels != null) {
            for (var moment : labels.moments()) {
                if (moment.holdsFor(rule)) {
                    mine.add(moment);
                }
            }
        }
        return mine;
    }

    /** Other labels for the same clip, which are kept. */
    void use(Labels next) {
        labels = next.about(labels.clip());
        fault = null;
        tell();
        new Thread(
                        () -> {
                            try {
                                store.keep(next);
                            } catch (RuntimeException e) {
                                told(e);
                                tell();
                            }
                        })
                .start();
    }

    private void told(RuntimeException e) {
        fault =
                e instanceof SightlineException known
                        ? known
                        : new SightlineException(
                                ErrorCode.INTERNAL,
                                "labels-store",
                                Map.of("cause", String.valueOf(e.getMessage())));
    }

    private void tell() {
        for (var listener : listeners) {
            listener.changed();
        }
    }
}
