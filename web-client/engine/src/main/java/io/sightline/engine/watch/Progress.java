// SPDX-License-Identifier: Apache-2.0
package io.sightline.engine.watch;

import io.sightline.core.message.WatchEvent;
import io.sightline.engine.worker.Outbox;
import io.sightline.glue.dom.Clock;

/** Tells how far a job is, not more often than can be seen. */
final class Progress {
    /** Milliseconds. */
    private static final double APART = 100;

    private final Outbox outbox;
    private final int call;
    private double toldAt;

    Progress(Outbox outbox, int call) {
        this.outbox = outbox;
        this.call = call;
    }

    /** So many seconds of the clip are done; its length is 0 where it is not known. */
    void at(double seconds, double length) {
        if (Clock.now() - toldAt >= APART) {
            toldAt = Clock.now();
            outbox.send(new WatchEvent.Progress(call, seconds, length).toMap());
        }
    }
}
