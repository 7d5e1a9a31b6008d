// SPDX-License-Identifier: Apache-2.0
package io.sightline.engine.watch;

import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.image.ImageSize;
import io.sightline.core.message.WatchCommand;
import io.sightline.core.message.WatchEvent;
import io.sightline.core.pipeline.Pipeline;
import io.sightline.core.pipeline.Seen;
import io.sightline.core.pipeline.Setup;
import io.sightline.core.rule.LocalMoment;
import io.sightline.core.source.ClipBreaks;
import io.sightline.core.watch.Effect;
import io.sightline.core.watch.Recording;
import io.sightline.engine.worker.Outbox;
import io.sightline.glue.async.Await;
import io.sightline.glue.async.Mailbox;
import io.sightline.glue.canvas.ImageBitmap;
import io.sightline.glue.clip.ClipFrame;
import io.sightline.glue.dom.Clock;
import io.sightline.glue.media.VideoFrame;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSArray;
import org.teavm.jso.file.Blob;

/**
 * Sends a recorded clip through the pipeline, each frame as it was recorded, as fast as the machine
 * goes: decoded one after the other, not sought for. The models are waited for, so what comes out
 * does not depend on how fast they are. Blocks its thread.
 */
final class Replay implements Job {
    /** Questions of a redaction have numbers of their own. */
    static final int ASKS = 1 << 24;

    /** A result has to fit into one message; the counts tell of all. */
    private static final int MOST_ALERTS = 400;

    private final WatchCommand.Replay command;
    private final Outbox outbox;
    private final LookNumbers numbers;
    private final Mailbox<WatchCommand> answers = Mailbox.bounded(8);
    private final GateLuma luma = new GateLuma();
    private final MapValues values = new MapValues();
    private final KeptFrames frames = new KeptFrames();
    private final Stopwatches times = new Stopwatches();
    private final Map<String, Map<String, Object>> alerts = new LinkedHashMap<>();
    private final Reporter reporter;
    private final Pipeline pipeline;
    private final Recording recording;
    private final Progress progress;
    private int awaited;
    private boolean stopped;
    private double seconds;
    private double length;

    /** When the frame before was done with, milliseconds. */
    private double idle;

    private double taken = Double.NEGATIVE_INFINITY;

    Replay(WatchCommand.Replay command, Outbox outbox, LookNumbers numbers) {
        this.command = command;
        this.outbox = outbox;
        progress = new Progress(outbox, command.call());
        this.numbers = numbers;
        reporter = new Reporter(outbox, frames, null, numbers);
        var setup = Setup.of(command.setup());
        pipeline = new Pipeline("replay", setup);
        recording = command.record() ? new Recording(setup.watch().language()) : null;
        pipeline.record(recording);
    }

    @Override
    public void stop() {
        stopped = true;
        answers.close();
    }

    @Override
    public boolean answered(WatchCommand answer) {
        boolean mine =
                answer instanceof WatchCommand.Looked looked && looked.look() == awaited
                        || answer instanceof WatchCommand.Answered said
                                && reporter.asked(said.ask()) != 0;
        return mine && answers.offer(answer);
    }

    @Override
    public void run() {
        try (var clip = RecordedClip.open((Blob) command.clip())) {
            length = clip.length();
            idle = Clock.now();
            var breaks = clip.each(() -> stopped, this::take);
            act(pipeline.finish());
            if (recording != null) {
                recording.unread(breaks);
            }
            outbox.send(new WatchEvent.Replayed(command.call(), result(breaks)).toMap());
        }
    }

    /** What it was told, for tuning; null where that is not kept. */
    Recording recording() {
        return recording;
    }

    private void take(ClipFrame sample, double at) {
        times.add("decode", Clock.now() - idle);
        seconds = at;
        if (command.fps() <= 0 || at - taken >= 1 / command.fps() - 1e-6) {
            taken = at;
            VideoFrame image = sample.toVideoFrame();
            try {
                look(image, new ImageSize(image.getDisplayWidth(), image.getDisplayHeight()));
            } finally {
                image.close();
            }
            progress.at(at, length);
        }
        idle = Clock.now();
    }

