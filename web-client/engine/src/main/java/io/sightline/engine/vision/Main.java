// SPDX-License-Identifier: Apache-2.0
package io.sightline.engine.vision;

import io.sightline.core.backend.DeviceFacts;
import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.message.VisionCommand;
import io.sightline.core.message.VisionEvent;
import io.sightline.engine.device.DeviceProbe;
import io.sightline.engine.files.ModelFetcher;
import io.sightline.engine.files.ModelStore;
import io.sightline.engine.frame.Frame;
import io.sightline.engine.frame.FramePixels;
import io.sightline.engine.worker.Outbox;
import io.sightline.glue.async.Await;
import io.sightline.glue.async.LoopThread;
import io.sightline.glue.async.Mailbox;
import io.sightline.glue.canvas.ImageBitmap;
import io.sightline.glue.canvas.OffscreenCanvas;
import io.sightline.glue.dom.Clock;
import io.sightline.glue.error.JsException;
import io.sightline.glue.net.AbortController;
import io.sightline.glue.ort.Ort;
import io.sightline.glue.storage.Opfs;
import io.sightline.glue.value.JsValues;
import io.sightline.glue.worker.Channel;
import io.sightline.glue.worker.WorkerScope;
import java.util.Map;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSArray;
import org.teavm.jso.file.Blob;
import org.teavm.jso.typedarrays.Uint8Array;

/**
 * The vision worker: one thread takes commands in order and runs the depth model and the detectors.
 * Only an abort overtakes the others. It never stops on a failure: each is answered, and the next
 * command is taken.
 */
public final class Main {
    /**
     * More commands than the page ever has under way; beyond it something is wrong, and the command
     * is refused.
     */
    private static final int MOST_COMMANDS = 64;

    private final Channel channel;
    private final Outbox outbox;
    private final Mailbox<VisionCommand> mailbox = Mailbox.bounded(MOST_COMMANDS);
    private final ModelStore store = new ModelStore();
    private final ModelFetcher fetcher = new ModelFetcher(store);
    private final FramePixels pixels = new FramePixels();
    private final DepthPicture picture = new DepthPicture();
    private final EffectPainter effects = new EffectPainter();
    private final ScenePicture scene =
            new ScenePicture(reason -> send(new VisionEvent.NoScene(reason)));
    private final SceneReader reader = new SceneReader(picture);
    private final String runtimeFolder;
    private DeviceFacts facts;
    private DepthEngine depth;
    private DetectorEngine detector;
    private DetectorEngine faces;
    private int loading;
    // The load that was given up last, perhaps before it began.
    private int stopped;
    private AbortController abort;

    private Main(Channel channel, String runtimeFolder) {
        this.channel = channel;
        outbox = new Outbox(channel);
        this.runtimeFolder = runtimeFolder;
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
        VisionCommand command;
        try {
            command = VisionCommand.of(JsValues.toJava(message));
        } catch (SightlineException e) {
            send(VisionEvent.Failed.of(0, e, ""));
            return;
        }
        if (command instanceof VisionCommand.Abort stop) {
            stopped = stop.call();
            if (abort != null && stop.call() == loading) {
                abort.abort();
            }
            return;
        }
        if (command instanceof VisionCommand.Scene look) {
            // From elsewhere, at once, also in the middle of a measurement.
            scene.look(look.view());
            if (look.view() != null) {
                return;
            }
        }
        if (!mailbox.offer(command)) {
            close(command);
            send(
                    VisionEvent.Failed.of(
                            0, new SightlineException(ErrorCode.BUSY, "worker-busy"), ""));
        }
    }

    private void start() {
        try {
            probe();
        } catch (RuntimeException e) {
            outbox.fail(0, e);
            return;
        }
        send(new VisionEvent.Ready(facts));
        LoopThread.start("vision", mailbox, this::handle, this::failed);
    }

    private void probe() {
        facts = DeviceProbe.take();
        var runtime = Ort.getEnv();
        runtime.setLogLevel("error");
        runtime.getWasm().setWasmPaths(runtimeFolder);
        runtime.getWasm().setNumThreads(DeviceProbe.threads(facts));
        runtime.getWasm().setProxy(false);
    }

