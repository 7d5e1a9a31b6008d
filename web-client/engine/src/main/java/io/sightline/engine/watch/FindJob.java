// SPDX-License-Identifier: Apache-2.0
package io.sightline.engine.watch;

import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.message.WatchCommand;
import io.sightline.core.message.WatchEvent;
import io.sightline.core.redact.Finder;
import io.sightline.core.redact.Finds;
import io.sightline.core.redact.RedactSettings;
import io.sightline.core.source.ClipBreaks;
import io.sightline.core.value.Fields;
import io.sightline.engine.worker.Outbox;
import io.sightline.glue.canvas.OffscreenCanvas;
import io.sightline.glue.canvas.OffscreenContext;
import io.sightline.glue.clip.ClipFrame;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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
    private final FoundClips shelf;
    private final Progress progress;
    private final Looker looker;

    FindJob(WatchCommand.Find command, Outbox outbox, LookNumbers numbers, FoundClips shelf) {
        this.command = command;
        this.outbox = outbox;
        progress = new Progress(outbox, command.call());
        this.shelf = shelf;
        settings = RedactSettings.of(Fields.of(command.settings()));
        looker = new Looker(settings, outbox, numbers);
    }

    @Override
    public void stop() {
        looker.stop();
    }

    @Override
    public boolean answered(WatchCommand answer) {
        return looker.answered(answer);
    }

    @Override
    public void run() {
        var clip = (Blob) command.clip();
        try (var recorded = RecordedClip.open(clip)) {
            Finds finds;
            var breaks = new ClipBreaks();
            if (settings.kinds().isEmpty()) {
                finds = Finds.none(recorded.size(), settings);
            } else {
                var size = recorded.size();
                var canvas = new OffscreenCanvas(size.width(), size.height());
                var context = canvas.context();
                var finder = new Finder(size, settings, looker.facing(canvas));
                breaks =
                        recorded.each(
                                looker::stopped,
                                (frame, seconds) -> {
                                    frame(canvas, context, finder, frame, seconds);
                                    progress.at(seconds, recorded.length());
                                });
                if (settings.detects() && finder.failed() == finder.frames()) {
                    throw new SightlineException(ErrorCode.INTERNAL, "redact-detector-failed");
                }
                finds = finder.finish();
            }
            shelf.keep(command.call(), new FoundClips.Found(clip, finds));
            outbox.send(
                    new WatchEvent.Found(command.call(), result(recorded, finds, breaks)).toMap());
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
                yes[i] = looker.written(canvas, places.get(i));
            }
            finder.answered(seconds, yes);
        }
        looker.look(canvas, finder, seconds);
    }

    private static LinkedHashMap<String, Object> result(
            RecordedClip recorded, Finds finds, ClipBreaks breaks) {
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
        map.put("broken", breaks.toList());
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
