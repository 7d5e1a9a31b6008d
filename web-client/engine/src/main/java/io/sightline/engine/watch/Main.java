// SPDX-License-Identifier: Apache-2.0
package io.sightline.engine.watch;

import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.message.VisionEvent;
import io.sightline.core.message.WatchCommand;
import io.sightline.core.message.WatchEvent;
import io.sightline.core.pipeline.Setup;
import io.sightline.core.rule.Rule;
import io.sightline.core.value.Fields;
import io.sightline.core.watch.Moment;
import io.sightline.core.watch.Recording;
import io.sightline.core.watch.Tuning;
import io.sightline.engine.device.DeviceProbe;
import io.sightline.engine.worker.Outbox;
import io.sightline.glue.async.Await;
import io.sightline.glue.async.LoopThread;
import io.sightline.glue.async.Mailbox;
import io.sightline.glue.canvas.Closeable;
import io.sightline.glue.canvas.ImageBitmap;
import io.sightline.glue.dom.Clock;
import io.sightline.glue.value.JsValues;
import io.sightline.glue.worker.Channel;
import io.sightline.glue.worker.WorkerScope;
import java.util.ArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSArray;
import org.teavm.jso.file.Blob;

/**
 * The watch worker: one thread takes commands in order. A replay or a redaction has a thread of its
 * own, beside which a live stream goes on. It never stops on a failure: each is told, and the next
 * command is taken.
 */
public final class Main {
    private static final int MOST_COMMANDS = 64;

    /** Labels that people set may be off by so much, seconds. */
    private static final double TOLERANCE = 0.5;

    private final Channel channel;
    private final Outbox outbox;
    private final Mailbox<WatchCommand> mailbox = Mailbox.bounded(MOST_COMMANDS);
    private final ChronicleStore chronicle = new ChronicleStore();
    private final AlertStore store;
    private final Keeper keeper;
    private final LookNumbers numbers = new LookNumbers();
    private final FoundClips found = new FoundClips();
    private final Live live;
    private final Previews previews;
    private Job job;
    private int working;

    /** The latest call that was given up while it waited for its turn, or after its end. */
    private int abandoned;

    private Recording recorded;
    private int recordedBy;
    private boolean ticking;

    private Main(Channel channel) {
        this.channel = channel;
        outbox = new Outbox(channel);
        store = new AlertStore(outbox, chronicle::letGo);
        keeper = new Keeper(outbox, store);
        live = new Live(outbox, keeper, chronicle, numbers);
        previews = new Previews(outbox, found);
    }

    /** Starts the worker. */
    public static void main(String[] arguments) {
        var worker = new Main(WorkerScope.channel());
        worker.channel.onMessage(worker::receive);
        new Thread(worker::start).start();
    }

    private void start() {
        try {
            outbox.send(new VisionEvent.Ready(DeviceProbe.take()).toMap());
        } catch (RuntimeException e) {
            outbox.fail(0, e);
            return;
        }
        LoopThread.start("watch", mailbox, this::handle, (command, e) -> outbox.fail(0, e));
        // A worker's timers go on in a hidden page; one tick waits at most.
        Clock.every(
                Live.TICK,
                () -> {
                    if (!ticking) {
                        ticking = mailbox.offer(new WatchCommand.Tick());
                    }
                });
    }

    private void receive(JSObject message) {
        WatchCommand command;
        try {
            command = WatchCommand.of(JsValues.toJava(message));
        } catch (SightlineException e) {
            outbox.fail(0, e);
            return;
        }
        if (command instanceof WatchCommand.Abort abort) {
            if (job != null && abort.call() == working) {
                job.stop();
            } else {
                abandoned = abort.call();
            }
        } else if (job == null || !job.answered(command)) {
            if (!mailbox.offer(command)) {
                close(command);
                outbox.fail(0, new SightlineException(ErrorCode.BUSY, "worker-busy"));
            }
        }
    }

