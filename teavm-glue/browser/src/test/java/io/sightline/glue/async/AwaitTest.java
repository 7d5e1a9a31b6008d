// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.async;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertTrue;
import static org.junit.Assert.fail;

import io.sightline.glue.error.CodedException;
import io.sightline.glue.error.ErrorMapper;
import io.sightline.glue.error.JsErrors;
import io.sightline.glue.error.JsException;
import io.sightline.glue.net.AbortController;
import io.sightline.glue.testing.InBrowser;
import io.sightline.glue.testing.Js;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSNumber;
import org.teavm.jso.core.JSPromise;
import org.teavm.jso.core.JSString;
import org.teavm.junit.SkipJVM;

/** Promises in both directions, and the mailbox between callbacks and threads. */
@RunWith(InBrowser.class)
@SkipJVM
public class AwaitTest {
    private final Promises promises = new Promises(ErrorMapper.NONE);

    @Test
    public void givesTheValue() {
        assertEquals(
                "hi", ((JSString) Await.await(Js.promise("Promise.resolve('hi')"))).stringValue());
        assertEquals(
                7,
                ((JSNumber) Await.await(Js.promise("new Promise(r => setTimeout(r, 5, 7))")))
                        .intValue());
        assertNull(Await.await(Js.promise("Promise.resolve(null)")));
    }

    @Test
    public void aTurnOfTheLoopLetsMessagesIn() {
        var seen =
                Js.eval(
                        "(() => { const s = { n: 0 }; const c = new MessageChannel(); c.port1.onmessage = ()"
                                + " => { s.n++; c.port1.close(); }; c.port2.postMessage(1); return s; })()");
        Await.await(Js.promise("Promise.resolve(1)"));
        assertEquals("0", Js.apply("s => s.n", seen));
        EventLoop.turn();
        assertEquals("1", Js.apply("s => s.n", seen));
    }

    @Test
    public void givesWhatIsNoPromise() {
        assertEquals("hi", ((JSString) Await.await(Js.promise("'hi'"))).stringValue());
        assertNull(Await.await(Js.promise("null")));
    }

    @Test
    public void givesAnyReason() {
        assertRejected("new TypeError('bad')", "TypeError", "bad");
        assertRejected(
                "new DOMException('full', 'QuotaExceededError')", "QuotaExceededError", "full");
        assertRejected("'text'", "", "text");
        assertRejected("42", "", "42");
        assertRejected("false", "", "false");
        assertRejected("Symbol('s')", "", "Symbol(s)");
        assertRejected("null", "", "rejected with null");
        assertRejected("undefined", "", "rejected with undefined");
        assertRejected("({})", "", "[object Object]");
        assertRejected("Object.create(null)", "", "object");
        assertRejected("({ get message() { throw 1 }, toString() { throw 2 } })", "", "object");
    }

    @Test
    public void keepsTheReasonItself() {
        var e = rejection("Object.assign(new Error('m'), { code: 'c', extra: 5 })");
        assertEquals("c", e.code());
        assertEquals("5", Js.apply("e => e.extra", e.reason()));
        assertTrue(e.stack().contains("Error: m"));
    }

    @Test
    public void worksAgainAfterARejection() {
        // TeaVM 0.16 would throw the old error again: see Await.settle.
        for (var i = 0; i < 3; i++) {
            assertRejected("new RangeError('r" + i + "')", "RangeError", "r" + i);
            assertEquals(
                    i,
                    ((JSNumber) Await.await(Js.promise("Promise.resolve(" + i + ")"))).intValue());
        }
    }

    @Test
    public void bringsJavaExceptionsBackAsTheyWere() {
        var thrown = new IllegalStateException("mine");
        JSPromise<JSObject> promise =
                new JSPromise<>(
                        (resolve, reject) ->
                                Js.call(
                                        () -> {
                                            throw thrown;
                                        }));
        try {
            Await.await(promise);
            fail("not rejected");
        } catch (IllegalStateException e) {
            assertSame(thrown, e);
        }
    }

    @Test
    public void stopsWaitingWhenAborted() {
        var abort = new AbortController();
        new Thread(abort::abort).start();
        try {
            Await.await(Js.promise("new Promise(() => {})"), abort.getSignal());
            fail("not aborted");
        } catch (JsException e) {
            assertTrue(JsErrors.isAbort(e));
        }
        try {
            Await.await(Js.promise("Promise.resolve(1)"), abort.getSignal());
            fail("a signal that is aborted already is ignored");
        } catch (JsException e) {
            assertEquals("AbortError", e.name());
        }
    }

    @Test
    public void stopsWaitingAfterTheTime() {
        try {
            Await.await(Js.promise("new Promise(() => {})"), 20);
            fail("no timeout");
        } catch (JsException e) {
            assertEquals("TimeoutError", e.name());
        }
        assertEquals(
                1, ((JSNumber) Await.await(Js.promise("Promise.resolve(1)"), 10_000)).intValue());
    }

