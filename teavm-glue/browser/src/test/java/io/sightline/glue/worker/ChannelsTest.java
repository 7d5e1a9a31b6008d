// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.worker;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.junit.Assert.fail;

import io.sightline.glue.async.Mailbox;
import io.sightline.glue.dom.Blobs;
import io.sightline.glue.dom.ObjectUrl;
import io.sightline.glue.error.JsException;
import io.sightline.glue.testing.InBrowser;
import io.sightline.glue.testing.Js;
import io.sightline.glue.value.JsValues;
import java.util.Map;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSArray;
import org.teavm.jso.core.JSString;
import org.teavm.junit.SkipJVM;

/** Messages to and from workers and ports. */
@RunWith(InBrowser.class)
@SkipJVM
public class ChannelsTest {
    @Test
    public void workerAnswers() {
        var received = Mailbox.<JSObject>bounded(4);
        var worker =
                start("onmessage = e => postMessage({ twice: e.data.n * 2, name: self.name });");
        worker.onMessage(received::offer);
        worker.send(JsValues.toJs(Map.of("n", 21)));
        assertEquals(Map.of("twice", 42.0, "name", "test"), JsValues.toJava(received.take()));
        worker.close();
    }

    @Test
    public void transferMovesBuffers() {
        var received = Mailbox.<JSObject>bounded(4);
        var worker = start("onmessage = e => postMessage(e.data.buffer.byteLength);");
        worker.onMessage(received::offer);
        var message = Js.eval("{ buffer: new ArrayBuffer(1000) }");
        var transfer = new JSArray<JSObject>();
        transfer.push(buffer(message));
        worker.send(message, transfer);
        assertEquals(1000.0, JsValues.toJava(received.take()));
        assertEquals("0", Js.apply("m => m.buffer.byteLength", message));
        worker.close();
    }

    @Test
    public void saysWhatCannotBeSent() {
        var worker = start("");
        try {
            worker.send(Js.eval("{ f() {} }"));
            fail("sent a function");
        } catch (JsException e) {
            assertEquals("DataCloneError", e.name());
        }
        worker.close();
    }

    @Test
    public void failuresOfTheWorkerAreTold() {
        var failures = Mailbox.<String>bounded(4);
        var thrower = start("onmessage = () => { throw new Error('broken'); };");
        thrower.onFailure(failures::offer);
        thrower.send(JSString.valueOf("go"));
        var reason = failures.take();
        assertTrue(reason, reason.contains("broken"));
        thrower.close();

        var missing = Channels.startWorker("/there-is-no-such-worker.js", "missing");
        missing.onFailure(failures::offer);
        assertEquals("the worker could not be started", failures.take());
    }

    @Test
    public void portsAreChannels() {
        var ports = Channels.newPorts();
        var here = Channels.of(ports.getPort1());
        var there = Channels.of(ports.getPort2());
        var received = Mailbox.<JSObject>bounded(4);
        // What is sent before anyone listens waits.
        here.send(JSString.valueOf("early"));
        there.onMessage(
                message -> {
                    received.offer(message);
                    there.send(JSString.valueOf("answer"));
                });
        here.onMessage(received::offer);
        assertEquals("early", JsValues.toJava(received.take()));
        assertEquals("answer", JsValues.toJava(received.take()));
        here.close();
    }

    private static Channel start(String script) {
        return Channels.startWorker(
                ObjectUrl.create(Blobs.of(JSString.valueOf(script), "text/javascript")), "test");
    }

    @JSBody(params = "message", script = "return message.buffer;")
    private static native JSObject buffer(JSObject message);
}
