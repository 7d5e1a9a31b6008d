// SPDX-License-Identifier: Apache-2.0
package io.sightline.engine.watch;

import io.sightline.core.message.WatchCommand;
import io.sightline.core.message.WatchEvent;
import io.sightline.core.redact.RedactOrder;
import io.sightline.core.redact.RedactPlan;
import io.sightline.core.value.Fields;
import io.sightline.engine.worker.Outbox;
import io.sightline.glue.async.Await;
import java.util.ArrayList;
import java.util.LinkedHashMap;

/** Single frames of a clip in which something was found, as they will be, or as they were. */
final class Previews {
    private final Outbox outbox;
    private final FoundClips shelf;

    Previews(Outbox outbox, FoundClips shelf) {
        this.outbox = outbox;
        this.shelf = shelf;
    }

    /** Makes one; blocks. */
    void make(WatchCommand.Preview command) {
        var found = shelf.of(command.found());
        var order = RedactOrder.of(Fields.of(command.order()));
        var plan = new RedactPlan(found.finds(), order);
        try (var clip = RecordedClip.open(found.clip())) {
            var frame = clip.still(command.seconds());
            double seconds = Math.max(0, frame.getTimestamp());
            var painter = new CoverPainter(clip.size(), plan, order.method());
            try {
                if (command.bare()) {
                    painter.bare(frame);
                } else {
                    painter.paint(frame, seconds);
                }
            } finally {
                frame.close();
            }
            var map = new LinkedHashMap<String, Object>();
            map.put("image", Await.await(painter.canvas().toBlob("image/png")));
            map.put("seconds", seconds);
            map.put("whole", plan.whole(seconds));
            var covers = new ArrayList<Object>();
            for (var cover : plan.at(seconds)) {
                var item = new LinkedHashMap<String, Object>();
                item.put("find", cover.find());
                item.put("x", cover.box().x());
                item.put("y", cover.box().y());
                item.put("width", cover.box().width());
                item.put("height", cover.box().height());
                covers.add(item);
            }
            map.put("covers", covers);
            outbox.send(new WatchEvent.Preview(command.call(), map).toMap());
        }
    }
}