    @Test
    public void answersWithAPromise() {
        var made = promises.promise(() -> JSString.valueOf("ok"));
        assertEquals("ok", Await.await(made).stringValue());
        var waited =
                promises.promise(
                        () ->
                                Await.await(
                                        Js.promise("new Promise(r => setTimeout(r, 5, 'late'))")));
        assertEquals("late", ((JSString) Await.await(waited)).stringValue());
    }

    @Test
    public void answersWithACodedError() {
        var detail = Map.<String, Object>of("size", 12.0);
        JSPromise<JSObject> made =
                promises.promise(
                        () -> {
                            throw new CodedException("ProductError", "quota", "no room", detail);
                        });
        try {
            Await.await(made);
            fail("not rejected");
        } catch (JsException e) {
            assertEquals("ProductError", e.name());
            assertEquals("quota", e.code());
            assertEquals("no room", e.text());
            assertEquals(
                    "true,12", Js.apply("e => [e instanceof Error, e.detail.size]", e.reason()));
        }
    }

    @Test
    public void mapsTheProductsExceptions() {
        var mapped = new Promises(e -> new CodedException("E", "mapped", e.getMessage(), Map.of()));
        JSPromise<JSObject> made =
                mapped.promise(
                        () -> {
                            throw new IllegalArgumentException("odd");
                        });
        try {
            Await.await(made);
            fail("not rejected");
        } catch (JsException e) {
            assertEquals("mapped", e.code());
            assertEquals("odd", e.text());
        }
    }

    @Test
    public void settlesWhateverJavaThrows() {
        var one = new int[1];
        JSPromise<JSObject> none = promises.promise(() -> JSNumber.valueOf(((int[]) null)[0]));
        JSPromise<JSObject> range = promises.promise(() -> JSNumber.valueOf(one[3]));
        for (var made : List.of(none, range)) {
            try {
                Await.await(made);
                fail("not rejected");
            } catch (JsException e) {
                assertEquals("internal", e.code());
            }
        }
    }

    @Test
    public void mailboxKeepsTheLatest() {
        var dropped = new ArrayList<String>();
        var mailbox = Mailbox.<String>latest(dropped::add);
        assertTrue(mailbox.offer("1"));
        assertTrue(mailbox.offer("2"));
        assertTrue(mailbox.offer("3"));
        assertEquals(List.of("1", "2"), dropped);
        assertEquals("3", mailbox.take());
        assertEquals(0, mailbox.size());
        assertEquals(2, mailbox.dropCount());
    }

    @Test
    public void mailboxRefusesWhatItHasNoRoomFor() {
        var mailbox = Mailbox.<String>bounded(2);
        assertTrue(mailbox.offer("1"));
        assertTrue(mailbox.offer("2"));
        assertFalse(mailbox.offer("3"));
        assertEquals("1", mailbox.take());
        assertTrue(mailbox.offer("4"));
        mailbox.close();
        assertFalse(mailbox.offer("5"));
        assertEquals("2", mailbox.take());
        assertEquals("4", mailbox.take());
        assertNull(mailbox.take());
    }

    @Test
    public void mailboxWakesTheThreadThatWaits() {
        var mailbox = Mailbox.<String>bounded(1);
        // From a timer of JavaScript, where waiting would trap.
        later(() -> mailbox.offer("from a callback"));
        assertEquals("from a callback", mailbox.take());
    }

    @Test
    public void loopGoesOnAfterAFailure() throws InterruptedException {
        var done = new ArrayList<String>();
        var failed = new ArrayList<String>();
        var loop =
                LoopThread.<String>start(
                        "test",
                        Mailbox.bounded(8),
                        item -> {
                            if (item.equals("bad")) {
                                Await.await(Js.promise("Promise.reject(new Error('x'))"));
                            }
                            Await.await(Js.promise("Promise.resolve(1)"));
                            done.add(item);
                        },
                        (item, e) -> failed.add(item + ": " + e.getMessage()));
        for (var item : List.of("a", "bad", "b", "c")) {
            loop.mailbox().offer(item);
        }
        loop.finish();
        assertEquals(List.of("a", "b", "c"), done);
        assertEquals(List.of("bad: Error: x"), failed);
    }

    private static void assertRejected(String expression, String name, String text) {
        var e = rejection(expression);
        assertEquals(name, e.name());
        assertEquals(text, e.text());
    }

    private static JsException rejection(String expression) {
        try {
            Await.await(Js.promise("Promise.reject(" + expression + ")"));
        } catch (JsException e) {
            return e;
        }
        throw new AssertionError(expression + " did not reject");
    }

    @JSBody(params = "work", script = "setTimeout(work, 10);")
    private static native void later(Js.Work work);
}
