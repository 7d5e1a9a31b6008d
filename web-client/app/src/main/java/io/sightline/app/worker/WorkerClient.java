// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.worker;

import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
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
 * The page's end of a worker. Each call gets exactly one answer, also when the worker dies under
 * it.
 *
 * @param <C> what it is asked
 * @param <E> what it tells
 */
public abstract class WorkerClient<C, E> {
    private final String url;
    private final String name;
    private final Listener<E> listener;
    private final Map<Integer, Answer<E>> waiting = new HashMap<>();
    private final List<Parcel> outbox = new ArrayList<>();
    private Channel channel;
    private boolean wasStarted;
    private boolean listening;
    private int lastCall;

    /** A message on its way, with what is handed over. */
    private record Parcel(JSObject message, JSArray<JSObject> transfer) {}

    /** Hears what no call waits for. */
    public interface Listener<E> {
        /** A fresh worker runs. */
        void started();

        /** The worker told something of its own accord. */
        void told(E event);

        /** The worker is gone; every call has been answered with a failure. */
        void died(String detail);
    }

    /** Waits for the one answer to a call. */
    public interface Answer<E> {
        /** The answer: a result of the call's kind, or {@link VisionEvent.Failed}. */
        void answered(E event);
    }

    /**
     * @param url absolute address of the worker's script
     * @param name of the worker, for developers
     * @param listener hears the rest
     */
    protected WorkerClient(String url, String name, Listener<E> listener) {
        this.url = url;
        this.name = name;
        this.listener = listener;
    }

    /** A command in its message form. */
    protected abstract Map<String, Object> mapOf(C command);

    /** Reads a message. */
    protected abstract E read(Object message);

    /** The call that an event answers for good, 0 when it answers none. */
    protected abstract int callOf(E event);

    /** A failure as an event. */
    protected abstract E failed(VisionEvent.Failed failure);

    /** The reason of a call's failure when the worker is gone. */
    protected abstract String diedReason();

    /** Starts a worker; one that runs is ended first. */
    public void start() {
        stop();
        var fresh = Channels.startWorker(url, name);
        channel = fresh;
        wasStarted = true;
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
            entry.getValue().answered(died(entry.getKey()));
        }
    }

    /** True once there was a worker, whether or not it lives. */
    public boolean wasStarted() {
        return wasStarted;
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
    public void tell(C command, JSObject... transfer) {
        if (channel != null) {
            var list = new JSArray<JSObject>();
            for (var item : transfer) {
                list.push(item);
            }
            var parcel = new Parcel(JsValues.toJs(mapOf(command)), list);
            if (listening) {
                channel.send(parcel.message(), parcel.transfer());
            } else {
                // A worker that is still being loaded drops what it is sent.
                outbox.add(parcel);
            }
        }
    }

    /** Sends a command whose answer carries this number. */
    public void ask(int call, C command, Answer<E> answer, JSObject... transfer) {
        if (channel == null) {
            answer.answered(died(call));
            return;
        }
        waiting.put(call, answer);
        try {
            tell(command, transfer);
        } catch (RuntimeException e) {
            waiting.remove(call);
            answer.answered(unexpected(call, e));
        }
    }

    private E died(int call) {
        return failed(new VisionEvent.Failed(call, ErrorCode.INTERNAL, diedReason(), Map.of(), ""));
    }

    private E unexpected(int call, RuntimeException e) {
        return failed(
                new VisionEvent.Failed(
                        call,
                        ErrorCode.INTERNAL,
                        "unexpected",
                        Map.of("cause", String.valueOf(e.getMessage())),
                        ""));
    }

    private void receive(JSObject message) {
        E event;
        try {
            event = read(JsValues.toJava(message));
        } catch (SightlineException e) {
            event = failed(VisionEvent.Failed.of(0, e, e.getMessage()));
        } catch (RuntimeException e) {
            event = unexpected(0, e);
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
}
