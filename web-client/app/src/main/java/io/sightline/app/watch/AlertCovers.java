// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.watch;

import io.sightline.app.worker.WorkerClient;
import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.message.VisionEvent;
import io.sightline.core.message.WatchEvent;
import io.sightline.core.redact.Covering;
import io.sightline.core.redact.RedactKind;
import io.sightline.core.source.ClipBreaks;
import io.sightline.core.value.Fields;
import io.sightline.glue.async.Await;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSPromise;
import org.teavm.jso.core.JSUndefined;
import org.teavm.jso.file.Blob;

/**
 * Pictures and clips of alerts on their way out of the page, with what is not to be seen covered:
 * each alert's pictures together, then its clip, by the redaction's own two passes. What cannot be
 * covered is left out and said; nothing goes as it was seen. Its methods block.
 */
final class AlertCovers {
    private final RedactDesk desk;
    private final Covering covering;
    private int running;
    private boolean stopped;
    private boolean headsOnly;

    /**
     * What goes out of one alert.
     *
     * @param images by stream time; those that could not be covered are missing
     * @param clip null where there is none, or where it could not be covered
     * @param left what was left out
     */
    record Covered(Map<Double, Blob> images, Blob clip, List<Left> left) {
        static Covered asSeen(AlertBook.Pictures pictures) {
            return new Covered(pictures.images(), pictures.clip(), List.of());
        }
    }

    /**
     * Something that was left out.
     *
     * @param seconds stream time of a picture; NaN of the clip
     * @param why it could not be covered
     */
    record Left(double seconds, SightlineException why) {
        boolean isClip() {
            return Double.isNaN(seconds);
        }
    }

    /** Has a pass done. */
    private interface Pass {
        int begin(WorkerClient.Answer<WatchEvent> answer);
    }

    AlertCovers(RedactDesk desk, Covering covering) {
        this.desk = desk;
        this.covering = covering;
    }

    Covering covering() {
        return covering;
    }

    /** Whether faces were to be covered and only heads of bodies could be sought. */
    boolean headsOnly() {
        return headsOnly;
    }

    private void looked(Fields result) {
        headsOnly |= covering.kinds().contains(RedactKind.FACES) && !result.flag("faceDetector");
    }

    /** Gives up what is being done, and whatever is asked after. */
    void stop() {
        stopped = true;
        if (running != 0) {
            desk.stop(running);
        }
    }

    /** Refuses to go on where it was stopped. */
    void checkGoing() {
        if (stopped) {
            throw new SightlineException(ErrorCode.ABORTED, "stopped");
        }
    }

    /**
     * Covers what an alert shows.
     *
     * @throws SightlineException where nothing can be covered at all: there is no detector, another
     *     clip is being worked on, or it was stopped
     */
    Covered cover(AlertBook.Pictures pictures) {
        checkGoing();
        if (!covering.covers()) {
            return Covered.asSeen(pictures);
        }
        var left = new ArrayList<Left>();
        var images = images(new TreeMap<>(pictures.images()), left);
        Blob clip = null;
        if (pictures.clip() != null) {
            try {
                clip = clip(pictures.clip());
            } catch (SightlineException e) {
                refuse(e);
                left.add(new Left(Double.NaN, e));
            }
        }
        return new Covered(images, clip, left);
    }

    private Map<Double, Blob> images(Map<Double, Blob> seen, List<Left> left) {
        var images = new LinkedHashMap<Double, Blob>();
        if (seen.isEmpty()) {
            return images;
        }
        WatchEvent.Covered covered;
        try {
            covered =
                    (WatchEvent.Covered)
                            pass(
                                    answer ->
                                            desk.cover(
                                                    new ArrayList<>(seen.values()),
                                                    new ArrayList<>(seen.keySet()),
                                                    covering,
                                                    answer));
        } catch (SightlineException e) {
            refuse(e);
            for (double seconds : seen.keySet()) {
                left.add(new Left(seconds, e));
            }
            return images;
        }
        looked(Fields.of(covered.result()));
        var told = Fields.of(covered.result()).objects("images");
        int at = 0;
        for (double seconds : seen.keySet()) {
            var one = told.get(at++);
            if (one.raw("image") instanceof JSObject image) {
                images.put(seconds, (Blob) image);
            } else {
                left.add(
                        new Left(
                                seconds,
                                new SightlineException(ErrorCode.BAD_INPUT, one.text("why"))));
            }
        }
        return images;
    }

    /**
     * Covers a clip.
     *
     * @throws SightlineException where it cannot be
     */
    Blob clip(Blob seen) {
        checkGoing();
        if (!covering.covers()) {
            return seen;
        }
        var found =
                (WatchEvent.Found)
                        pass(answer -> desk.find(seen, covering.settings(), null, answer));
        looked(Fields.of(found.result()));
        var breaks = ClipBreaks.of(Fields.of(found.result()).objects("broken"));
        if (!breaks.isEmpty()) {
            throw new SightlineException(
                    ErrorCode.BAD_INPUT,
                    "clip-broken",
                    Map.of("cause", breaks.all().get(0).cause()));
        }
        var written =
                (WatchEvent.Redacted)
                        pass(
                                answer ->
                                        desk.write(
                                                found.call(),
                                                covering.order(),
                                                "webm",
                                                null,
                                                answer));
        return (Blob) ((JSObject) Fields.of(written.result()).raw("clip")).cast();
    }

    /** What stands in the way of all that would follow ends it. */
    private static void refuse(SightlineException failure) {
        if (failure.code() == ErrorCode.NO_MODEL
                || failure.code() == ErrorCode.ABORTED
                || failure.code() == ErrorCode.BUSY) {
            throw failure;
        }
    }

    private WatchEvent pass(Pass pass) {
        checkGoing();
        var answer = new ArrayList<WatchEvent>();
        Await.await(
                new JSPromise<JSObject>(
                        (resolve, reject) ->
                                running =
                                        pass.begin(
                                                event -> {
                                                    answer.add(event);
                                                    resolve.accept(JSUndefined.instance());
                                                })));
        running = 0;
        if (answer.get(0) instanceof VisionEvent.Failed failed) {
            throw failed.exception();
        }
        checkGoing();
        return answer.get(0);
    }
}
