// SPDX-License-Identifier: Apache-2.0
package io.sightline.engine.watch;

import io.sightline.core.message.WatchEvent;
import io.sightline.engine.worker.Outbox;
import io.sightline.glue.async.EventLoop;
import io.sightline.glue.async.LoopThread;
import io.sightline.glue.async.Mailbox;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Keeps and tells alerts beside the stream, which goes on: one thread does all that touches the
 * store, in order; another makes clips, in small steps.
 */
final class Keeper {
    /**
     * More than these wait only where the disk is slower than alerts come; then the stream waits.
     */
    private static final int MOST_JOBS = 256;

    /** Clips that wait, of at most 8 MB of frames each; one more alert has pictures only. */
    private static final int MOST_CLIPS = 4;

    private final Outbox outbox;
    private final AlertStore store;
    private final Mailbox<Runnable> jobs = Mailbox.bounded(MOST_JOBS);
    private final Mailbox<Job> clips = Mailbox.bounded(MOST_CLIPS);

    private record Job(String alert, List<KeptFrames.Timed> frames) {}

    Keeper(Outbox outbox, AlertStore store) {
        this.outbox = outbox;
        this.store = store;
        LoopThread.start("alerts", jobs, Runnable::run, (job, e) -> outbox.fail(0, e));
        LoopThread.start(
                "clips",
                clips,
                job -> made(job.alert(), ClipMaker.make(job.frames())),
                (job, e) -> outbox.fail(0, e));
    }

    /** Does it after all that was wanted before. Blocks where too much waits. */
    void later(Runnable job) {
        while (!jobs.offer(job)) {
            EventLoop.turn();
        }
    }

    /** Answers a call after all that was wanted before. */
    void answer(int call, Runnable work) {
        later(() -> outbox.answer(call, work));
    }

    /** Keeps an alert and tells of it; one that cannot be kept is told all the same. Blocks. */
    void keep(Map<String, Object> alert) {
        try {
            store.keep(alert, System.currentTimeMillis());
        } catch (RuntimeException e) {
            alert.put("lost", true);
            outbox.fail(0, Faults.ofStore(e));
        }
        outbox.send(new WatchEvent.Alert(alert).toMap());
    }

    /** Sends the pictures to the host. Blocks. */
    void escalate(String alert, List<KeptFrames.Held> held) {
        var images = new ArrayList<Object>();
        for (var frame : held) {
            images.add(frame.file());
        }
        outbox.send(new WatchEvent.Escalate(alert, images).toMap());
    }

    /** Makes the clip of an alert that is over. */
    void clip(String alert, List<KeptFrames.Timed> frames) {
        if (!clips.offer(new Job(alert, frames))) {
            made(alert, ClipMaker.Made.none("busy"));
        }
    }

    private void made(String alert, ClipMaker.Made made) {
        later(
                () -> {
                    try {
                        store.keepClip(alert, made.clip(), made.why(), System.currentTimeMillis());
                    } catch (RuntimeException e) {
                        outbox.fail(0, Faults.ofStore(e));
                    }
                    outbox.send(new WatchEvent.Clip(alert, made.clip(), made.why()).toMap());
                });
    }
}
