// SPDX-License-Identifier: Apache-2.0
package io.sightline.engine.watch;

import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.image.ImageSize;
import io.sightline.core.message.WatchCommand;
import io.sightline.core.message.WatchEvent;
import io.sightline.core.redact.RedactOrder;
import io.sightline.core.redact.RedactPlan;
import io.sightline.core.source.ClipBreaks;
import io.sightline.core.value.Fields;
import io.sightline.engine.worker.Outbox;
import io.sightline.glue.async.Await;
import io.sightline.glue.clip.ClipFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The second pass of a redaction: every frame painted and written, with its own time. Sound, and
 * what else the file said, is left behind. Stopped, it leaves nothing.
 */
final class RedactJob implements Job {
    /** Bits for each pixel and frame: what is not covered is to look as it did. */
    private static final double BITS = 0.15;

    private static final double LEAST_RATE = 500_000;
    private static final double MOST_RATE = 24_000_000;

    /** As long is a frame shown whose length is not known, seconds. */
    private static final double SHOWN = 1 / 30.0;

    private final WatchCommand.Redact command;
    private final RedactOrder order;
    private final FoundClips.Found found;
    private final Outbox outbox;
    private final Progress progress;
    private boolean stopped;
    private int frames;
    private int covered;
    private int whole;

    RedactJob(WatchCommand.Redact command, Outbox outbox, FoundClips shelf) {
        this.command = command;
        this.outbox = outbox;
        progress = new Progress(outbox, command.call());
        order = RedactOrder.of(Fields.of(command.order()));
        found = shelf.of(command.found());
    }

    @Override
    public void stop() {
        stopped = true;
    }

    @Override
    public boolean answered(WatchCommand answer) {
        return false;
    }

    @Override
    public void run() {
        try (var recorded = RecordedClip.open(found.clip())) {
            var size = recorded.size();
            var painter =
                    new CoverPainter(size, new RedactPlan(found.finds(), order), order.method());
            int rate = bitrate(size, recorded.rate());
            boolean mp4 = !command.format().equals("webm");
            var codec = codec(mp4, size, rate);
            if (codec == null && command.format().isEmpty()) {
                mp4 = false;
                codec = codec(false, size, rate);
            }
            if (codec == null) {
                throw new SightlineException(
                        ErrorCode.UNSUPPORTED,
                        "redact-no-encoder",
                        Map.of("format", mp4 ? "MP4" : "WebM"));
            }
            var file = ClipFile.start(painter.canvas(), mp4, codec, rate);
            ClipBreaks breaks;
            try {
                breaks =
                        recorded.each(
                                () -> stopped,
                                (frame, seconds) -> {
                                    switch (painter.paint(frame, seconds)) {
                                        case PARTS -> ++covered;
                                        case WHOLE -> {
                                            ++covered;
                                            ++whole;
                                        }
                                        default -> {}
                                    }
                                    ++frames;
                                    double shown = frame.getDuration();
                                    write(file, seconds, shown > 0 ? shown : SHOWN);
                                    progress.at(seconds, recorded.length());
                                });
            } catch (RuntimeException e) {
                file.cancel();
                throw e;
            }
            var map = new LinkedHashMap<String, Object>();
            map.put("clip", file.finish());
            map.put("codec", codec);
            map.put("frames", frames);
            map.put("covered", covered);
            map.put("whole", whole);
            map.put("seconds", recorded.length());
            map.put("broken", breaks.toList());
            outbox.send(new WatchEvent.Redacted(command.call(), map).toMap());
        }
    }

    private static void write(ClipFile file, double seconds, double shown) {
        try {
            Await.await(file.add(seconds, shown));
        } catch (SightlineException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new SightlineException(
                    ErrorCode.INTERNAL,
                    "redact-encode",
                    Map.of("cause", String.valueOf(e.getMessage())));
        }
    }

    /** In MP4 what every player reads, where this browser writes it. */
    private String codec(boolean mp4, ImageSize size, int rate) {
        var wanted = new ArrayList<String>();
        if (mp4) {
            wanted.add("avc");
            if (!command.format().isEmpty()) {
                wanted.addAll(List.of("vp9", "av1"));
            }
        } else {
            wanted.addAll(List.of("vp9", "vp8"));
        }
        return ClipFile.codec(wanted, size.width(), size.height(), rate);
    }

    private static int bitrate(ImageSize size, double fps) {
        double wanted = size.pixels() * Math.max(10, fps) * BITS;
        return (int) Math.max(LEAST_RATE, Math.min(MOST_RATE, wanted));
    }
}
