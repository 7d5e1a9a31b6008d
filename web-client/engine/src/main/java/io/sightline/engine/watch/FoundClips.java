// SPDX-License-Identifier: Apache-2.0
package io.sightline.engine.watch;

import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.redact.Finds;
import java.util.LinkedHashMap;
import java.util.Map;
import org.teavm.jso.file.Blob;

/** What was found in the latest clips, until it is painted. */
final class FoundClips {
    private static final int MOST = 4;

    private final Map<Integer, Found> all = new LinkedHashMap<>();

    /** A clip with what was found in it. */
    record Found(Blob clip, Finds finds) {}

    void keep(int call, Found found) {
        all.put(call, found);
        if (all.size() > MOST) {
            all.remove(all.keySet().iterator().next());
        }
    }

    /** Refuses what is not kept any more. */
    Found of(int call) {
        var found = all.get(call);
        if (found == null) {
            throw new SightlineException(ErrorCode.BAD_INPUT, "redact-gone");
        }
        return found;
    }
}
