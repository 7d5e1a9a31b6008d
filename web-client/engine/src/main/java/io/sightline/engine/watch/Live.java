// SPDX-License-Identifier: Apache-2.0
package io.sightline.engine.watch;

import io.sightline.core.message.WatchCommand;
import io.sightline.core.message.WatchEvent;
import io.sightline.core.pipeline.DepthTurns;
import io.sightline.core.pipeline.Pipeline;
import io.sightline.core.pipeline.Seen;
import io.sightline.core.pipeline.Setup;
import io.sightline.core.watch.Answer;
import io.sightline.core.watch.Effect;
import io.sightline.engine.worker.Outbox;
import io.sightline.glue.async.Await;
import io.sightline.glue.canvas.ImageBitmap;
import io.sightline.glue.dom.Clock;
import java.util.List;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSArray;
import org.teavm.jso.typedarrays.Int8Array;

/**
 * Watches a live stream. The gate sees every frame that comes; while the models look at one, those
 * after it wait as one, so that no queue grows. Its methods block.
 */
final class Live {
    /** The models are given up on after so long, seconds. */
    private static final double LOOK_SECONDS = 20;

    /** While something moves, a frame is kept so often, seconds: each of ten a second. */
    private static final double KEEP_APART = 0.09;

    /** The page is told of the scene so often, milliseconds. */
    private static final double TELL_APART = 200;

    /** So often time goes on where no frame comes, milliseconds. */
    static final int TICK = 1000;

    private final Outbox outbox;
    private final LookNumbers numbers;
    private final GateLuma luma = new GateLuma();
    private final MapValues values = new MapValues();
    private final KeptFrames frames = new KeptFrames();
    private final Reporter reporter;
    private DepthTurns depth = new DepthTurns();
    private final Chronicler chronicler;
    private Pipeline pipeline;
    private Pipeline.Gated looking;
    private int look;
    private Pipeline.Gated waiting;
    private double keptAt;
    private double toldAt;
    private double now;
    private byte[] cells = new byte[0];

    /** When the newest frame came, milliseconds of this worker's clock. */
    private double cameAt;

    Live(Outbox outbox, Keeper keeper, ChronicleStore chronicle, LookNumbers numbers) {
        this.outbox = outbox;
        this.numbers = numbers;
        reporter = new Reporter(outbox, frames, keeper, numbers);
        chronicler = new Chronicler(keeper, chronicle, frames);
    }

    void begin(String stream, Setup setup) {
        end();
        pipeline = new Pipeline(stream, setup);
        depth = new DepthTurns();
        frames.clear();
        reporter.clear();
        keptAt = Double.NEGATIVE_INFINITY;
        now = 0;
        cameAt = Clock.now();
        chronicler.begin();
    }

    /** Time goes on; does little while frames come. */
    void tick() {
        double silent = Clock.now() - cameAt;
        note();
        if (pipeline == null || silent < TICK) {
            return;
        }
        run(pipeline.idle(now + silent / 1000));
        tellScene(true);
    }

    void change(Setup setup) {
        if (pipeline != null) {
            run(pipeline.use(setup));
        }
    }

    void end() {
        if (pipeline == null) {
            return;
        }
        if (looking != null) {
            looked(new WatchCommand.Looked(look, Seen.failed("stopped").toMap(), null, 0));
        }
        run(pipeline.finish());
        chronicler.end(pipeline.watcher(), time());
        pipeline = null;
    }

    /** What is written down of it. */
    Chronicler chronicler() {
        return chronicler;
    }

    /** Writes down what was counted, now and then. */
    private void note() {
        if (pipeline != null) {
            chronicler.note(pipeline.watcher(), time());
        }
        chronicler.writeInTime();
    }

    /** Stream time now, seconds. */
    private double time() {
        return now + (Clock.now() - cameAt) / 1000;
    }

    /** The next frame; closed by the caller. */
    void frame(WatchCommand.Frame frame) {
        if (pipeline == null || frame.seconds() < now) {
            return;
        }
        now = frame.seconds();
        cameAt = Clock.now();
        var image = (JSObject) frame.image();
        var small = luma.read(image, Pipeline.gateSize(frame.size()));
        var gated = pipeline.gate(small, frame.size(), frame.seconds(), frame.local());
        if (looking != null && now - looking.seconds() > LOOK_SECONDS) {
            looked(new WatchCommand.Looked(look, Seen.failed("slow").toMap(), null, 0));
        }
        if (looking != null) {
            waiting = waiting == null ? gated : waiting.and(gated);
            if (gated.moving() && now - keptAt >= KEEP_APART) {
                keep(frame, image);
                pipeline.kept(gated);
            }
        } else if (gated.look()) {
            // Of thirty a second not each is kept, so that they reach back for long enough.
            if (now - keptAt >= KEEP_APART) {
                keep(frame, image);
            } else {
                gated = gated.unkept();
            }
            look(gated, image);
        } else {
            run(pipeline.step(gated, null, null));
        }
        tellScene(false);
    }

    private void look(Pipeline.Gated gated, JSObject image) {
        boolean measures =
                depth.next(
                        now,
                        pipeline.needsDepth(gated),
                        !pipeline.subjects().isEmpty(),
                        pipeline.hasty());
        var bitmap = Await.await(ImageBitmap.of(image));
        looking = gated;
        look = numbers.next();
        var transfer = new JSArray<JSObject>();
        transfer.push(bitmap);
        boolean detects = pipeline.setup().detects();
        outbox.send(new WatchEvent.Look(look, bitmap, detects, measures, true).toMap(), transfer);
    }

    void looked(WatchCommand.Looked answer) {
        if (looking == null || answer.look() != look) {
            return;
        }
        if (answer.took() > 0) {
            depth.took(now, answer.took() / 1000);
        }
        var gated = looking;
        looking = null;
        run(pipeline.step(gated, Seen.of(answer.seen()), values.of(answer.values())));
        if (waiting != null) {
            var later = waiting;
            waiting = null;
            run(pipeline.step(later, null, null));
        }
        tellScene(true);
    }

    void answered(WatchCommand.Answered answer) {
        int ask = reporter.asked(answer.ask());
        if (pipeline != null && ask != 0) {
            run(pipeline.answer(now, ask, answerOf(answer)));
        }
    }

    static Answer answerOf(WatchCommand.Answered answer) {
        return answer.failure().isEmpty()
                ? new Answer.Given(
                        answer.p(),
                        answer.contrast(),
                        answer.second(),
                        answer.logOdds(),
                        answer.model())
                : new Answer.Failed(answer.failure());
    }

    private void keep(WatchCommand.Frame frame, JSObject image) {
        frames.keep(frame.seconds(), image, frame.size());
        keptAt = frame.seconds();
    }

    private void run(List<Effect> effects) {
        if (!effects.isEmpty()) {
            reporter.run(effects);
        }
    }

    private void tellScene(boolean always) {
        double clock = Clock.now();
        if (pipeline != null && (always || clock - toldAt >= TELL_APART)) {
            toldAt = clock;
            outbox.send(
                    new WatchEvent.Scene(SceneText.of(pipeline, now, reporter.facts())).toMap());
            tellForeground();
        }
    }

    private void tellForeground() {
        var size = pipeline.gateSize();
        if (!pipeline.setup().tuning() || size == null) {
            return;
        }
        if (cells.length != size.width() * size.height()) {
            cells = new byte[size.width() * size.height()];
        }
        pipeline.foreground(cells);
        outbox.send(new WatchEvent.Foreground(size, Int8Array.copyFromJavaArray(cells)).toMap());
    }
}
