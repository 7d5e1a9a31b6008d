// SPDX-License-Identifier: Apache-2.0
package io.sightline.engine.watch;

import io.sightline.core.message.WatchCommand;

/** Something long that is done with a clip, on a thread of its own; one at a time. */
interface Job {
    /** Does it; blocks. */
    void run();

    /** Gives it up. */
    void stop();

    /** Whether it waits for this; then it has it. */
    boolean answered(WatchCommand answer);
}
