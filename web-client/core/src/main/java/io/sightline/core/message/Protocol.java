// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.message;

import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.image.ImageSize;
import io.sightline.core.value.Fields;
import java.util.Map;

/** What all messages share: a version and a type. */
public final class Protocol {
    /** The version that this code speaks, inside and outside. */
    public static final int VERSION = 1;

    private Protocol() {}

    /** Starts a message of a type. */
    static Form start(String type) {
        return new Form().with("v", VERSION).with("type", type);
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

    /** The number of a call; 0 for none. */
    static int call(Fields fields) {
        return fields.count("call");
    }

    /** A size, from {@code width} and {@code height}. */
    static ImageSize size(Fields fields) {
        return new ImageSize(fields.whole("width", 1, 1 << 14), fields.whole("height", 1, 1 << 14));
    }

    /** The fault of a message whose type is unknown. */
    static SightlineException unknown(String type) {
        return new SightlineException(ErrorCode.BAD_INPUT, "message-type", Map.of("type", type));
    }
}
