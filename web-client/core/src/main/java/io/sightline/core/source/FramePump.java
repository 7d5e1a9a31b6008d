// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.source;

/**
 * Decides when a frame goes to the worker: one at a time, and the newest one when the worker is
 * free again. Nothing queues up; a frame that a newer one replaced before it could be sent is
 * counted as dropped.
 *
 * <p>The pump never holds a frame. Whoever asks takes the newest from the source when the pump says
 * so, calls {@link #sent}, and tells the answer by {@link #answered}.
 */
public final class FramePump {
    private int inFlight;
    private boolean stale;
    private boolean waiting;
    private boolean waitingIsFrame;
    private int holds;
    private boolean rests;
    private boolean repeats;
    private long dropped;
    private long measured;

    /** A new frame is there. True: send it now. */
    public boolean offer() {
        if (free() && !rests) {
            return true;
        }
        if (waiting && waitingIsFrame) {
            ++dropped;
        }
        waiting = true;
        waitingIsFrame = true;
        return false;
    }

    /** The present frame is to be measured again, with other settings. True: send it now. */
    public boolean repeat() {
        if (free()) {
            return true;
        }
        waiting = true;
        repeats = true;
        return false;
    }

    /**
     * A frame has gone to the worker.
     *
     * @param call its number, above 0 and never used before
     */
    public void sent(int call) {
        if (!free()) {
            throw new IllegalStateException("frame " + call + " was sent beside " + inFlight);
        }
        inFlight = call;
        stale = false;
        waiting = false;
        waitingIsFrame = false;
        repeats = false;
    }

    /** True when the answer to this call is about the source that is open now. */
    public boolean isCurrent(int call) {
        return call == inFlight && call != 0 && !stale;
    }

    /**
     * The worker has answered, with a result or a failure. An answer to any other call than the one
     * in flight changes nothing. True: send the newest frame now.
     */
    public boolean answered(int call) {
        if (call == 0 || call != inFlight) {
            return false;
        }
        if (!stale) {
            ++measured;
        }
        inFlight = 0;
        return due();
    }

    /** The frame that {@link #sent} told of could not be had and never went out. */
    public void unsent(int call) {
        if (call == inFlight) {
            inFlight = 0;
        }
    }

    /** The source changed: what is in flight is of no use any more, and the counts start anew. */
    public void restart() {
        stale = inFlight != 0;
        waiting = false;
        waitingIsFrame = false;
        repeats = false;
        dropped = 0;
        measured = 0;
    }

    /** Another caller needs the worker; the stream waits until each hold is released. */
    public void hold() {
        ++holds;
    }

    /** Ends one {@link #hold}. True: send the newest frame now. */
    public boolean release() {
        if (holds == 0) {
            throw new IllegalStateException("there is no hold to release");
        }
        --holds;
        return due();
    }

    /**
     * New frames are not sent for a while, or are again; what is to be measured again is. True:
     * send the newest frame now.
     */
    public boolean rest(boolean whether) {
        rests = whether;
        return due();
    }

    /** Frames that a newer one replaced. */
    public long dropped() {
        return dropped;
    }

    /** Frames of this source that were answered. */
    public long measured() {
        return measured;
    }

    private boolean free() {
        return inFlight == 0 && holds == 0;
    }

    private boolean due() {
        return waiting && free() && (repeats || !rests);
    }
}
