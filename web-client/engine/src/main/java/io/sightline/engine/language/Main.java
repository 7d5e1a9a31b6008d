// SPDX-License-Identifier: Apache-2.0
package io.sightline.engine.language;

import io.sightline.core.backend.DeviceFacts;
import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.message.LanguageCommand;
import io.sightline.core.message.LanguageEvent;
import io.sightline.core.message.VisionEvent;
import io.sightline.engine.device.DeviceProbe;
import io.sightline.engine.files.ModelFetcher;
import io.sightline.engine.files.ModelStore;
import io.sightline.engine.worker.Outbox;
import io.sightline.glue.async.LoopThread;
import io.sightline.glue.async.Mailbox;
import io.sightline.glue.async.SharedFlag;
import io.sightline.glue.net.AbortController;
import io.sightline.glue.ort.Ort;
import io.sightline.glue.value.JsValues;
import io.sightline.glue.worker.Channel;
import io.sightline.glue.worker.WorkerScope;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSObject;

/**
 * The language worker: one thread takes questions in order and puts them to the model. Only an
 * abort overtakes the others. It never stops on a failure: each is answered, and the next command
 * is taken.
 */
public final class Main {
    /** More questions than can be waited for; beyond it the newest is refused. */
    private static final int MOST_COMMANDS = 64;

    private final Mailbox<LanguageCommand> mailbox = Mailbox.bounded(MOST_COMMANDS);
    private final ModelFetcher fetcher = new ModelFetcher(new ModelStore());
    private final Set<Integer> stopped = new HashSet<>();
    private final Channel channel;
    private final Outbox outbox;
    private final String runtimeFolder;
    private DeviceFacts facts;
    private LanguageEngine language;
    private int running;
    private AbortController abort;

    private Main(Channel channel, String runtimeFolder) {
        this.channel = channel;
        this.runtimeFolder = runtimeFolder;
        outbox = new Outbox(channel);
    }

    /**
     * Starts the worker.
     *
     * @param arguments the address of the folder with the runtime's files
     */
    public static void main(String[] arguments) {
        var worker = new Main(WorkerScope.channel(), arguments[0]);
        worker.channel.onMessage(worker::receive);
        new Thread(worker::start).start();
    }

    private void receive(JSObject message) {
        LanguageCommand command;
        try {
            command = LanguageCommand.of(JsValues.toJava(message));
        } catch (SightlineException e) {
            outbox.fail(0, e);
            return;
        }
        if (command instanceof LanguageCommand.Abort stop) {
            if (abort != null && stop.call() == running) {
                abort.abort();
            } else {
                stopped.add(stop.call());
            }
        } else if (!mailbox.offer(command)) {
            close(command);
            outbox.fail(callOf(command), new SightlineException(ErrorCode.BUSY, "language-busy"));
        }
    }

    private void start() {
        try {
            facts = DeviceProbe.take();
            var runtime = Ort.getEnv();
            runtime.setLogLevel("error");
            runtime.getWasm().setWasmPaths(runtimeFolder);
            runtime.getWasm().setNumThreads(DeviceProbe.threads(facts));
            runtime.getWasm().setProxy(false);
        } catch (RuntimeException e) {
            outbox.fail(0, e);
            return;
        }
        outbox.send(new VisionEvent.Ready(facts).toMap());
        LoopThread.start(
                "language",
                mailbox,
                this::handle,
                (command, failure) -> outbox.fail(callOf(command), failure));
    }

    private void handle(LanguageCommand command) {
        running = callOf(command);
        abort = new AbortController();
        if (stopped.remove(running)) {
            abort.abort();
        }
        try {
            outbox.answer(
                    running,
                    () -> {
                        try {
                            answer(command);
                        } catch (LanguageModel.Unseen e) {
                            send(new LanguageEvent.Unseen(running));
                        } catch (LanguageEngine.DeviceGone e) {
                            die(e.getMessage());
                            throw new SightlineException(
                                    ErrorCode.DEVICE_LOST, "language-device-lost");
                        } catch (SightlineException e) {
                            if (e.reason().equals(LanguageEngine.OUT_OF_MEMORY)) {
                                // The runtime's memory never shrinks: a fresh worker has its own.
                                die(e.getMessage());
                            }
                            throw e;
                        }
                    });
        } finally {
            int done = running;
            running = 0;
            abort = null;
            // Calls are numbered in order: a stop that is meant for one that waits is kept.
            stopped.removeIf(call -> call <= done);
            close(command);
        }
    }

