// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.watch;

import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.glue.async.Await;
import io.sightline.glue.net.Fetch;
import java.util.Map;
import org.teavm.jso.JSObject;

/** Fetches a clip from this site, or from an address that the page itself made. */
final class ClipFetch {
    private ClipFetch() {}

    /** The clip as a Blob. Blocks. */
    static JSObject of(String address) {
        try {
            var response = Await.await(Fetch.fresh(address));
            if (response.isOk()) {
                return Await.await(response.blob());
            }
            throw failed(address, String.valueOf(response.getStatus()));
        } catch (SightlineException e) {
            throw e;
        } catch (RuntimeException e) {
            throw failed(address, String.valueOf(e.getMessage()));
        }
    }

    private static SightlineException failed(String address, String cause) {
        return new SightlineException(
                ErrorCode.NETWORK, "clip-fetch", Map.of("address", address, "cause", cause));
    }
}
