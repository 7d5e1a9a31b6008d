// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.watch;

import io.sightline.core.watch.Labels;
import io.sightline.glue.async.Await;
import io.sightline.glue.database.Database;
import io.sightline.glue.dom.Blobs;
import io.sightline.glue.dom.Digest;
import io.sightline.glue.value.JsValues;
import java.util.List;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSString;
import org.teavm.jso.file.Blob;

/**
 * The labelled moments that are kept in this browser, by what the clip holds and not by its name.
 * Its methods block.
 */
final class LabelStore {
    private static final String NAME = "sightline-labels";
    private static final String TABLE = "labels";

    /** What is read of a clip at once, bytes. */
    private static final double PART = 64e6;

    private Database database;

    /**
     * The SHA-256 of a clip, in hexadecimal digits; of one that is longer than a part, that of its
     * parts' digits.
     */
    static String hash(Blob clip) {
        double size = Blobs.size(clip);
        if (size <= PART) {
            return hashOf(clip);
        }
        var digits = new StringBuilder();
        for (double at = 0; at < size; at += PART) {
            digits.append(hashOf(Blobs.slice(clip, at, Math.min(size, at + PART))));
        }
        return hashOf(Blobs.of(JSString.valueOf(digits.toString()), "text/plain"));
    }

    private static String hashOf(Blob part) {
        var bytes = Await.await(part.arrayBuffer());
        return Digest.hex(Await.await(Digest.sha256(bytes)));
    }

    /** What is kept of a clip; nothing yet is a fresh set under this name. */
    Labels of(String clip, String name) {
        JSObject kept = open().get(TABLE, clip);
        return kept == null
                ? new Labels(clip, name, List.of())
                : Labels.of(JsValues.toJava(kept)).about(clip);
    }

    /** Keeps them in place of what was kept of the clip; none at all are let go. */
    void keep(Labels labels) {
        if (labels.moments().isEmpty()) {
            open().delete(TABLE, labels.clip());
        } else {
            open().put(TABLE, labels.clip(), JsValues.toJs(labels.toMap()));
        }
    }

    /** A tab with newer tables, or whoever clears this site's data, closes what was open here. */
    private Database open() {
        if (database == null || !database.isOpen()) {
            database = Database.open(NAME, 1, TABLE);
        }
        return database;
    }
}
