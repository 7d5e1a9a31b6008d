// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.watch;

import io.sightline.app.api.JsFunctions;
import io.sightline.app.dom.Browser;
import io.sightline.app.worker.WorkerClient;
import io.sightline.core.alert.Alert;
import io.sightline.core.alert.NearMiss;
import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.gate.GateSettings;
import io.sightline.core.message.VisionEvent;
import io.sightline.core.message.WatchCommand;
import io.sightline.core.message.WatchEvent;
import io.sightline.core.pipeline.Draft;
import io.sightline.core.pipeline.Setup;
import io.sightline.core.rule.Obstacle;
import io.sightline.core.rule.Rule;
import io.sightline.core.value.Fields;
import io.sightline.core.view.ModelState.Phase;
import io.sightline.core.view.TextBundle;
import io.sightline.core.watch.Moment;
import io.sightline.core.watch.Tuning;
import io.sightline.core.watch.WatchSettings;
import io.sightline.core.words.WatchWords;
import io.sightline.glue.dom.Clock;
import io.sightline.glue.value.JsValues;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;
import org.teavm.jso.browser.Window;
import org.teavm.jso.core.JSString;
import org.teavm.jso.core.JSUndefined;
import org.teavm.jso.file.Blob;

/**
 * Keeps the rules, sends the open source's frames to the watch worker while there are any, and
 * brings it what the models see and say.
 */
final class WatchDesk {
    /** A second death within this time is not mended by itself, milliseconds. */
    private static final double HEALED = 120_000;

    /** That a camera is still away is written down so often, milliseconds. */
    private static final int GONE_APART = 5000;

    private final List<Listener> listeners = new ArrayList<>();
    private final Map<Integer, ProgressListener> progress = new HashMap<>();
    private final Map<Integer, List<Object>> parts = new HashMap<>();
    private final WatchClient client;
    private final WatchWords words;
    private final WatchModels models;
    private final FrameFeed feed;
    private final KeptRules rules = new KeptRules();
    private final KeptGates gates = new KeptGates();
    private Setup setup = Setup.DEFAULT;
    private String camera = "";
    private String sourceName = "";
    private boolean metres;
    private Draft draft;
    private boolean tuning;
    private int source;
    private String health = "";
    private boolean still;
    private boolean language;
    private boolean live;
    private boolean counting;
    private final Sight sight = new Sight();
    private final Replug replug = new Replug();
    private Obstacle.Means means = new Obstacle.Means(false, false, false, false);
    private double diedAt = -HEALED;

    /** Hears what the worker tells, and of other rules. */
    interface Listener {
        /** Something happened; null for another set of rules or another source. */
        void told(WatchEvent event);
    }

    /** Hears how far a replay is. */
    interface ProgressListener {
        /** So many seconds of that many. */
        void at(double seconds, double length);
    }

    /**
     * @param texts for the reasons of alerts
     */
    WatchDesk(TextBundle texts) {
        words = new WatchWords(texts);
        client = new WatchClient(Browser.absolute("js/watch-worker.js"), new Worker());
        models = new WatchModels(client, texts);
        feed = new FrameFeed(client);
        onState(
                (first, second) -> {
                    follow();
                    return JSUndefined.instance();
                });
        for (var leaving : List.of("visibilitychange", "pagehide")) {
            onLeaving(leaving, this::leaving);
        }
        follow();
    }

    /** A page that is hidden may never be shown again. */
    private void leaving() {
        client.tell(new WatchCommand.Write());
    }

    /** Adds one who hears all. */
    void listen(Listener listener) {
        listeners.add(listener);
    }

    /** Takes one away. */
    void unlisten(Listener listener) {
        listeners.remove(listener);
    }

    /** The rules, in their order. */
    List<Rule> rules() {
        return rules.all();
    }

    /** True while frames are looked at. */
    boolean watching() {
        return feed.running();
    }

    /** True while a camera that was unplugged is waited for. */
    boolean waiting() {
        return replug.waiting();
    }

    /** How it is set, but for the rules. */
    Setup setup() {
        return setup;
    }

