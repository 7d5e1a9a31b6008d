// SPDX-License-Identifier: Apache-2.0
package io.sightline.engine.watch;

import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.image.ImageLimits;
import io.sightline.core.image.ImageSize;
import io.sightline.core.message.WatchCommand;
import io.sightline.core.message.WatchEvent;
import io.sightline.core.redact.Finder;
import io.sightline.core.redact.RedactOrder;
import io.sightline.core.redact.RedactPlan;
import io.sightline.core.redact.RedactSettings;
import io.sightline.core.value.Fields;
import io.sightline.engine.worker.Outbox;
import io.sightline.glue.async.Await;
import io.sightline.glue.canvas.ImageBitmap;
import io.sightline.glue.canvas.OffscreenCanvas;
import io.sightline.glue.error.JsException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.teavm.jso.file.Blob;

/**
 * Covers single pictures of one stream, as a clip's frames are covered: who is missed on one of
 * them is covered where the others say that he can be.
 */
final class CoverJob implements Job {
    private final WatchCommand.Cover command;
    private final RedactOrder order;
    private final Outbox outbox;
    private final Progress progress;
    private final Looker looker;
    private final Map<String, Object> covered = new LinkedHashMap<>();
    private final List<Object> told = new ArrayList<>();

    /** A picture, by its place among those that were sent. */
    private record Picture(int at, double t, Blob file) {}

    CoverJob(WatchCommand.Cover command, Outbox outbox, LookNumbers numbers) {
        this.command = command;
        this.outbox = outbox;
        progress = new Progress(outbox, command.call());
        order = RedactOrder.of(Fields.of(command.order()));
        looker = new Looker(RedactSettings.of(Fields.of(command.settings())), outbox, numbers);
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
        var settings = RedactSettings.of(Fields.of(command.settings()));
        if (!settings.detects() || settings.asks()) {
            throw RedactSettings.nothing();
        }
        var groups = new LinkedHashMap<ImageSize, List<Picture>>();
        for (int i = 0; i < command.images().size(); ++i) {
            told.add(null);
            var picture = new Picture(i, command.times().get(i), (Blob) command.images().get(i));
            try {
                var bitmap = bitmap(picture);
                var size = new ImageSize(bitmap.getWidth(), bitmap.getHeight());
                bitmap.close();
                groups.computeIfAbsent(size, key -> new ArrayList<>()).add(picture);
            } catch (SightlineException e) {
                told.set(i, Map.of("why", e.reason()));
            }
        }
        boolean facing = false;
        for (var group : groups.entrySet()) {
            facing |= cover(group.getKey(), group.getValue(), settings);
        }
        covered.put("images", told);
        covered.put("faceDetector", facing);
        outbox.send(new WatchEvent.Covered(command.call(), covered).toMap());
    }

    /** Covers pictures of one size; whether a face detector looked. */
    private boolean cover(ImageSize size, List<Picture> pictures, RedactSettings settings) {
        var canvas = new OffscreenCanvas(size.width(), size.height());
        var context = canvas.context();
        var finder = new Finder(size, settings, looker.facing(canvas));
        for (var picture : pictures) {
            looker.checkGoing();
            var bitmap = bitmap(picture);
            context.drawImage(bitmap, 0, 0, size.width(), size.height());
            bitmap.close();
            looker.look(canvas, finder, picture.t());
            progress.at(picture.at(), command.images().size());
        }
        if (finder.failed() == finder.frames()) {
            throw new SightlineException(ErrorCode.INTERNAL, "redact-detector-failed");
        }
        boolean facing = finder.facing();
        var painter =
                new CoverPainter(size, new RedactPlan(finder.finish(), order), order.method());
        for (var picture : pictures) {
            looker.checkGoing();
            var bitmap = bitmap(picture);
            painter.paint(
                    (on, width, height) -> on.drawImage(bitmap, 0, 0, width, height), picture.t());
            bitmap.close();
            var file = Await.await(painter.canvas().toBlob("image/jpeg"));
            told.set(picture.at(), Map.of("image", file));
        }
        return facing;
    }

    private static ImageBitmap bitmap(Picture picture) {
        ImageBitmap bitmap;
        try {
            bitmap = Await.await(ImageBitmap.of(picture.file()));
        } catch (JsException e) {
            throw new SightlineException(ErrorCode.BAD_INPUT, "picture-broken");
        }
        ImageLimits.check(bitmap.getWidth(), bitmap.getHeight());
        return bitmap;
    }
}