    private void handle(WatchCommand command) {
        if (command instanceof WatchCommand.Begin begin) {
            live.begin(begin.stream(), Setup.of(begin.setup()));
        } else if (command instanceof WatchCommand.Change change) {
            live.change(Setup.of(change.setup()));
        } else if (command instanceof WatchCommand.Frame frame) {
            try {
                live.frame(frame);
            } finally {
                close(frame);
                outbox.send(new WatchEvent.Took().toMap());
            }
        } else if (command instanceof WatchCommand.Tick) {
            ticking = false;
            live.tick();
        } else if (command instanceof WatchCommand.Looked looked) {
            live.looked(looked);
        } else if (command instanceof WatchCommand.Answered answered) {
            live.answered(answered);
        } else if (command instanceof WatchCommand.End) {
            live.end();
        } else if (command instanceof WatchCommand.Replay clip) {
            replay(clip);
        } else if (command instanceof WatchCommand.Find clip) {
            begin(clip.call(), () -> new FindJob(clip, outbox, numbers, found), job -> {});
        } else if (command instanceof WatchCommand.Cover pictures) {
            begin(pictures.call(), () -> new CoverJob(pictures, outbox, numbers), job -> {});
        } else if (command instanceof WatchCommand.Redact order) {
            begin(order.call(), () -> new RedactJob(order, outbox, found), job -> {});
        } else if (command instanceof WatchCommand.Preview preview) {
            // Beside the stream, which does not wait for it.
            new Thread(() -> outbox.answer(preview.call(), () -> previews.make(preview))).start();
        } else if (command instanceof WatchCommand.Tune tune) {
            outbox.answer(tune.call(), () -> tune(tune));
        } else if (command instanceof WatchCommand.Still still) {
            new Thread(() -> outbox.answer(still.call(), () -> stillOfClip(still))).start();
        } else if (command instanceof WatchCommand.Why why) {
            live.chronicler().write();
            keeper.answer(why.call(), () -> why(why));
        } else if (command instanceof WatchCommand.Lapsed lapse) {
            live.chronicler().lapsed(lapse.why(), lapse.from(), lapse.to());
        } else if (command instanceof WatchCommand.Write) {
            live.chronicler().write();
        } else if (command instanceof WatchCommand.Erase) {
            erase();
        } else if (command instanceof WatchCommand.Alerts list) {
            keeper.answer(list.call(), () -> store.list(list.call(), list.pictures()));
        } else if (command instanceof WatchCommand.Pictures one) {
            keeper.answer(one.call(), () -> store.pictures(one.call(), one.alert()));
        } else if (command instanceof WatchCommand.Mark mark) {
            keeper.later(() -> store.mark(mark.alert(), mark.mark()));
        } else if (command instanceof WatchCommand.Delete delete) {
            keeper.later(() -> store.delete(delete.alerts()));
            if (delete.alerts().isEmpty()) {
                // Of all that is kept, pictures of near misses are left no more than alerts.
                erase();
            }
        }
    }

    private void replay(WatchCommand.Replay clip) {
        begin(
                clip.call(),
                () -> new Replay(clip, outbox, numbers),
                replay -> keep(clip.call(), replay.recording()));
    }

    /** Has a job done in a thread of its own, unless there is one. */
    private <J extends Job> void begin(int call, Supplier<J> maker, Consumer<J> after) {
        outbox.answer(
                call,
                () -> {
                    if (call == abandoned) {
                        throw new SightlineException(ErrorCode.ABORTED, "stopped");
                    }
                    if (job != null) {
                        throw new SightlineException(ErrorCode.BUSY, "clip-busy");
                    }
                    var mine = maker.get();
                    job = mine;
                    working = call;
                    new Thread(
                                    () -> {
                                        outbox.answer(
                                                call,
                                                () -> {
                                                    mine.run();
                                                    after.accept(mine);
                                                });
                                        job = null;
                                    })
                            .start();
                });
    }

    /** The steps of one replay are kept, the latest that is to be tuned on. */
    private void keep(int call, Recording recording) {
        if (recording != null) {
            recorded = recording;
            recordedBy = call;
        }
    }

    /** In a thread of its own: a long clip takes a while, and a live stream goes on beside it. */
    private void tune(WatchCommand.Tune tune) {
        if (recorded == null || recordedBy != tune.replay()) {
            throw new SightlineException(ErrorCode.BAD_INPUT, "replay-gone");
        }
        var recording = recorded;
        var rule = Rule.of(tune.rule());
        var knob = Tuning.Knob.of(tune.knob());
        if (knob == null) {
            throw Fields.of(tune.toMap()).refusal("knob", "threshold of a rule");
        }
        var moments = new ArrayList<Moment>();
        for (var moment : tune.moments()) {
            moments.add(Moment.of(Fields.of(moment)));
        }
        new Thread(
                        () ->
                                outbox.answer(
                                        tune.call(),
                                        () -> {
                                            var points = new ArrayList<Object>();
                                            for (double value : tune.values()) {
                                                var point =
                                                        Tuning.point(
                                                                rule, knob, value, recording,
                                                                moments, TOLERANCE);
                                                points.add(point.toMap());
                                                Thread.yield();
                                            }
                                            outbox.send(
                                                    new WatchEvent.Tuned(tune.call(), points)
                                                            .toMap());
                                        }))
                .start();
    }

    private void stillOfClip(WatchCommand.Still still) {
        var clip = RecordedClip.open((Blob) still.clip());
        try {
            var sample = clip.still(still.seconds());
            double seconds = sample.getTimestamp();
            var image = sample.toVideoFrame();
            sample.close();
            try {
                show(still.call(), Await.await(ImageBitmap.of(image)), seconds);
            } finally {
                image.close();
            }
        } finally {
            clip.close();
        }
    }

    private void show(int call, ImageBitmap bitmap, double seconds) {
        var transfer = new JSArray<JSObject>();
        transfer.push(bitmap);
        outbox.send(new WatchEvent.Still(call, bitmap, seconds).toMap(), transfer);
    }

    private void why(WatchCommand.Why why) {
        var told = chronicle.account(why.from(), why.to(), System.currentTimeMillis());
        outbox.send(new WatchEvent.Why(why.call(), told).toMap());
    }

    private void erase() {
        live.chronicler().write();
        keeper.answer(0, chronicle::erase);
    }

    private static void close(WatchCommand command) {
        if (command instanceof WatchCommand.Frame frame
                && frame.image() instanceof JSObject image) {
            Closeable closeable = image.cast();
            closeable.close();
        }
    }
}