    private void answer(LanguageCommand command) {
        if (command instanceof LanguageCommand.Load load) {
            load(load);
        } else if (command instanceof LanguageCommand.Ask ask) {
            var signal = abort.getSignal();
            var stop = new Stop(signal, (SharedFlag) ask.stop());
            send(
                    loaded().ask(
                                    talker ->
                                            talker.ask(
                                                    ask,
                                                    stop,
                                                    (text, tokens) ->
                                                            send(
                                                                    new LanguageEvent.Token(
                                                                            ask.call(),
                                                                            text,
                                                                            tokens))),
                                    signal));
        } else if (command instanceof LanguageCommand.Verify verify) {
            var signal = abort.getSignal();
            send(loaded().ask(talker -> talker.verify(verify, signal), signal));
        }
    }

    private LanguageEngine loaded() {
        if (language == null) {
            throw new SightlineException(ErrorCode.NO_MODEL, "language-not-loaded");
        }
        return language;
    }

    private void load(LanguageCommand.Load load) {
        if (language != null) {
            // Two would not fit.
            language.release();
            language = null;
        }
        var engine =
                new LanguageEngine(
                        fetcher,
                        facts,
                        load.model(),
                        load.choice(),
                        load.site(),
                        new Reports(load.call()));
        try {
            engine.start(abort.getSignal());
        } catch (RuntimeException e) {
            engine.release();
            throw e;
        }
        language = engine;
        send(new LanguageEvent.Limits(engine.entry().id(), engine.limits()));
        send(loaded(load.call(), engine));
    }

    private static VisionEvent.Loaded loaded(int call, LanguageEngine engine) {
        var step = engine.step();
        return new VisionEvent.Loaded(
                call,
                engine.entry().id(),
                step.variant().id(),
                step.backend(),
                step.threads(),
                engine.passes(),
                engine.parts());
    }

    private void send(LanguageEvent event) {
        outbox.send(event.toMap());
    }

    private static int callOf(LanguageCommand command) {
        if (command instanceof LanguageCommand.Load load) {
            return load.call();
        }
        if (command instanceof LanguageCommand.Ask ask) {
            return ask.call();
        }
        return command instanceof LanguageCommand.Verify verify ? verify.call() : 0;
    }

    private static void close(LanguageCommand command) {
        if (command instanceof LanguageCommand.Ask ask) {
            close(ask.frames());
        } else if (command instanceof LanguageCommand.Verify verify) {
            close(verify.frames());
            close(verify.second());
        }
    }

    private static void close(List<LanguageCommand.Frame> frames) {
        for (var frame : frames) {
            if (frame.image() != null) {
                close((JSObject) frame.image());
            }
        }
    }

    // Outside of everything that could catch it, so that the page hears of it.
    @JSBody(params = "reason", script = "setTimeout(() => { throw new Error(reason); });")
    private static native void die(String reason);

    @JSBody(params = "image", script = "image.close();")
    private static native void close(JSObject image);

    /** Tells the page how a load goes on. */
    private final class Reports implements LanguageEngine.Listener {
        private final int call;

        Reports(int call) {
            this.call = call;
        }

        @Override
        public void progress(
                String model, String stage, double done, double total, boolean cached) {
            outbox.progress(call, model, stage, done, total, cached);
        }

        @Override
        public void moved(LanguageEngine engine) {
            send(loaded(0, engine));
        }

        @Override
        public void notice(String reason, Map<String, Object> values) {
            send(new VisionEvent.Notice(reason, values));
        }
    }
}
