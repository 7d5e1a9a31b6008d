// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.vision;

import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.message.VisionCommand;
import io.sightline.core.message.VisionEvent;
import io.sightline.glue.value.JsValues;
import io.sightline.glue.worker.Channel;
import io.sightline.glue.worker.Channels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSArray;

/**
 * The page's end of the vision worker. Each call gets exactly one answer, also when the worker dies
 * under it.
 */
public final class VisionClient {
    private final String url;
    private final Listener listener;
    private final Map<Integer, Answer> waiting = new HashMap<>();
    private final List<Parcel> outbox = new ArrayList<>();
    private Channel channel;
    private boolean listening;
    private int lastCall;

    /** A message on its way, with what is handed over. */
    private record Parcel(JSObject message, JSArray<JSObject> transfer) {}

    /** Hears what no call waits for. */
    public interface Listener {
        /** A fresh worker runs. */
        void started();

        /** The worker told something of its own accord. */
        void told(VisionEvent event);

        /** The worker is gone; every call has been answered with a failure. */
        void died(String detail);
    }

    /** Waits for the one answer to a call. */
    public interface Answer {
        /** The answer: a result of the call's kind, or {@link VisionEvent.Failed}. */
        void answered(VisionEvent event);
    }

    /**
     * @param url absolute address of the worker's script
     * @param listener hears the rest
     */
    public VisionClient(String url, Listener listener) {
        this.url = url;
        this.listener = listener;
    }

    /** Starts a worker; one that runs is ended first. */
    public void start() {
        stop();
        var fresh = Channels.startWorker(url, "sightline-vision");
        channel = fresh;
        fresh.onMessage(
                message -> {
                    if (fresh == channel) {
                        receive(message);
                    }
                });
        fresh.onFailure(
                reason -> {
                    if (fresh == channel) {
                        stop();
                        listener.died(reason);
                    }
                });
        listener.started();
    }

    /** Ends the worker at once, whatever it does; every call is answered with a failure. */
    public void stop() {
        if (channel == null) {
            return;
        }
        channel.close();
        channel = null;
        listening = false;
        outbox.clear();
        var answers = new ArrayList<>(waiting.entrySet());
        waiting.clear();
        for (var entry : answers) {
            entry.getValue()
                    .answered(
                            new VisionEvent.Failed(
                                    entry.getKey(),
                                    ErrorCode.INTERNAL,
                                    "worker-died",
                                    Map.of(),
                                    ""));
        }
    }

    /** True while there is a worker. */
    public boolean running() {
        return channel != null;
    }

    /** A number for a call that was never used before. */
    public int nextCall() {
        return ++lastCall;
    }

    /** Sends a command that has no answer. */
    public void tell(VisionCommand command, JSObject... transfer) {
        if (channel != null) {
            var list = new JSArray<JSObject>();
            for (var item : transfer) {
                list.push(item);
            }
            var parcel = new Parcel(JsValues.toJs(command.toMap()), list);
            if (listening) {
                channel.send(parcel.message(), parcel.transfer());
            } else {
                // A worker that is still being loaded drops what it is sent.
                outbox.add(parcel);
            }
        }
    }

    /** Sends a command whose answer carries this number. */
    public void ask(int call, VisionCommand command, Answer answer, JSObject... transfer) {
        if (channel == null) {
            answer.answered(
                    new VisionEvent.Failed(call, ErrorCode.INTERNAL, "worker-died", Map.of(), ""));
            return;
        }
        waiting.put(call, answer);
        try {
            tell(command, transfer);
        } catch (RuntimeException e) {
            waiting.remove(call);
            answer.answered(
                    new VisionEvent.Failed(
                            call,
                            ErrorCode.INTERNAL,
                            "unexpected",
                            Map.of("cause", String.valueOf(e.getMessage())),
                            ""));
        }
    }

    private void receive(JSObject message) {
        VisionEvent event;
        try {
            event = VisionEvent.of(JsValues.toJava(message));
        } catch (SightlineException e) {
            event = VisionEvent.Failed.of(0, e, e.getMessage());
        } catch (RuntimeException e) {
            event =
                    new VisionEvent.Failed(
                            0,
                            ErrorCode.INTERNAL,
                            "unexpected",
                            Map.of("cause", String.valueOf(e.getMessage())),
                            "");
        }
        if (event instanceof VisionEvent.Ready && !listening) {
            listening = true;
            for (var parcel : outbox) {
                channel.send(parcel.message(), parcel.transfer());
            }
            outbox.clear();
        }
        int call = callOf(event);
        var answer = call > 0 ? waiting.remove(call) : null;
        if (answer != null) {
            answer.answered(event);
        } else if (call == 0) {
            listener.told(event);
        }
        // An answer that nobody waits for any more is dropped: its caller has been told otherwise.
    }

    /** The call that an event answers, 0 when it answers none. */
    private static int callOf(VisionEvent event) {
        if (event instanceof VisionEvent.Depth depth) {
            return depth.call();
        }
        if (event instanceof VisionEvent.Loaded loaded) {
            return loaded.call();
        }
        if (event instanceof VisionEvent.Stored stored) {
            return stored.call();
        }
        return event instanceof VisionEvent.Failed failed ? failed.call() : 0;
    }
}
