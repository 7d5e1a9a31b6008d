// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.worker;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;
import org.teavm.jso.JSProperty;
import org.teavm.jso.core.JSArray;
import org.teavm.jso.dom.events.Event;
import org.teavm.jso.dom.events.MessageEvent;
import org.teavm.jso.workers.MessagePort;

/** Opens channels. */
public final class Channels {
    private Channels() {}

    /**
     * Starts a worker from an ES module and gives the channel to it.
     *
     * @param url of the module, same origin
     * @param name for debugging tools
     */
    public static Channel startWorker(String url, String name) {
        return new PortChannel(newWorker(url, name), true);
    }

    static Channel toStarter() {
        return new PortChannel(self(), false);
    }

    /** The channel over a port that was received or made. */
    public static Channel of(MessagePort port) {
        return new PortChannel((Endpoint) (JSObject) port, false);
    }

    /** A pair of ports: keep one, send the other. */
    public static Ports newPorts() {
        return makePorts();
    }

    /** Two connected ports. */
    public interface Ports extends JSObject {
        /** One end. */
        @JSProperty
        MessagePort getPort1();

        /** The other. */
        @JSProperty
        MessagePort getPort2();
    }

    /** What a worker, a worker's own scope and a port have in common. */
    interface Endpoint extends JSObject {
        void postMessage(JSObject message, JSArray<JSObject> transfer);
    }

    @JSFunctor
    private interface Listener extends JSObject {
        void event(Event event);
    }

    private static final class PortChannel implements Channel {
        private final Endpoint endpoint;
        private final boolean worker;
        private FailureHandler failures = reason -> System.err.println(reason);
        private boolean closed;

        PortChannel(Endpoint endpoint, boolean worker) {
            this.endpoint = endpoint;
            this.worker = worker;
            listen(endpoint, "error", event -> failed(describeError(event)));
            listen(endpoint, "messageerror", event -> failed("a message could not be read"));
        }

        @Override
        public void send(JSObject message, JSArray<JSObject> transfer) {
            endpoint.postMessage(message, transfer);
        }

        @Override
        public void onMessage(MessageHandler handler) {
            // Setting the property, unlike adding a listener, also starts a port.
            setOnMessage(endpoint, event -> handler.message(((MessageEvent) event).getData()));
        }

        @Override
        public void onFailure(FailureHandler handler) {
            failures = handler;
        }

        @Override
        public void close() {
            closed = true;
            if (worker) {
                terminate(endpoint);
            } else {
                closeEnd(endpoint);
            }
        }

        private void failed(String reason) {
            if (!closed) {
                failures.failed(reason);
            }
        }
    }

    @JSBody(
            params = {"url", "name"},
            script = "return new Worker(url, { type: 'module', name: name });")
    private static native Endpoint newWorker(String url, String name);

    @JSBody(script = "return self;")
    private static native Endpoint self();

    @JSBody(script = "return new MessageChannel();")
    private static native Ports makePorts();

    @JSBody(
            params = {"target", "type", "listener"},
            script = "target.addEventListener(type, listener);")
    private static native void listen(Endpoint target, String type, Listener listener);

    @JSBody(
            params = {"target", "listener"},
            script = "target.onmessage = listener;")
    private static native void setOnMessage(Endpoint target, Listener listener);

    @JSBody(params = "target", script = "target.terminate();")
    private static native void terminate(Endpoint target);

    @JSBody(params = "target", script = "target.close();")
    private static native void closeEnd(Endpoint target);

    // A worker whose script cannot be loaded gives an event without a message.
    @JSBody(
            params = "event",
            script =
                    "return event.message ? event.message + ' (' + event.filename + ':' + event.lineno + ')' : "
                            + "'the worker could not be started';")
    private static native String describeError(Event event);
}
