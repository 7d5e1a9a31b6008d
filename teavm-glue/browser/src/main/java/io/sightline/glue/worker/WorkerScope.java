// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.worker;

/** The inside of a worker. */
public final class WorkerScope {
    private WorkerScope() {}

    /** The channel to whoever started this worker. */
    public static Channel channel() {
        return Channels.toStarter();
    }
}
