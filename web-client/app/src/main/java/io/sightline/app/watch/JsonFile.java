// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.watch;

import io.sightline.app.dom.Browser;
import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.glue.async.Await;
import io.sightline.glue.dom.Blobs;
import io.sightline.glue.value.JsValues;
import java.util.Map;
import org.teavm.jso.core.JSString;
import org.teavm.jso.file.Blob;

/** Files that hold a value as JSON. */
final class JsonFile {
    private JsonFile() {}

    /**
     * Reads a file; blocks.
     *
     * @param refusal key of the text for what is no JSON
     */
    static Object read(Blob file, String refusal) {
        String text;
        try {
            text = Await.await(Blobs.text(file)).stringValue();
        } catch (RuntimeException e) {
            // It was taken away, or may not be read.
            throw new SightlineException(ErrorCode.BAD_INPUT, refusal);
        }
        return parse(text, refusal);
    }

    /** The value that a text holds. */
    static Object parse(String text, String refusal) {
        // TeaVM's isBlank() knows spaces alone.
        if (text.strip().isEmpty()) {
            throw new SightlineException(ErrorCode.BAD_INPUT, "json-empty");
        }
        Object value;
        try {
            value = JsValues.toJava(Browser.parse(text));
        } catch (RuntimeException e) {
            value = null;
        }
        if (value == null) {
            throw new SightlineException(ErrorCode.BAD_INPUT, refusal);
        }
        return value;
    }

    /** A value as a text for people. */
    static String text(Map<String, Object> value) {
        return Browser.jsonText(JsValues.toJs(value));
    }

    /** Saves a value as a file. */
    static void save(Map<String, Object> value, String name) {
        Browser.save(Blobs.of(JSString.valueOf(text(value)), "application/json"), name);
    }
}
