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
import io.sightline.core.redact.Finds;
import io.sightline.core.redact.RedactKind;
import io.sightline.core.redact.RedactSettings;
import io.sightline.core.value.Fields;
import io.sightline.engine.worker.Outbox;
import io.sightline.glue.async.Await;
import io.sightline.glue.async.Mailbox;
import io.sightline.glue.canvas.ImageBitmap;
import io.sightline.glue.canvas.OffscreenCanvas;
import io.sightline.glue.canvas.OffscreenContext;
import io.sightline.glue.clip.ClipFrame;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSArray;
import org.teavm.jso.file.Blob;

/**
 * The first pass of a redaction: every frame to the detectors, some to the language model, each
 * waited for.
 */
final class FindJob implements Job {
    /** More finds are covered all the same, but not told one by one. */
    private static final int MOST_TOLD = 2000;

    private final WatchCommand.Find command;
    private final RedactSettings settings;
    private final Outbox outbox;
    private final LookNumbers numbers;
    private final FoundClips shelf;
    private final Mailbox<WatchCommand> answers = Mailbox.bounded(8);
    private final Progress progress;
    private int awaited;
    private int asked;
    private boolean stopped;

    FindJob(WatchCommand.Find command, Outbox outbox, LookNumbers numbers, FoundClips shelf) {
        this.command = command;
        this.outbox = outbox;
        progress = new Progress(outbox, command.call());
        this.numbers = numbers;
        this.shelf = shelf;
        settings = RedactSettings.of(Fields.of(command.settings()));
    }

    @Override
    public void stop() {
        stopped = true;
        answers.close();
    }

    @Override
    public boolean answered(WatchCommand answer) {
        boolean mine =
                answer instanceof WatchCommand.Looked looked && looked.look() == awaited
                        || answer instanceof WatchCommand.Answered said && said.ask() == asked;
        return mine && answers.offer(answer);
    }

    @Override
    public void run() {
        var clip = (Blob) command.clip();
        try (var recorded = RecordedClip.open(clip)) {
            Finds finds;
            String broken = "";
            if (settings.kinds().isEmpty()) {
                finds = Finds.none(recorded.size(), settings);
            } else {
                var size = recorded.size();
                var canvas = new OffscreenCanvas(size.width(), size.height());
                var context = canvas.context();
                var finder = new Finder(size, settings, facing(canvas));
                broken =
                        recorded.each(
                                (frame, seconds) -> {
                                    frame(canvas, context, finder, frame, seconds);
                                    checkGoing();
                                    progress.at(seconds, recorded.length());
                                });
                if (settings.detects() && finder.failed() == finder.frames()) {
                    throw new SightlineException(ErrorCode.INTERNAL, "redact-detector-failed");
                }
                finds = finder.finish();
            }
            shelf.keep(command.call(), new FoundClips.Found(clip, finds, broken));
            outbox.send(
                    new WatchEvent.Found(command.call(), result(recorded, finds, broken)).toMap());
        }
    }

    private void frame(
            OffscreenCanvas canvas,
            OffscreenContext context,
            Finder finder,
            ClipFrame frame,
            double seconds) {
        boolean asks = finder.asksAt(seconds);
        if (asks || settings.detects()) {
            frame.draw(context, 0, 0, canvas.getWidth(), canvas.getHeight());
        }
        if (asks) {
            var places = finder.places();
            var yes = new double[places.size()];
            for (int i = 0; i < yes.length; ++i) {
                var place = places.get(i);
                yes[i] = ask(part(canvas, place));
            }
            finder.answered(seconds, yes);
        }
        var found = settings.detects() ? detections(canvas) : null;
        finder.frame(
                seconds,
                found,
                finder.facing() && found != null ? faces(canvas, Finder.bodies(found)) : null);
    }

    /** Whether faces are looked for and there is a detector that finds them. */
    private boolean facing(OffscreenCanvas canvas) {
        return settings.kinds().contains(RedactKind.FACES)
                && !seen(Await.await(ImageBitmap.cropped(canvas, 0, 0, 1, 1)), true)
                        .failure()
                        .equals(Seen.NO_DETECTOR);
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
            throw stopped();
        }
        try {
            return Seen.of(looked.seen());
        } catch (SightlineException e) {
            // An answer that cannot be read is none.
            return Seen.failed(e.reason());
        }
    }

    /** The probability of a yes; NaN where there was no answer. */
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
            throw stopped();
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

    private void checkGoing() {
        if (stopped) {
            throw stopped();
        }
    }

    private static SightlineException stopped() {
        return new SightlineException(ErrorCode.ABORTED, "stopped");
    }

    private static LinkedHashMap<String, Object> result(
            RecordedClip recorded, Finds finds, String broken) {
        var map = new LinkedHashMap<String, Object>();
        map.put("width", finds.frame().width());
        map.put("height", finds.frame().height());
        map.put("seconds", recorded.length());
        map.put("fps", recorded.rate());
        map.put("frames", finds.frames());
        map.put("failed", finds.failed());
        map.put("unanswered", finds.unanswered());
        map.put("tracks", finds.tracks());
        map.put("faces", finds.faces());
        map.put("faceDetector", finds.facing());
        map.put("sound", recorded.sounds());
        map.put("broken", broken);
        var list = new ArrayList<Object>();
        for (var find : finds.all()) {
            if (list.size() == MOST_TOLD) {
                break;
            }
            var item = new LinkedHashMap<String, Object>();
            item.put("id", find.id());
            item.put("kind", find.kind().id());
            item.put("by", find.by());
            item.put("from", Math.max(0, find.from()));
            item.put("to", Math.min(recorded.length(), find.to()));
            item.put("sightings", find.sightings());
            item.put("score", find.score());
            list.add(item);
        }
        map.put("finds", list);
        return map;
    }
}
