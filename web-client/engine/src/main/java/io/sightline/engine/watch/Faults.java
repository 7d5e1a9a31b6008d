// SPDX-License-Identifier: Apache-2.0
package io.sightline.engine.watch;

import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import java.util.Map;

/** The faults of watching, as people are told them. */
final class Faults {
    private Faults() {}

    /** The browser did not keep an alert. */
    static SightlineException ofStore(RuntimeException e) {
        boolean full = BoundedTable.isFull(e);
        return new SightlineException(
                full ? ErrorCode.QUOTA : ErrorCode.INTERNAL,
                full ? "alerts-full" : "alerts-store",
                Map.of("cause", String.valueOf(e.getMessage())));
    }

    /** A clip cannot be read. */
    static SightlineException ofClip(RuntimeException e) {
        return new SightlineException(
                ErrorCode.BAD_INPUT,
                "clip-broken",
                Map.of("cause", String.valueOf(e.getMessage())));
    }
}
