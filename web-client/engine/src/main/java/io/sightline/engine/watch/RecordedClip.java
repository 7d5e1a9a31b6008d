// SPDX-License-Identifier: Apache-2.0
package io.sightline.engine.watch;

import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.image.ImageLimits;
import io.sightline.core.image.ImageSize;
import io.sightline.glue.async.Await;
import io.sightline.glue.clip.ClipFrame;
import io.sightline.glue.clip.ClipFrames;
import io.sightline.glue.clip.ClipInput;
import io.sightline.glue.clip.ClipTrack;
import java.util.Map;
import org.teavm.jso.file.Blob;

/** A clip's picture, opened. Its methods block; what it cannot do it tells as people are told. */
final class RecordedClip implements AutoCloseable {
    /** From so many frames their rate is told. */
    private static final int PACED = 100;

    private final ClipInput input;
    private ClipTrack track;

    /** Takes a frame. */
    interface Taker {
        /**
         * Takes it.
         *
         * @param frame upright; closed after
         * @param seconds its time, later than the one before
         */
        void take(ClipFrame frame, double seconds);
    }

    private RecordedClip(ClipInput input) {
        this.input = input;
    }

    /**
     * Opens it; to be closed.
     *
     * @throws SightlineException "clip-broken", "clip-without-picture", "clip-codec" or
     *     "image-too-large"
     */
    static RecordedClip open(Blob blob) {
        var clip = new RecordedClip(ClipInput.of(blob));
        try {
            clip.look();
        } catch (RuntimeException e) {
            clip.close();
            throw e instanceof SightlineException told ? told : Faults.ofClip(e);
        }
        return clip;
    }

    private void look() {
        track = Await.await(input.getPrimaryVideoTrack());
        if (track == null) {
            throw new SightlineException(ErrorCode.BAD_INPUT, "clip-without-picture");
        }
        // Before a decoder is asked for it, which may try.
        ImageLimits.check(track.getDisplayWidth(), track.getDisplayHeight());
        if (!Await.await(track.canDecode()).booleanValue()) {
            throw new SightlineException(
                    ErrorCode.UNSUPPORTED,
                    "clip-codec",
                    Map.of("codec", String.valueOf(track.getCodec())));
        }
    }

    /** Its length, seconds. */
    double length() {
        try {
            return Await.await(input.computeDuration()).doubleValue();
        } catch (RuntimeException e) {
            throw Faults.ofClip(e);
        }
    }

    /** Size of its frames, upright, pixels. */
    ImageSize size() {
        return new ImageSize(track.getDisplayWidth(), track.getDisplayHeight());
    }

    /** Frames a second, about. */
    double rate() {
        try {
            return Await.await(track.computePacketStats(PACED)).getAveragePacketRate();
        } catch (RuntimeException e) {
            throw Faults.ofClip(e);
        }
    }

    /** Whether there is sound beside the pictures. */
    boolean sounds() {
        return Await.await(input.getPrimaryAudioTrack()) != null;
    }

    /**
     * Takes all frames, one after the other.
     *
     * @return why it could not be read to its end, or the empty text
     * @throws SightlineException where there is no frame at all
     */
    String each(Taker taker) {
        var walk = walk();
        double last = Double.NEGATIVE_INFINITY;
        try {
            while (true) {
                ClipFrames.Step step;
                try {
                    step = Await.await(walk.next());
                } catch (RuntimeException e) {
                    if (last < 0) {
                        throw Faults.ofClip(e);
                    }
                    return String.valueOf(e.getMessage());
                }
                if (step.isDone()) {
                    break;
                }
                var frame = step.getValue();
                try {
                    double at = Math.max(0, frame.getTimestamp());
                    if (at > last) {
                        taker.take(frame, at);
                        last = at;
                    }
                } finally {
                    frame.close();
                }
            }
        } finally {
            Await.await(ClipFrames.end(walk));
        }
        if (last < 0) {
            throw new SightlineException(ErrorCode.BAD_INPUT, "clip-empty");
        }
        return "";
    }

    /** All frames in their order. */
    ClipFrames.Walk walk() {
        return new ClipFrames(track).samples();
    }

    /** The frame that is shown at a time, to be closed; the first for a time before it. */
    ClipFrame still(double seconds) {
        try {
            var frames = new ClipFrames(track);
            var frame = Await.await(frames.getSample(seconds));
            if (frame != null) {
                return frame;
            }
            var first = Await.await(frames.samples().next());
            if (!first.isDone()) {
                return first.getValue();
            }
        } catch (RuntimeException e) {
            throw Faults.ofClip(e);
        }
        throw new SightlineException(ErrorCode.BAD_INPUT, "clip-empty");
    }

    @Override
    public void close() {
        input.dispose();
    }
}
