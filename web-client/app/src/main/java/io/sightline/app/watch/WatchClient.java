// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.watch;

import io.sightline.app.worker.WorkerClient;
import io.sightline.core.message.VisionEvent;
import io.sightline.core.message.WatchCommand;
import io.sightline.core.message.WatchEvent;
import java.util.Map;

/** The page's end of the watch worker. */
final class WatchClient extends WorkerClient<WatchCommand, WatchEvent> {
    WatchClient(String url, Listener<WatchEvent> listener) {
        super(url, "sightline-watch", listener);
    }

    @Override
    protected Map<String, Object> mapOf(WatchCommand command) {
        return command.toMap();
    }

    @Override
    protected WatchEvent read(Object message) {
        return WatchEvent.of(message);
    }

    @Override
    protected int callOf(WatchEvent event) {
        if (event instanceof WatchEvent.Replayed replayed) {
            return replayed.call();
        }
        if (event instanceof WatchEvent.Kept kept) {
            return kept.more() ? 0 : kept.call();
        }
        if (event instanceof WatchEvent.Pictures pictures) {
            return pictures.call();
        }
        if (event instanceof WatchEvent.Tuned tuned) {
            return tuned.call();
        }
        if (event instanceof WatchEvent.Found found) {
            return found.call();
        }
        if (event instanceof WatchEvent.Redacted redacted) {
            return redacted.call();
        }
        if (event instanceof WatchEvent.Still still) {
            return still.call();
        }
        if (event instanceof WatchEvent.Preview preview) {
            return preview.call();
        }
        if (event instanceof WatchEvent.Covered covered) {
            return covered.call();
        }
        if (event instanceof WatchEvent.Why why) {
            return why.call();
        }
        return event instanceof VisionEvent.Failed failed ? failed.call() : 0;
    }

    @Override
    protected WatchEvent failed(VisionEvent.Failed failure) {
        return failure;
    }

    @Override
    protected String diedReason() {
        return "watch-worker-died";
    }
}
