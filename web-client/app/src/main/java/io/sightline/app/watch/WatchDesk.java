// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.watch;

import io.sightline.app.api.JsFunctions;
import io.sightline.app.dom.Browser;
import io.sightline.app.worker.WorkerClient;
import io.sightline.core.error.ErrorCode;
import io.sightline.core.gate.GateSettings;
import io.sightline.core.message.VisionEvent;
import io.sightline.core.message.WatchCommand;
import io.sightline.core.message.WatchEvent;
import io.sightline.core.pipeline.Draft;
import io.sightline.core.rule.Obstacle;
import io.sightline.core.rule.Rule;
import io.sightline.core.value.Fields;
import io.sightline.core.view.ModelState.Phase;
import io.sightline.core.view.TextBundle;
import io.sightline.core.words.WatchWords;
import io.sightline.glue.dom.Clock;
import io.sightline.glue.value.JsValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;
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

    /** Number of no source. */
    private static final int NONE = -1;

    private final List<Listener> listeners = new ArrayList<>();
    private final WatchClient client;
    private final WatchCalls calls;
    private final WatchWords words;
    private final Reasons reasons;
    private final WatchModels models;
    private final FrameFeed feed;
    private final KeptRules rules = new KeptRules();
    private final SourceSetup setup = new SourceSetup();
    private final SightDesk sight;
    private final HostPage host = new HostPage();
    private String sourceName = "";
    private boolean metres;
    private int source;
    private boolean still;
    private boolean live;
    private Obstacle.Means means = new Obstacle.Means(false, false, false, false);
    private double diedAt = -HEALED;

    /** Number of the source that the worker died of twice: nothing begins by itself there. */
    private int givenUp = NONE;

    /** Hears what the worker tells, and of other rules. */
    interface Listener {
        /** Something happened; null for another set of rules or another source. */
        void told(WatchEvent event);
    }

    /**
     * @param texts for the reasons of alerts
     */
    WatchDesk(TextBundle texts) {
        words = new WatchWords(texts);
        reasons = new Reasons(words);
        client = new WatchClient(Browser.absolute("js/watch-worker.js"), new Worker());
        calls = new WatchCalls(client);
        models = new WatchModels(client, texts);
        sight = new SightDesk(client, this::scene);
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
        return sight.waiting();
    }

    /** The motion gate of what is open. */
    GateSettings gate() {
        return setup.gate();
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

    /** True where the rules hold only until the page is closed. */
    boolean rulesLost() {
        return rules.lost();
    }

    /** What the open camera's settings are kept under; empty where nothing is open. */
    String camera() {
        return setup.camera();
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
        boolean kept = setup.gate(next);
        use();
        return kept;
    }

    /** Has zones judged while they are drawn; null for no more. */
    void draft(Draft next) {
        if (setup.draft(next)) {
            use();
        }
    }

    /** Has what stands out told, or no more. */
    void tune(boolean on) {
        setup.tune(on);
        use();
    }

    private boolean wanted() {
        return rules.anyEnabled() || setup.drawing() || setup.tuning();
    }

    private void change() {
        use();
        tell(null);
    }

    private void use() {
        givenUp = NONE;
        if (feed.running() && wanted()) {
            client.tell(new WatchCommand.Change(whole()));
        }
        follow();
    }

    /** All that the worker is to know of what is watched for, and how. */
    private Map<String, Object> whole() {
        return setup.of(still ? List.of() : rules.all(), live).toMap();
    }

    /** What is asked beside the open source. */
    WatchCalls calls() {
        return calls;
    }

    /** As {@link WatchCalls#replay}, with rules, and the rest as it is set here. */
    int replay(
            JSObject clip,
            List<Rule> with,
            double fps,
            boolean record,
            WatchCalls.ProgressListener listener,
            WorkerClient.Answer<WatchEvent> answer) {
        var how = setup.ofClip(Browser.nameOf((Blob) clip), with);
        return calls.replay(clip, how, fps, record, listener, answer);
    }

    /** The rule of this id; null where there is none any more. */
    Rule rule(String id) {
        return rules.of(id);
    }

    /** Adds to alerts and near misses why. */
    Reasons reasons() {
        return reasons;
    }

    /** The words for what is measured. */
    WatchWords words() {
        return words;
    }

    /** Whether an open source is to be watched follows the rules and the source. */
    private void follow() {
        var fields = Fields.of(JsValues.toJava(Link.source()));
        int number = fields.whole("number", 0, Integer.MAX_VALUE);
        // A still picture is watched only for whoever draws on it: no rule is about it.
        still = !fields.flag("moving");
        boolean wanted = fields.flag("open") && (still ? setup.drawing() : wanted());
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
            sight.end();
        }
        if (unplugged) {
            sight.unplugged(fields.text("device"), fields.text("name"));
        } else if (wanted
                || !rules.anyEnabled()
                || !fields.flag("gone") && !fields.flag("opening")) {
            sight.cancel();
        }
        if (!wanted && !sight.waiting()) {
            sight.stop();
        }
        boolean otherwise = setup.language(fields.flag("language"));
        if (wanted && !feed.running() && number != givenUp) {
            calls.start();
            begin(isCamera(fields));
        } else if (feed.running() && otherwise) {
            client.tell(new WatchCommand.Change(whole()));
        }
        if (!means.equals(before)) {
            tell(null);
        }
    }

    private void name(Fields fields) {
        setup.camera(fields.text("camera", ""));
        sourceName = fields.text("name", "");
        metres = fields.flag("metres");
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

    private void scene(Map<String, Object> scene) {
        emit("scene", scene);
        tell(new WatchEvent.Scene(scene));
    }

    private void begin(boolean fromCamera) {
        live = fromCamera;
        sight.begin();
        client.tell(new WatchCommand.Begin(Long.toString(System.currentTimeMillis(), 36), whole()));
        feed.begin(still);
        tell(null);
    }

    private void tell(WatchEvent event) {
        for (var listener : List.copyOf(listeners)) {
            listener.told(event);
        }
    }

    /** What the worker tells of its own accord. */
    private final class Worker implements WorkerClient.Listener<WatchEvent> {
        @Override
        public void started() {
            models.begin();
        }

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
            } else if (event instanceof WatchEvent.Cancel cancel) {
                models.cancel(cancel);
            } else if (event instanceof WatchEvent.Progress report) {
                calls.progressed(report);
            } else if (event instanceof WatchEvent.Scene scene) {
                if (feed.running()) {
                    sight.told(scene.scene());
                }
                return;
            } else if (event instanceof WatchEvent.Alert alert) {
                var told = new WatchEvent.Alert(reasons.ofAlert(alert.alert()));
                host.alert(told.alert(), rule(String.valueOf(told.alert().get("rule"))));
                tell(told);
                return;
            } else if (event instanceof WatchEvent.Kept part) {
                calls.came(part);
                return;
            } else if (event instanceof WatchEvent.Clip clip) {
                if (clip.clip() != null) {
                    host.clip(clip.alert(), clip.clip());
                }
            } else if (event instanceof WatchEvent.Marked marked) {
                Lessons.learn(marked.alert());
            } else if (event instanceof WatchEvent.Forgotten forgotten) {
                Lessons.forget(forgotten.alerts());
            } else if (event instanceof WatchEvent.Escalate escalate) {
                var map = new LinkedHashMap<String, Object>();
                map.put("alert", escalate.alert());
                map.put("images", escalate.images());
                host.escalate(map);
            }
            tell(event);
        }

        @Override
        public void died(String detail) {
            System.err.println("The watch worker died: " + detail);
            double now = Clock.now();
            boolean again = now - diedAt < HEALED;
            diedAt = now;
            if (feed.running() && again) {
                // What killed it twice is still there: the next source, or other rules, try anew.
                givenUp = source;
                feed.end();
                sight.end();
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