    private void look(VideoFrame image, ImageSize size) {
        double start = Clock.now();
        var small = luma.read(image, Pipeline.gateSize(size));
        double read = Clock.now();
        var gated = pipeline.gate(small, size, seconds, local());
        times.add("luma", read - start);
        times.add("gate", Clock.now() - read);
        if (!gated.look()) {
            act(pipeline.step(gated, null, null));
            return;
        }
        frames.keep(seconds, image, size);
        double asked = Clock.now();
        var bitmap = Await.await(ImageBitmap.of(image));
        awaited = numbers.next();
        var transfer = new JSArray<JSObject>();
        transfer.push(bitmap);
        outbox.send(
                new WatchEvent.Look(awaited, bitmap, pipeline.setup().detects(), true, false)
                        .toMap(),
                transfer);
        if (!(answers.take() instanceof WatchCommand.Looked looked)) {
            throw new SightlineException(ErrorCode.ABORTED, "stopped");
        }
        double seen = Clock.now();
        times.add("models", seen - asked);
        act(pipeline.step(gated, Seen.of(looked.seen()), values.of(looked.values())));
        times.add("rules", Clock.now() - seen);
    }

    /** The clock on the wall, as if the clip ran. */
    private LocalMoment local() {
        var start = command.local();
        int minutes = start.minute() + (int) (seconds / 60);
        return new LocalMoment((start.day() - 1 + minutes / 1440) % 7 + 1, minutes % 1440);
    }

    /** Does what the pipeline wants; a question is answered before the clip goes on. */
    private void act(List<Effect> effects) {
        var open = new ArrayDeque<>(effects);
        while (!open.isEmpty()) {
            var effect = open.removeFirst();
            if (effect instanceof Effect.Told told) {
                var alert = told.alert();
                if (alerts.size() < MOST_ALERTS || alerts.containsKey(alert.id())) {
                    alerts.merge(alert.id(), reporter.withImages(alert), Replay::newer);
                }
            } else if (effect instanceof Effect.Ask ask) {
                double asked = Clock.now();
                reporter.ask(ask);
                if (!(answers.take() instanceof WatchCommand.Answered said)) {
                    throw new SightlineException(ErrorCode.ABORTED, "stopped");
                }
                times.add("question", Clock.now() - asked);
                var answer = Live.answerOf(said);
                if (recording != null) {
                    recording.answered(ask, answer);
                }
                open.addAll(pipeline.answer(seconds, ask.id(), answer));
            }
        }
    }

    /** An image that was there stays, even when its frame is not kept any more. */
    private static Map<String, Object> newer(Map<String, Object> old, Map<String, Object> now) {
        var before = (List<?>) old.get("evidence");
        var evidence = new ArrayList<Object>();
        for (var item : (List<?>) now.get("evidence")) {
            var map = (Map<?, ?>) item;
            Object kept = item;
            for (var other : before) {
                if (!map.containsKey("image")
                        && map.get("t").equals(((Map<?, ?>) other).get("t"))) {
                    kept = other;
                }
            }
            evidence.add(kept);
        }
        now.put("evidence", evidence);
        return now;
    }

    private Map<String, Object> result(ClipBreaks breaks) {
        var journal = pipeline.journal();
        var watcher = pipeline.watcher();
        var map = new LinkedHashMap<String, Object>();
        map.put("frames", journal.frames());
        map.put("seconds", Math.max(length, seconds));
        var gate = SceneText.counts(watcher.funnel().counts());
        gate.put("frames", journal.frames());
        gate.put("motion", journal.moving());
        gate.put("looks", journal.looks());
        map.put("gate", gate);
        map.put("motion", journal.motion());
        map.put("tracks", journal.tracks());
        map.put("alerts", new ArrayList<Object>(alerts.values()));
        var misses = new ArrayList<Object>();
        for (var miss : watcher.misses()) {
            misses.add(miss.toMap());
        }
        map.put("misses", misses);
        map.put("dropped", new LinkedHashMap<String, Object>(watcher.dropped()));
        if (!breaks.isEmpty()) {
            map.put("broken", breaks.toList());
        }
        map.put("timings", times.toMap());
        return map;
    }
}
