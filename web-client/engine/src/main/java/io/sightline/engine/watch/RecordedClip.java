// SPDX-License-Identifier: Apache-2.0
package io.sightline.engine.watch;

import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.image.ImageLimits;
import io.sightline.core.image.ImageSize;
import io.sightline.core.source.ClipBreaks;
import io.sightline.core.source.ClipWalk;
import io.sightline.core.source.MediaFault;
import io.sightline.core.value.Clock;
import io.sightline.glue.async.Await;
import io.sightline.glue.clip.ClipFrame;
import io.sightline.glue.clip.ClipFrames;
import io.sightline.glue.clip.ClipInput;
import io.sightline.glue.clip.ClipPacket;
import io.sightline.glue.clip.ClipTrack;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.teavm.jso.file.Blob;

/** A clip's picture, opened. Its methods block; what it cannot do it tells as people are told. */
final class RecordedClip implements AutoCloseable {
    /** From so many frames their rate is told. */
    private static final int PACED = 100;

    private final ClipInput input;
    private ClipTrack track;
    private double length = -1;

    /** Where the last frame ends, as the file tells it, seconds. */
    private double pictures;

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

    /** Its length, seconds; of a file that was cut off as it was before. */
    double length() {
        measure();
        return length;
    }

    /** Not before it is asked for: of some files that means to look through them. */
    private void measure() {
        if (length >= 0) {
            return;
        }
        try {
            double there = Await.await(input.computeDuration()).doubleValue();
            var told = Await.await(input.getDurationFromMetadata());
            boolean cut = told != null && MediaFault.endsEarly(there, told.doubleValue());
            double all = cut ? told.doubleValue() : there;
            pictures = cut ? all : Await.await(track.computeDuration()).doubleValue();
            length = Math.max(0, all);
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
     * Takes all frames that can be read, one after the other.
     *
     * @param stopped whether it is given up
     * @return where it could not be read
     * @throws SightlineException "clip-empty" or "clip-broken" where there is no frame at all, and
     *     "stopped"
     */
    ClipBreaks each(BooleanSupplier stopped, Taker taker) {
        measure();
        double last = Double.NEGATIVE_INFINITY;
        double end = 0;
        try (var frames = new TrackClip(track, stopped)) {
            var walk = new ClipWalk<>(frames);
            for (var frame = next(walk); frame != null; frame = next(walk)) {
                try {
                    double at = Math.max(0, frame.getTimestamp());
                    if (at > last) {
                        taker.take(frame, at);
                        last = at;
                        end = at + frame.getDuration();
                    }
                } finally {
                    frame.close();
                }
                frames.checkGoing();
            }
            if (last < 0) {
                throw new SightlineException(ErrorCode.BAD_INPUT, "clip-empty");
            }
            var breaks = walk.breaks();
            if (!breaks.isOpen() && MediaFault.endsEarly(end, pictures)) {
                breaks.add(end, Double.NaN, ClipBreaks.CUT_OFF);
            }
            return breaks;
        }
    }

    private static ClipFrame next(ClipWalk<ClipFrame, ClipPacket> walk) {
        try {
            return walk.next();
        } catch (SightlineException e) {
            throw e;
        } catch (RuntimeException e) {
            throw Faults.ofClip(e);
        }
    }

    /**
     * The frame that is shown at a time, to be closed; the first for a time before it.
     *
     * @throws SightlineException "clip-unread" where it cannot be read, "clip-empty"
     */
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
            throw new SightlineException(
                    ErrorCode.BAD_INPUT,
                    "clip-unread",
                    Map.of("at", Clock.text(seconds), "cause", String.valueOf(e.getMessage())));
        }
        throw new SightlineException(ErrorCode.BAD_INPUT, "clip-empty");
    }

    @Override
    public void close() {
        input.dispose();
    }
}
