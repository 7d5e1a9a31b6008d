// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.view;

import io.sightline.app.dom.El;
import io.sightline.core.image.ImagePoint;

/** The line between two pins of one pane, with its length. */
final class LengthLine {
    private final El box;
    private final El line = El.create("div", "length-line");
    private final El label = El.create("b", "length-label figure");

    /**
     * @param id of the element that holds the pane's marks
     */
    LengthLine(String id) {
        box = El.byId(id);
        box.add(line, label);
        line.shown(false);
        label.shown(false);
    }

    /**
     * Draws it.
     *
     * @param from share of the pane; null to draw nothing
     * @param to likewise
     * @param text its length; empty for none
     */
    void draw(ImagePoint from, ImagePoint to, String text) {
        boolean seen = from != null && to != null;
        line.shown(seen);
        label.shown(seen && !text.isEmpty());
        if (!seen) {
            return;
        }
        double width = box.node().getClientWidth();
        double height = box.node().getClientHeight();
        double x = from.u() * width;
        double y = from.v() * height;
        double dx = to.u() * width - x;
        double dy = to.v() * height - y;
        line.style("width", Math.round(Math.hypot(dx, dy)) + "px");
        line.style(
                "transform",
                "translate("
                        + Math.round(x)
                        + "px,"
                        + Math.round(y)
                        + "px) rotate("
                        + Math.atan2(dy, dx)
                        + "rad)");
        label.text(text);
        label.style(
                "transform",
                "translate("
                        + Math.round(x + dx / 2)
                        + "px,"
                        + Math.round(y + dy / 2)
                        + "px) translate(-50%,-50%)");
    }
}
