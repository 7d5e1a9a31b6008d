// SPDX-License-Identifier: Apache-2.0
package io.sightline.engine.watch;

import io.sightline.core.detect.Box;
import io.sightline.core.detect.Detection;
import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.image.ImageSize;
import io.sightline.core.message.WatchCommand;
import io.sightline.core.message.WatchEvent;
import io.sightline.core.pipeline.Seen;
import io.sightline.core.redact.FaceLooks;
import io.sightline.core.redact.FindQuestion;
import io.sightline.core.redact.Finder;
import io.sightline.core.redact.RedactKind;
import io.sightline.core.redact.RedactSettings;
import io.sightline.engine.worker.Outbox;
import io.sightline.glue.async.Await;
import io.sightline.glue.async.Mailbox;
import io.sightline.glue.canvas.ImageBitmap;
import io.sightline.glue.canvas.OffscreenCanvas;
import java.util.ArrayList;
import java.util.List;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSArray;

/**
 * Has the models look at what lies on a canvas, for a redaction; each is waited for. Its methods
 * block, and end with {@code aborted} once it is stopped.
 */
final class Looker {
    private final RedactSettings settings;
    private final Outbox outbox;
    private final LookNumbers numbers;
    private final Mailbox<WatchCommand> answers = Mailbox.bounded(8);
    private int awaited;
    private int asked;
    private boolean stopped;

    Looker(RedactSettings settings, Outbox outbox, LookNumbers numbers) {
        this.settings = settings;
        this.outbox = outbox;
        this.numbers = numbers;
    }

    void stop() {
        stopped = true;
        answers.close();
    }

    boolean stopped() {
        return stopped;
    }

    boolean answered(WatchCommand answer) {
        boolean mine =
                answer instanceof WatchCommand.Looked looked && looked.look() == awaited
                        || answer instanceof WatchCommand.Answered said && said.ask() == asked;
        return mine && answers.offer(answer);
    }

    /** Refuses to go on where it was stopped. */
    void checkGoing() {
        if (stopped) {
            throw refusal();
        }
    }

    /** Has both detectors look at a frame, as far as the finder wants them. */
    void look(OffscreenCanvas canvas, Finder finder, double seconds) {
        var found = settings.detects() ? detections(canvas) : null;
        finder.frame(
                seconds,
                found,
                finder.facing() && found != null ? faces(canvas, Finder.bodies(found)) : null);
    }

    /** Whether faces are looked for and there is a detector that finds them. */
    boolean facing(OffscreenCanvas canvas) {
        return settings.kinds().contains(RedactKind.FACES)
                && !seen(Await.await(ImageBitmap.cropped(canvas, 0, 0, 1, 1)), true)
                        .failure()
                        .equals(Seen.NO_DETECTOR);
    }

    /** The probability that something is written at a place; NaN where there was no answer. */
    double written(OffscreenCanvas canvas, Box place) {
        return ask(part(canvas, place));
    }

    /** The faces on all parts of the frame; null where their detector failed on one. */
    private List<Detection> faces(OffscreenCanvas canvas, List<Detection> bodies) {
        var looks = FaceLooks.of(new ImageSize(canvas.getWidth(), canvas.getHeight()), bodies);
        var found = new ArrayList<List<Detection>>();
        for (var look : looks) {
            var faces = seen(part(canvas, look), true).detections();
            if (faces == null) {
                return null;
            }
            found.add(faces);
        }
        return FaceLooks.merged(looks, found);
    }

    private static ImageBitmap part(OffscreenCanvas canvas, Box place) {
        return Await.await(
                ImageBitmap.cropped(
                        canvas,
                        (int) place.x(),
                        (int) place.y(),
                        (int) place.width(),
                        (int) place.height()));
    }

    /** What the detector finds; null where it failed. */
    private List<Detection> detections(OffscreenCanvas canvas) {
        var seen = seen(Await.await(ImageBitmap.of(canvas)), false);
        if (seen.detections() == null && seen.failure().equals(Seen.NO_DETECTOR)) {
            throw new SightlineException(ErrorCode.NO_MODEL, "redact-no-detector");
        }
        return seen.detections();
    }

    /** What one of the detectors says of a picture. */
    private Seen seen(ImageBitmap bitmap, boolean faces) {
        awaited = numbers.next();
        outbox.send(new WatchEvent.Detect(awaited, bitmap, faces).toMap(), one(bitmap));
        if (!(answers.take() instanceof WatchCommand.Looked looked)) {
            throw refusal();
        }
        try {
            return Seen.of(looked.seen());
        } catch (SightlineException e) {
            // An answer that cannot be read is none.
            return Seen.failed(e.reason());
        }
    }

    private double ask(ImageBitmap bitmap) {
        // Never given twice: a late answer to a job that was stopped is not this one's.
        asked = Replay.ASKS + numbers.next();
        outbox.send(
                new WatchEvent.Ask(
                                asked,
                                FindQuestion.TEXT,
                                "",
                                List.of(bitmap),
                                List.of(0.0),
                                List.of(),
                                List.of())
                        .toMap(),
                one(bitmap));
        if (!(answers.take() instanceof WatchCommand.Answered said)) {
            throw refusal();
        }
        if (said.failure().equals(ErrorCode.NO_MODEL.wire())) {
            throw new SightlineException(ErrorCode.NO_MODEL, "redact-no-language");
        }
        return said.failure().isEmpty() ? said.p() : Double.NaN;
    }

    private static JSArray<JSObject> one(JSObject object) {
        var transfer = new JSArray<JSObject>();
        transfer.push(object);
        return transfer;
    }

    private static SightlineException refusal() {
        return new SightlineException(ErrorCode.ABORTED, "stopped");
    }
}
