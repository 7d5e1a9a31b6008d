// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.error;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertTrue;
import static org.junit.Assert.fail;

import io.sightline.glue.testing.InBrowser;
import io.sightline.glue.testing.Js;
import java.util.Map;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.teavm.junit.SkipJVM;

/** Errors thrown through calls in both directions. */
@RunWith(InBrowser.class)
@SkipJVM
public class JsErrorsTest {
    @Test
    public void javaSeesWhatJavaScriptThrows() {
        try {
            Js.throwValue(
                    "Object.assign(new DOMException('full', 'QuotaExceededError'), { extra: 1 })");
            fail("not thrown");
        } catch (JsException e) {
            assertTrue(e.is("QuotaExceededError"));
            assertEquals("full", e.text());
            assertEquals("QuotaExceededError: full", e.getMessage());
            assertEquals("1", Js.apply("e => e.extra", e.reason()));
        }
    }

    @Test
    public void finallyRunsForWhatJavaScriptThrows() {
        var steps = new StringBuilder();
        try {
            try {
                Js.throwValue("new TypeError('t')");
            } finally {
                steps.append("finally ");
            }
        } catch (RuntimeException e) {
            steps.append(e.getMessage());
        }
        assertEquals("finally TypeError: t", steps.toString());
    }

    @Test
    public void javaScriptSeesItsOwnErrorAgain() {
        assertEquals(
                "TypeError|t|c",
                Js.caught(() -> Js.throwValue("Object.assign(new TypeError('t'), { code: 'c' })")));
    }

    @Test
    public void exceptionsOfJavaPassThroughJavaScript() {
        var thrown = new IllegalStateException("mine");
        try {
            Js.call(
                    () -> {
                        throw thrown;
                    });
            fail("not thrown");
        } catch (IllegalStateException e) {
            assertSame(thrown, e);
        }
    }

    @Test
    public void faultsOfTheProgramCanBeCaught() {
        Object nothing = Js.json(null).isEmpty() ? "" : null;
        try {
            nothing.hashCode();
            fail("not thrown");
        } catch (NullPointerException e) {
            assertEquals("Error|java.lang.NullPointerException|internal", describe(e));
        }
        try {
            fail(((String) (Object) Integer.valueOf(Js.json(null).length())) + " is no string");
        } catch (ClassCastException e) {
            assertTrue(describe(e).startsWith("Error|java.lang.ClassCastException"));
        }
    }

    @Test
    public void codedExceptionsBecomeErrorsWithDetail() {
        var error =
                JsErrors.toJs(new CodedException("SomeError", "busy", "wait", Map.of("call", 3.0)));
        assertEquals(
                "SomeError|wait|busy|3|true",
                Js.apply(
                        "e => [e.name, e.message, e.code, e.detail.call, e instanceof Error].join('|')",
                        error));
    }

    private static String describe(Throwable failure) {
        return Js.apply("e => [e.name, e.message, e.code].join('|')", JsErrors.toJs(failure));
    }
}
