// SPDX-License-Identifier: Apache-2.0
package io.sightline.engine.worker;

import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.message.VisionEvent;
import io.sightline.glue.dom.Clock;
import io.sightline.glue.error.JsErrors;
import io.sightline.glue.error.JsException;
import io.sightline.glue.value.JsValues;
import io.sightline.glue.worker.Channel;
import java.util.Map;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSArray;

/** What a worker tells the page. */
public final class Outbox {
    /** Between two reports of progress, milliseconds, so that messages do not slow the download. */
    private static final double PAUSE = 50;

    private final Channel channel;
    private String lastStage = "";
    private double lastTime;

    /**
     * @param channel to the page
     */
    public Outbox(Channel channel) {
        this.channel = channel;
    }

    /** Sends a message. */
    public void send(Map<String, Object> message) {
        channel.send(JsValues.toJs(message));
    }

    /** Sends a message and hands these objects over with it. */
    public void send(Map<String, Object> message, JSArray<JSObject> transfer) {
        channel.send(JsValues.toJs(message), transfer);
    }

    /** Tells how far a load is, not more often than can be read. */
    public void progress(
            int call, String model, String stage, double done, double total, boolean cached) {
        double now = Clock.now();
        if (stage.equals(lastStage) && done < total && now - lastTime < PAUSE) {
            return;
        }
        lastStage = stage;
        lastTime = now;
        send(new VisionEvent.Progress(call, model, stage, done, total, cached).toMap());
    }

    /** Tells that a call failed; 0 is the worker as a whole. */
    public void fail(int call, Throwable failure) {
        if (failure instanceof SightlineException e) {
            send(VisionEvent.Failed.of(call, e, "").toMap());
        } else if (JsErrors.isAbort(failure)) {
            var stopped = new SightlineException(ErrorCode.ABORTED, "stopped");
            send(VisionEvent.Failed.of(call, stopped, "").toMap());
        } else {
            var stack = failure instanceof JsException e ? e.stack() : "";
            var values = Map.<String, Object>of("cause", String.valueOf(failure.getMessage()));
            var failed =
                    new VisionEvent.Failed(call, ErrorCode.INTERNAL, "unexpected", values, stack);
            send(failed.toMap());
        }
    }

    /** Runs a call; whatever it throws becomes its answer. */
    public void answer(int call, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            fail(call, e);
        }
    }
}