    /** What keeps a rule from working as things are. */
    List<Obstacle> obstacles(Rule rule) {
        return Obstacle.of(rule, means);
    }

    /** The same, in the form of the public API. */
    List<String> obstacleIds(Rule rule) {
        var ids = new ArrayList<String>();
        for (var obstacle : obstacles(rule)) {
            ids.add(obstacle.id());
        }
        return ids;
    }

    /** Adds a rule, in place of the one with its id. */
    void watch(Rule rule) {
        rules.add(rule);
        change();
    }

    /** Takes a rule away; false when there is none with this id. */
    boolean unwatch(String id) {
        boolean found = rules.remove(id);
        if (found) {
            change();
        }
        return found;
    }

    /** Other rules in place of all. */
    void use(List<Rule> next) {
        rules.use(next);
        change();
    }

    /** Other settings; the rules stay. */
    void set(Setup next) {
        setup = next;
        change();
    }

    /** What the open camera's settings are kept under; empty where nothing is open. */
    String camera() {
        return camera;
    }

    /** Whether distances are in metres there. */
    boolean metres() {
        return metres;
    }

    /** The name of what is open. */
    String sourceName() {
        return sourceName;
    }

    /**
     * Sets the motion gate of the open camera.
     *
     * @return false where it could not be kept for another visit
     */
    boolean gate(GateSettings next) {
        setup = new Setup(setup.rules(), next, setup.watch(), setup.live());
        boolean kept = camera.isEmpty() || gates.keep(camera, next);
        use();
        return kept;
    }

    /** Has zones judged while they are drawn; null for no more. */
    void draft(Draft next) {
        if (next == null ? draft != null : !next.equals(draft)) {
            draft = next;
            use();
        }
    }

    /** Has what stands out told, or no more. */
    void tune(boolean on) {
        tuning = on;
        use();
    }

    private boolean wanted() {
        return rules.anyEnabled() || draft != null || tuning;
    }

    private void change() {
        use();
        tell(null);
    }

    private void use() {
        if (feed.running() && wanted()) {
            client.tell(
                    new WatchCommand.Change(
                            full(setup, still ? List.of() : rules.all(), live).toMap()));
        }
        follow();
    }

    /**
     * Sends a clip through the pipeline.
     *
     * @param clip a Blob
     * @param with the rules to hold against it
     * @param fps most frames a second that are looked at; 0 for all
     * @param record whether rules are to be tuned on it; in place of any before
     * @param listener of its progress
     * @return number of the call, to stop it by
     */
    int replay(
            JSObject clip,
            List<Rule> with,
            double fps,
            boolean record,
            ProgressListener listener,
            WorkerClient.Answer<WatchEvent> answer) {
        start();
        int call = client.nextCall();
        progress.put(call, listener);
        client.ask(
                call,
                new WatchCommand.Replay(
                        call, clip, replayed(clip, with).toMap(), fps, LocalClock.now(), record),
                event -> {
                    progress.remove(call);
                    answer.answered(event);
                });
        return call;
    }

    /** Makes a command of a call's number. */
    interface Making {
        /** Makes it. */
        WatchCommand of(int call);
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