    private void handle(VisionCommand command) {
        if (command instanceof VisionCommand.Attach attach) {
            picture.attach((OffscreenCanvas) attach.canvas());
        } else if (command instanceof VisionCommand.Look look) {
            picture.look(look.how());
        } else if (command instanceof VisionCommand.AttachScene attach) {
            scene.attach((OffscreenCanvas) attach.canvas());
        } else if (command instanceof VisionCommand.Scene) {
            scene.rest();
        } else if (command instanceof VisionCommand.SceneFrame frame) {
            try {
                if (picture.shown()) {
                    scene.take(picture, (JSObject) frame.image(), frame.size());
                }
            } finally {
                close(frame);
            }
        } else if (command instanceof VisionCommand.Pick pick) {
            outbox.answer(pick.call(), () -> send(reader.pick(pick)));
        } else if (command instanceof VisionCommand.Floor floor) {
            outbox.answer(floor.call(), () -> floor(floor));
        } else if (command instanceof VisionCommand.Effect effect) {
            effects.set(effect.how(), effect.scene());
            effect(null);
        } else if (command instanceof VisionCommand.EffectImage image) {
            effects.image(image.skin(), (ImageBitmap) image.image());
            effect(null);
        } else if (command instanceof VisionCommand.Load load) {
            outbox.answer(load.call(), () -> load(load));
        } else if (command instanceof VisionCommand.Frame frame) {
            try {
                outbox.answer(frame.call(), () -> measure(frame));
            } finally {
                close(frame);
            }
        } else if (command instanceof VisionCommand.Detect detect) {
            try {
                outbox.answer(detect.call(), () -> detect(detect));
            } finally {
                close(detect);
            }
        } else if (command instanceof VisionCommand.Read read) {
            outbox.answer(read.call(), () -> read(read));
        } else if (command instanceof VisionCommand.Keep keep) {
            outbox.answer(keep.call(), () -> keep(keep));
        } else if (command instanceof VisionCommand.Storage storage) {
            outbox.answer(storage.call(), () -> storage(storage));
        }
    }

    private void failed(VisionCommand command, Throwable failure) {
        outbox.fail(0, failure);
    }

    private void load(VisionCommand.Load load) {
        if (stopped == load.call()) {
            throw new SightlineException(ErrorCode.ABORTED, "stopped");
        }
        loading = load.call();
        abort = new AbortController();
        try {
            if (load.model().detector() == null) {
                loadDepth(load);
            } else {
                loadDetector(load);
            }
        } finally {
            loading = 0;
            abort = null;
        }
    }

    private void loadDepth(VisionCommand.Load load) {
        var engine =
                new DepthEngine(
                        fetcher,
                        pixels,
                        facts,
                        load.model(),
                        load.choice(),
                        load.site(),
                        new Reports(load.call()));
        try {
            // The model in use goes on serving until its successor is ready, unless both would not
            // fit.
            engine.start(load.input(), abort.getSignal());
        } catch (RuntimeException e) {
            engine.release();
            throw e;
        }
        if (depth != null) {
            depth.release();
        }
        depth = engine;
        send(loaded(load.call(), engine.ladder()));
    }

