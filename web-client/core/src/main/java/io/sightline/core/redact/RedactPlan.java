// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.redact;

import io.sightline.core.detect.Box;
import io.sightline.core.image.ImageSize;
import io.sightline.core.zone.Corner;
import java.util.ArrayList;
import java.util.List;

/**
 * The second pass: what is covered on the frame of any time. A frame at which nobody looked, or at
 * which looking failed, is covered whole. Pure and deterministic.
 */
public final class RedactPlan {
    private final Finds finds;
    private final RedactOrder order;

    /**
     * @param finds of the first pass
     * @param order what of it is covered, and what else
     */
    public RedactPlan(Finds finds, RedactOrder order) {
        this.finds = finds;
        this.order = order;
    }

    /** Whether the whole frame is covered since nothing is known of it. */
    public boolean whole(double t) {
        return !finds.knows(t);
    }

    /** What is covered at a time; where the whole frame is, this is not asked. */
    public List<Cover> at(double t) {
        var covers = new ArrayList<Cover>();
        for (var find : finds.all()) {
            var box = order.without().contains(find.id()) ? null : find.at(t);
            var cover = box == null ? null : inside(box, finds.frame());
            if (cover != null) {
                covers.add(new Cover(find.id(), cover, List.of()));
            }
        }
        for (var region : order.regions()) {
            if (region.covers(t)) {
                covers.add(of(region));
            }
        }
        return covers;
    }

    private Cover of(Region region) {
        var corners = new ArrayList<Corner>();
        double left = Double.POSITIVE_INFINITY;
        double top = Double.POSITIVE_INFINITY;
        double right = 0;
        double bottom = 0;
        for (var corner : region.area().corners()) {
            double x = corner.x() * finds.frame().width();
            double y = corner.y() * finds.frame().height();
            corners.add(new Corner(x, y));
            left = Math.min(left, x);
            top = Math.min(top, y);
            right = Math.max(right, x);
            bottom = Math.max(bottom, y);
        }
        var box = Box.ofEdges(left, top, right, bottom);
        boolean rectangle =
                Math.abs(region.area().area() * finds.frame().pixels() - box.area()) < 1e-3;
        return new Cover(0, inside(box, finds.frame()), rectangle ? List.of() : corners);
    }

    /** The whole pixels that a box touches within the frame; null where there are none. */
    static Box inside(Box box, ImageSize frame) {
        double left = Math.max(0, Math.floor(box.x()));
        double top = Math.max(0, Math.floor(box.y()));
        double right = Math.min(frame.width(), Math.ceil(box.right()));
        double bottom = Math.min(frame.height(), Math.ceil(box.bottom()));
        return right > left && bottom > top ? Box.ofEdges(left, top, right, bottom) : null;
    }
}
