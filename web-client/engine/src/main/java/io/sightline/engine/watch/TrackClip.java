// SPDX-License-Identifier: Apache-2.0
package io.sightline.engine.watch;

import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.source.ClipWalk;
import io.sightline.glue.async.Await;
import io.sightline.glue.clip.ClipFrame;
import io.sightline.glue.clip.ClipFrames;
import io.sightline.glue.clip.ClipPacket;
import io.sightline.glue.clip.ClipPackets;
import io.sightline.glue.clip.ClipTrack;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.teavm.jso.core.JSArray;
import org.teavm.jso.core.JSNumber;

/** A clip's picture track as a walk reads it. Its methods block. */
final class TrackClip implements ClipWalk.Clip<ClipFrame, ClipPacket>, AutoCloseable {
    private final ClipFrames frames;
    private final ClipPackets packets;
    private final BooleanSupplier stopped;
    private ClipFrames.Walk run;

    /**
     * @param stopped whether it is given up; what it is about then ends as aborted
     */
    TrackClip(ClipTrack track, BooleanSupplier stopped) {
        frames = new ClipFrames(track);
        packets = new ClipPackets(track);
        this.stopped = stopped;
    }

    @Override
    public void from(double time) {
        close();
        run = Double.isInfinite(time) ? frames.samples() : frames.samples(time);
    }

    @Override
    public void only(List<Double> times) {
        close();
        var list = new JSArray<JSNumber>();
        for (double time : times) {
            list.push(JSNumber.valueOf(time));
        }
        run = frames.samplesAtTimestamps(list);
    }

    @Override
    public ClipFrame next() {
        while (true) {
            var step = Await.await(run.next());
            if (step.isDone()) {
                return null;
            }
            if (step.getValue() != null) {
                return step.getValue();
            }
        }
    }

    @Override
    public double time(ClipFrame frame) {
        return frame.getTimestamp();
    }

    @Override
    public void close(ClipFrame frame) {
        frame.close();
    }

    @Override
    public ClipPacket key(double time) {
        var key = Double.isInfinite(time) ? null : Await.await(packets.key(time));
        return key == null ? Await.await(packets.firstKey()) : key;
    }

    @Override
    public ClipPacket after(ClipPacket packet) {
        checkGoing();
        return Await.await(packets.after(packet));
    }

    @Override
    public ClipPacket keyAfter(ClipPacket packet) {
        checkGoing();
        return Await.await(packets.keyAfter(packet));
    }

    @Override
    public boolean isKey(ClipPacket packet) {
        return packet.getType().equals("key");
    }

    @Override
    public double timeOf(ClipPacket packet) {
        return packet.getTimestamp();
    }

    @Override
    public boolean decodes(double time) {
        checkGoing();
        try {
            var frame = Await.await(frames.getSample(time));
            if (frame != null) {
                frame.close();
            }
            return frame != null;
        } catch (RuntimeException e) {
            return false;
        }
    }

    /** Refuses to go on where it was given up. */
    void checkGoing() {
        if (stopped.getAsBoolean()) {
            throw new SightlineException(ErrorCode.ABORTED, "stopped");
        }
    }

    @Override
    public void close() {
        if (run != null) {
            Await.await(ClipFrames.end(run));
            run = null;
        }
    }
}