    private void loadDetector(VisionCommand.Load load) {
        var engine =
                new DetectorEngine(
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
        boolean face = load.model().role().equals("face");
        var old = face ? faces : detector;
        if (old != null) {
            old.release();
        }
        if (face) {
            faces = engine;
        } else {
            detector = engine;
        }
        send(loaded(load.call(), engine.ladder()));
    }

    private void detect(VisionCommand.Detect command) {
        var engine = command.faces() ? faces : detector;
        if (engine == null) {
            throw new SightlineException(ErrorCode.NO_MODEL, "no-detector");
        }
        var found = engine.detect((JSObject) command.image(), command.size(), command.minScore());
        send(new VisionEvent.Detected(command.call(), found.detections(), found.timings()));
    }

    private void measure(VisionCommand.Frame frame) {
        if (depth == null) {
            throw new SightlineException(ErrorCode.NO_MODEL, "not-loaded");
        }
        double start = Clock.now();
        var measured =
                depth.measure(
                        new Frame(
                                (JSObject) frame.image(),
                                frame.size(),
                                frame.stream(),
                                frame.steady()),
                        frame.input(),
                        frame.values(),
                        frame.draw() ? picture : null);
        var timings = measured.timings(Clock.now() - start);
        var data = measured.data();
        var event =
                new VisionEvent.Depth(
                        frame.call(),
                        measured.size(),
                        data,
                        measured.range(),
                        timings,
                        measured.steadiness());
        var transfer = new JSArray<JSObject>();
        if (data != null) {
            transfer.push(data.getBuffer());
        }
        outbox.send(event.toMap(), transfer);
        if (frame.draw() && scene.wanted()) {
            scene.take(picture, (JSObject) frame.image(), frame.size());
        }
        if (frame.draw() && effects.on()) {
            effect(frame);
        }
    }

    /**
     * Shows the effect. What fails here leaves the measurement alone.
     *
     * @param frame that was measured, or null for the last one
     */
    private void effect(VisionCommand.Frame frame) {
        ImageBitmap image = null;
        var reason = "";
        try {
            image =
                    frame == null
                            ? effects.again()
                            : effects.frame((JSObject) frame.image(), frame.size(), picture);
        } catch (SightlineException e) {
            reason = e.reason();
        } catch (RuntimeException e) {
            System.err.println("The effect failed: " + e.getMessage());
            reason = picture.onGpu() == null ? "" : "effect-failed";
        }
        var transfer = new JSArray<JSObject>();
        if (image != null) {
            transfer.push(image);
        }
        outbox.send(new VisionEvent.Effect(image, reason).toMap(), transfer);
    }

    private void floor(VisionCommand.Floor command) {
        var event = reader.floor(command);
        var transfer = new JSArray<JSObject>();
        transfer.push(((Uint8Array) event.cells()).getBuffer());
        outbox.send(event.toMap(), transfer);
    }

    private void read(VisionCommand.Read read) {
        var data = picture.read(read.places());
        var transfer = new JSArray<JSObject>();
        transfer.push(data.getBuffer());
        outbox.send(new VisionEvent.Values(read.call(), data).toMap(), transfer);
    }

    private void keep(VisionCommand.Keep command) {
        Uint8Array bytes;
        try {
            bytes = new Uint8Array(Await.await(((Blob) command.blob()).arrayBuffer()));
        } catch (JsException e) {
            throw new SightlineException(ErrorCode.BAD_INPUT, "model-unreadable");
        }
        send(fetcher.keep(command.call(), bytes));
    }

    private void storage(VisionCommand.Storage command) {
        for (var file : store.list()) {
            if (command.delete().equals("all") || command.delete().equals(file.sha256())) {
                store.delete(file.sha256());
            }
        }
        double used = 0;
        double quota = 0;
        if (Opfs.available()) {
            var estimate = Await.await(Opfs.estimate());
            used = estimate.getUsage();
            quota = estimate.getQuota();
        }
        send(new VisionEvent.Stored(command.call(), store.list(), used, quota));
    }

    private static VisionEvent.Loaded loaded(int call, ModelLadder ladder) {
        var step = ladder.step();
        return new VisionEvent.Loaded(
                call,
                ladder.model().id(),
                step.variant().id(),
                step.backend(),
                step.threads(),
                ladder.passes());
    }

    private static void close(VisionCommand command) {
        if (command instanceof VisionCommand.Frame frame) {
            closeImage((JSObject) frame.image());
        } else if (command instanceof VisionCommand.Detect detect) {
            closeImage((JSObject) detect.image());
        } else if (command instanceof VisionCommand.SceneFrame frame) {
            closeImage((JSObject) frame.image());
        } else if (command instanceof VisionCommand.EffectImage image && image.image() != null) {
            closeImage((JSObject) image.image());
        }
    }

    // An ImageBitmap or a VideoFrame: both have it.
    @JSBody(params = "image", script = "image.close();")
    private static native void closeImage(JSObject image);

    private void send(VisionEvent event) {
        outbox.send(event.toMap());
    }

    /** Tells the page how a load goes on. */
    private final class Reports implements ModelLadder.Listener {
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
        public void moved(ModelLadder ladder) {
            send(loaded(0, ladder));
        }

        @Override
        public void notice(String reason) {
            send(new VisionEvent.Notice(reason, Map.of()));
        }
    }
}
