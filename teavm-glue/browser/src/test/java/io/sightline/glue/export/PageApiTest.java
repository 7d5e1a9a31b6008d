// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.export;

import static org.junit.Assert.assertEquals;

import io.sightline.glue.async.Await;
import io.sightline.glue.async.Promises;
import io.sightline.glue.dom.Globals;
import io.sightline.glue.error.CodedException;
import io.sightline.glue.error.ErrorMapper;
import io.sightline.glue.testing.InBrowser;
import io.sightline.glue.testing.Js;
import io.sightline.glue.value.JsValues;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.teavm.jso.JSExport;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;
import org.teavm.jso.JSProperty;
import org.teavm.jso.core.JSPromise;
import org.teavm.jso.core.JSString;
import org.teavm.junit.SkipJVM;

/**
 * How a page is offered an API written in Java: an object whose exported methods return promises,
 * given a name with {@link Globals#define}. Options come as plain objects, results go as plain
 * objects, failures as coded errors.
 */
@RunWith(InBrowser.class)
@SkipJVM
public class PageApiTest {
    @Test
    public void javaScriptCallsJava() {
        Globals.define("product", new Api("hello"));
        assertEquals("hello, you", text("product.greet('you')"));
        assertEquals(
                "{\"twice\":14,\"list\":[1,\"a\"]}",
                text("product.compute({ n: 7 }).then(JSON.stringify)"));
        assertEquals("1", text("Promise.resolve(product.version)"));
        assertEquals(
                "ProductError bad-input n is missing",
                text("product.compute({}).catch(e => [e.name, e.code, e.message].join(' '))"));
        assertEquals("ProductError", text("product.compute().catch(e => e.name)"));
        assertEquals("heard x", text("new Promise(r => product.on(e => r('heard ' + e)))"));
    }

    private static String text(String expression) {
        return ((JSString) Await.await(Js.promise("(" + expression + ").then(String)")))
                .stringValue();
    }

    /** Told of events. */
    @JSFunctor
    public interface Listener extends JSObject {
        /** One happened. */
        void event(JSObject event);
    }

    /** The API. */
    public static final class Api {
        private final String greeting;
        private final Promises promises = new Promises(ErrorMapper.NONE);

        Api(String greeting) {
            this.greeting = greeting;
        }

        /** A property. */
        @JSExport
        @JSProperty
        public int getVersion() {
            return 1;
        }

        /** A call that waits. */
        @JSExport
        public JSPromise<JSString> greet(String whom) {
            return promises.promise(
                    () -> {
                        Await.await(Js.promise("new Promise(r => setTimeout(r, 5))"));
                        return JSString.valueOf(greeting + ", " + whom);
                    });
        }

        /** A call with options. */
        @JSExport
        public JSPromise<JSObject> compute(JSObject options) {
            return promises.promise(
                    () -> {
                        if (!(JsValues.toJava(options) instanceof Map<?, ?> map)
                                || !(map.get("n") instanceof Double n)) {
                            throw new CodedException(
                                    "ProductError", "bad-input", "n is missing", Map.of());
                        }
                        var result = new LinkedHashMap<String, Object>();
                        result.put("twice", 2 * n);
                        result.put("list", List.of(1, "a"));
                        return JsValues.toJs(result);
                    });
        }

        /** A subscription. */
        @JSExport
        public void on(Listener listener) {
            listener.event(JSString.valueOf("x"));
        }
    }
}