    /** A clip of a name that is known has the gate that was set for it, else that of now. */
    private Setup replayed(JSObject clip, List<Rule> with) {
        var gate = gates.ofClip(Browser.nameOf((Blob) clip), setup.gate());
        return new Setup(with, gate, full(setup, with, false).watch(), false);
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

    /** Why there was no alert about somebody, in words. */
    String explained(NearMiss miss) {
        return words.miss(miss);
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

    /** The rule of this id; null where there is none any more. */
    Rule rule(String id) {
        return rules.of(id);
    }

    /** The words for what is measured. */
    WatchWords words() {
        return words;
    }

    /** An alert with its reason in words, which the worker does not have. */
    Map<String, Object> explained(Map<?, ?> alert) {
        var map = new LinkedHashMap<String, Object>();
        for (var entry : alert.entrySet()) {
            map.put((String) entry.getKey(), entry.getValue());
        }
        try {
            map.put("reason", words.reason(Alert.of(alert)));
        } catch (SightlineException e) {
            // Of another version: told all the same, by its numbers alone.
            map.put("reason", "");
            System.err.println("An alert has no reason: " + e.values());
        }
        return map;
    }

    /** A near miss with its reason in words. */
    Map<String, Object> explainedMiss(Map<?, ?> miss) {
        var map = new LinkedHashMap<String, Object>();
        for (var entry : miss.entrySet()) {
            map.put((String) entry.getKey(), entry.getValue());
        }
        try {
            map.put("reason", words.miss(NearMiss.of(Fields.of(miss))));
        } catch (SightlineException e) {
            map.put("reason", "");
            System.err.println("A near miss has no reason: " + e.values());
        }
        return map;
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

    private void start() {
        if (!client.running()) {
            client.start();
        }
    }

    /** Whether an open source is to be watched follows the rules and the source. */
    private void follow() {
        var fields = Fields.of(JsValues.toJava(Link.source()));
        int number = fields.whole("number", 0, Integer.MAX_VALUE);
        // A still picture is watched only for whoever draws on it: no rule is about it.
        still = !fields.flag("moving");
        boolean wanted = fields.flag("open") && (still ? draft != null : wanted());
        boolean other = number != source;
        source = number;
        name(fields);
        var before = means;
        means = means(fields);
        boolean unplugged = feed.running() && fields.flag("gone") && isCamera(fields);
        if (feed.running() && (!wanted || other)) {
            feed.end();
            client.tell(new WatchCommand.End());
            tell(null);
            health("");
        }
        if (unplugged) {
            replug.await(fields.text("device"), fields.text("name"));
            scene(sight.unplugged());
            if (!counting) {
                counting = true;
                Window.setTimeout(this::stillUnplugged, GONE_APART);
            }
        } else if (wanted
                || !rules.anyEnabled()
                || !fields.flag("gone") && !fields.flag("opening")) {
            replug.cancel();
        }
        if (!wanted && !replug.waiting()) {
            sight.stop();
            health("");
            writeLapses();
        }
        boolean spoke = language;
        language = fields.flag("language");
        if (wanted && !feed.running()) {
            start();
            begin(isCamera(fields));
        } else if (feed.running() && spoke != language) {
            client.tell(
                    new WatchCommand.Change(
                            full(setup, still ? List.of() : rules.all(), live).toMap()));
        }
        if (!means.equals(before)) {
            tell(null);
        }
    }

    /** Each camera has its own gate. */
    private void name(Fields fields) {
        var next = fields.text("camera", "");
        sourceName = fields.text("name", "");
        metres = fields.flag("metres");
        if (!next.equals(camera)) {
            camera = next;
            setup = new Setup(setup.rules(), gates.of(camera), setup.watch(), setup.live());
        }
    }

    private static Obstacle.Means means(Fields source) {
        var detector = source.text("detector");
        boolean detects =
                detector.equals(Phase.READY.id())
                        || detector.equals(Phase.IDLE.id())
                        || detector.equals(Phase.LOADING.id())
                        || detector.equals(Phase.LOOKING.id());
        return new Obstacle.Means(
                detects, source.flag("depth"), source.flag("metres"), source.flag("language"));
    }

    /** A screen sends nothing while nothing changes, which is no fault of it. */
    private static boolean isCamera(Fields source) {
        return source.text("kind").equals("camera");
    }

    private void health(String said) {
        if (!said.equals(health)) {
            health = said;
            Link.health(JSString.valueOf(said));
        }
    }

    /** No scene is told meanwhile, and a page that crashes tells nothing any more. */
    private void stillUnplugged() {
        counting = replug.waiting();
        if (counting) {
            sight.unplugged();
            writeLapses();
            Window.setTimeout(this::stillUnplugged, GONE_APART);
        }
    }

    private void writeLapses() {
        for (var lapse : sight.fresh()) {
            client.tell(new WatchCommand.Lapsed(lapse.why(), lapse.from(), lapse.to()));
        }
    }

    private void scene(Map<String, Object> scene) {
        health((String) scene.get("health"));
        writeLapses();
        emit("scene", scene);
        tell(new WatchEvent.Scene(scene));
    }

    private void begin(boolean fromCamera) {
        live = fromCamera;
        sight.begin();
        client.tell(
                new WatchCommand.Begin(
                        Long.toString(System.currentTimeMillis(), 36),
                        full(setup, still ? List.of() : rules.all(), live).toMap()));
        feed.begin(still);
        tell(null);
    }

    private Setup full(Setup how, List<Rule> with, boolean live) {
        var watch = how.watch();
        return new Setup(
                with,
                how.gate(),
                new WatchSettings(
                        language, watch.unverified(), watch.callsPerHour(), watch.queue()),
                live,
                draft,
                tuning);
    }

    private void tell(WatchEvent event) {
        for (var listener : List.copyOf(listeners)) {
            listener.told(event);
        }
    }

    /** What the worker tells of its own accord. */
    private final class Worker implements WorkerClient.Listener<WatchEvent> {
        @Override
        public void started() {}

        @Override
        public void told(WatchEvent event) {
            if (event instanceof WatchEvent.Took) {
                feed.took();
                sight.frame();
                return;
            }
            if (event instanceof WatchEvent.Look look) {
                models.look(look);
            } else if (event instanceof WatchEvent.Detect detect) {
                models.detect(detect);
            } else if (event instanceof WatchEvent.Ask ask) {
                models.ask(ask);
            } else if (event instanceof WatchEvent.Progress report) {
                var listener = progress.get(report.call());
                if (listener != null) {
                    listener.at(report.seconds(), report.length());
                }
            } else if (event instanceof WatchEvent.Scene scene) {
                if (feed.running()) {
                    scene(sight.of(scene.scene()));
                }
                return;
            } else if (event instanceof WatchEvent.Alert alert) {
                var told = new WatchEvent.Alert(explained(alert.alert()));
                if (toHost(told.alert().get("rule"))) {
                    emit("alert", told.alert());
                }
                tell(told);
                return;
            } else if (event instanceof WatchEvent.Kept part) {
                var all = parts.get(part.call());
                if (all != null) {
                    all.addAll(part.alerts());
                }
                return;
            } else if (event instanceof WatchEvent.Clip clip) {
                if (clip.clip() != null) {
                    emit("clip", Map.of("alert", clip.alert(), "clip", clip.clip()));
                }
            } else if (event instanceof WatchEvent.Marked marked) {
                Lessons.learn(marked.alert());
            } else if (event instanceof WatchEvent.Forgotten forgotten) {
                Lessons.forget(forgotten.alerts());
            } else if (event instanceof WatchEvent.Escalate escalate) {
                var map = new LinkedHashMap<String, Object>();
                map.put("alert", escalate.alert());
                map.put("images", escalate.images());
                emit("escalate", map);
            }
            tell(event);
        }

        /** A rule that is gone said nothing against it. */
        private boolean toHost(Object id) {
            var rule = rule(String.valueOf(id));
            return rule == null || rule.act().targets().contains("host");
        }

        @Override
        public void died(String detail) {
            System.err.println("The watch worker died: " + detail);
            double now = Clock.now();
            boolean again = now - diedAt < HEALED;
            diedAt = now;
            if (feed.running() && again) {
                // What killed it twice is still there: the next source, or other rules, try anew.
                feed.end();
            } else if (feed.running()) {
                // The scene is learnt anew; the kept alerts are still there.
                client.start();
                begin(live);
            }
            tell(null);
            tell(
                    new VisionEvent.Failed(
                            0,
                            ErrorCode.INTERNAL,
                            again ? "watch-worker-died-twice" : "watch-worker-died",
                            Map.of(),
                            detail));
        }
    }

    private static void emit(String name, Map<?, ?> detail) {
        Link.emit(JSString.valueOf(name), JsValues.toJs(detail));
    }

    @JSFunctor
    private interface Leaving extends JSObject {
        void leave();
    }

    @JSBody(
            params = {"type", "listener"},
            script = "addEventListener(type, () => listener(), true);")
    private static native void onLeaving(String type, Leaving listener);

    @JSBody(params = "listener", script = "sightline.on('state', () => listener(null, null));")
    private static native void onState(JsFunctions.Function listener);
}
