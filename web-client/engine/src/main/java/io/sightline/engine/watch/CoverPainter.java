// SPDX-License-Identifier: Apache-2.0
package io.sightline.engine.watch;

import io.sightline.core.image.ImageSize;
import io.sightline.core.redact.Cover;
import io.sightline.core.redact.Mosaic;
import io.sightline.core.redact.RedactMethod;
import io.sightline.core.redact.RedactPlan;
import io.sightline.glue.canvas.OffscreenCanvas;
import io.sightline.glue.canvas.OffscreenContext;
import io.sightline.glue.clip.ClipFrame;

/** Frames with what is covered on them, on one canvas. No pixel comes back from it. */
final class CoverPainter {
    private static final String COLOUR = "#000";

    private final RedactPlan plan;
    private final RedactMethod method;
    private final OffscreenCanvas canvas;
    private final OffscreenContext context;
    private final OffscreenCanvas few = new OffscreenCanvas(1, 1);
    private final OffscreenContext fewContext = few.context();

    /** Draws a frame without covers. */
    interface Drawing {
        /** Over the whole of a canvas of this size, pixels. */
        void draw(OffscreenContext on, int width, int height);
    }

    /** How much of a frame is covered. */
    enum Covered {
        NOTHING,
        PARTS,
        WHOLE
    }

    CoverPainter(ImageSize size, RedactPlan plan, RedactMethod method) {
        this.plan = plan;
        this.method = method;
        canvas = new OffscreenCanvas(size.width(), size.height());
        context = canvas.context();
    }

    /** What it paints on. */
    OffscreenCanvas canvas() {
        return canvas;
    }

    /** Paints a frame without covers. */
    void bare(ClipFrame frame) {
        frame.draw(context, 0, 0, canvas.getWidth(), canvas.getHeight());
    }

    /** Paints the frame of a time. */
    Covered paint(ClipFrame frame, double seconds) {
        return paint((on, width, height) -> frame.draw(on, 0, 0, width, height), seconds);
    }

    /** Paints what is drawn, with what is covered at a time. */
    Covered paint(Drawing drawing, double seconds) {
        context.setFillStyle(COLOUR);
        if (plan.whole(seconds)) {
            context.fillRect(0, 0, canvas.getWidth(), canvas.getHeight());
            return Covered.WHOLE;
        }
        drawing.draw(context, canvas.getWidth(), canvas.getHeight());
        var covers = plan.at(seconds);
        for (var cover : covers) {
            cover(cover);
        }
        return covers.isEmpty() ? Covered.NOTHING : Covered.PARTS;
    }

    private void cover(Cover cover) {
        var box = cover.box();
        if (!cover.corners().isEmpty()) {
            context.save();
            context.beginPath();
            var first = cover.corners().get(0);
            context.moveTo(first.x(), first.y());
            for (var corner : cover.corners()) {
                context.lineTo(corner.x(), corner.y());
            }
            context.clip();
        }
        if (method == RedactMethod.FILL) {
            context.fillRect(box.x(), box.y(), box.width(), box.height());
        } else {
            var mosaic = Mosaic.of(box);
            // A change of size empties it, so that nothing of a larger area is left beside.
            few.setWidth(mosaic.columns());
            few.setHeight(mosaic.rows());
            fewContext.setImageSmoothingEnabled(true);
            fewContext.setImageSmoothingQuality("high");
            fewContext.drawImage(
                    canvas,
                    box.x(),
                    box.y(),
                    box.width(),
                    box.height(),
                    0,
                    0,
                    mosaic.columns(),
                    mosaic.rows());
            context.drawImage(
                    few,
                    0,
                    0,
                    mosaic.columns(),
                    mosaic.rows(),
                    box.x(),
                    box.y(),
                    box.width(),
                    box.height());
        }
        if (!cover.corners().isEmpty()) {
            context.restore();
        }
    }
}
