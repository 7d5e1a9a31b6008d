// SPDX-License-Identifier: Apache-2.0
package io.sightline.engine.language;

import io.sightline.glue.async.EventLoop;
import io.sightline.glue.async.SharedFlag;
import io.sightline.glue.net.AbortSignal;

/** Whether the page stops an answer that is under way. */
final class Stop {
    private final AbortSignal signal;
    private final SharedFlag flag;

    /**
     * @param signal that the page's message aborts
     * @param flag that the page raises as well; null where it shares no memory
     */
    Stop(AbortSignal signal, SharedFlag flag) {
        this.signal = signal;
        this.flag = flag;
    }

    /** The signal, for what waits. */
    AbortSignal signal() {
        return signal;
    }

    /** Looks. Without shared memory a message that waits gets its turn first. */
    boolean isAsked() {
        if (flag == null) {
            EventLoop.turn();
        } else if (flag.isRaised()) {
            return true;
        }
        return signal.isAborted();
    }
}
