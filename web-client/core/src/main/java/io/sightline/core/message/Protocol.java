// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.message;

import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.value.Fields;
import java.util.LinkedHashMap;
import java.util.Map;

/** What all messages share: a version and a type. */
public final class Protocol {
    /** The version that this code speaks, inside and outside. */
    public static final int VERSION = 1;

    private Protocol() {}

    /** Starts a message of a type. */
    static Map<String, Object> start(String type) {
        var map = new LinkedHashMap<String, Object>();
        map.put("v", VERSION);
        map.put("type", type);
        return map;
    }

    /** Opens a message; one of another version is refused. */
    static Fields open(Object message) {
        var fields = Fields.of(message);
        long version = fields.whole("v");
        if (version != VERSION) {
            throw new SightlineException(
                    ErrorCode.BAD_INPUT,
                    "message-version",
                    Map.of("found", (double) version, "wanted", VERSION));
        }
        return fields;
    }

    /** The fault of a message whose type is unknown. */
    static SightlineException unknown(String type) {
        return new SightlineException(ErrorCode.BAD_INPUT, "message-type", Map.of("type", type));
    }
}
