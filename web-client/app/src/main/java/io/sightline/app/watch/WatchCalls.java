// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.watch;

import io.sightline.app.worker.WorkerClient;
import io.sightline.core.message.WatchCommand;
import io.sightline.core.message.WatchEvent;
import io.sightline.core.pipeline.Setup;
import io.sightline.core.rule.Rule;
import io.sightline.core.watch.Moment;
import io.sightline.core.watch.Tuning;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.teavm.jso.JSObject;

/**
 * What is asked of the watch worker beside the open source: of clips, of the alerts that are kept,
 * and of what was watched. It is started where it does not run.
 */
final class WatchCalls {
    private final Map<Integer, ProgressListener> progress = new HashMap<>();
    private final Map<Integer, List<Object>> parts = new HashMap<>();
    private final WatchClient client;

    WatchCalls(WatchClient client) {
        this.client = client;
    }

    /** Hears how far a replay is. */
    interface ProgressListener {
        /** So many seconds of that many. */
        void at(double seconds, double length);
    }

    /** Makes a command of a call's number. */
    interface Making {
        /** Makes it. */
        WatchCommand of(int call);
    }

    /**
     * Sends a clip through the pipeline.
     *
     * @param clip a Blob
     * @param setup the rules to hold against it, and how
     * @param fps most frames a second that are looked at; 0 for all
     * @param record whether rules are to be tuned on it; in place of any before
     * @param listener of its progress
     * @return number of the call, to stop it by
     */
    int replay(
            JSObject clip,
            Setup setup,
            double fps,
            boolean record,
            ProgressListener listener,
            WorkerClient.Answer<WatchEvent> answer) {
        start();
        int call = client.nextCall();
        progress.put(call, listener);
        client.ask(
                call,
                new WatchCommand.Replay(call, clip, setup.toMap(), fps, LocalClock.now(), record),
                event -> {
                    progress.remove(call);
                    answer.answered(event);
                });
        return call;
    }

    /**
     * Has something done with a clip.
     *
     * @param listener of its progress; null for nobody
     * @return number of the call, to stop it by
     */
    int clip(Making making, ProgressListener listener, WorkerClient.Answer<WatchEvent> answer) {
        start();
        int call = client.nextCall();
        if (listener != null) {
            progress.put(call, listener);
        }
        client.ask(
                call,
                making.of(call),
                event -> {
                    progress.remove(call);
                    answer.answered(event);
                });
        return call;
    }

    /** Gives a replay or a redaction up. */
    void stop(int call) {
        client.tell(new WatchCommand.Abort(call));
    }

    /**
     * Tries a rule on a recorded replay with other values of a threshold.
     *
     * @param replay number of its call
     * @param knob the threshold
     * @param values of it
     * @param moments that are labelled
     */
    void tune(
            int replay,
            Rule rule,
            Tuning.Knob knob,
            double[] values,
            List<Moment> moments,
            WorkerClient.Answer<WatchEvent> answer) {
        start();
        int call = client.nextCall();
        var list = new ArrayList<Double>();
        for (double value : values) {
            list.add(value);
        }
        var labelled = new ArrayList<Map<?, ?>>();
        for (var moment : moments) {
            labelled.add(moment.toMap());
        }
        client.ask(
                call,
                new WatchCommand.Tune(call, replay, rule.toMap(), knob.id(), list, labelled),
                answer);
    }

    /**
     * Asks for one frame of a clip.
     *
     * @param clip a Blob
     */
    void still(JSObject clip, double seconds, WorkerClient.Answer<WatchEvent> answer) {
        start();
        int call = client.nextCall();
        client.ask(call, new WatchCommand.Still(call, clip, seconds), answer);
    }

    /** Asks why there was no alert in a period, milliseconds since 1970. */
    void why(double from, double to, WorkerClient.Answer<WatchEvent> answer) {
        start();
        int call = client.nextCall();
        client.ask(call, new WatchCommand.Why(call, from, to), answer);
    }

    /** Deletes what is kept of periods: counts, and near misses with their pictures. */
    void erase() {
        start();
        client.tell(new WatchCommand.Erase());
    }

    /**
     * Asks for the alerts that are kept.
     *
     * @param pictures whether with their images and clips
     */
    void alerts(boolean pictures, WorkerClient.Answer<WatchEvent> answer) {
        start();
        int call = client.nextCall();
        var all = new ArrayList<Object>();
        parts.put(call, all);
        client.ask(
                call,
                new WatchCommand.Alerts(call, pictures),
                event -> {
                    parts.remove(call);
                    if (event instanceof WatchEvent.Kept last) {
                        all.addAll(last.alerts());
                        answer.answered(new WatchEvent.Kept(call, all, false));
                    } else {
                        answer.answered(event);
                    }
                });
    }

    /** Asks for what is kept of an alert beside its words. */
    void pictures(String alert, WorkerClient.Answer<WatchEvent> answer) {
        start();
        int call = client.nextCall();
        client.ask(call, new WatchCommand.Pictures(call, alert), answer);
    }

    /** Says whether an alert was right. */
    void mark(String alert, String mark) {
        start();
        client.tell(new WatchCommand.Mark(alert, mark));
    }

    /** Deletes these, or all where none is named. */
    void forget(List<String> alerts) {
        start();
        client.tell(new WatchCommand.Delete(alerts));
    }

    /** A call is so far. */
    void progressed(WatchEvent.Progress report) {
        var listener = progress.get(report.call());
        if (listener != null) {
            listener.at(report.seconds(), report.length());
        }
    }

    /** A part of the kept alerts came. */
    void came(WatchEvent.Kept part) {
        var all = parts.get(part.call());
        if (all != null) {
            all.addAll(part.alerts());
        }
    }

    /** Starts the worker, if it does not run. */
    void start() {
        if (!client.running()) {
            client.start();
        }
    }
}
