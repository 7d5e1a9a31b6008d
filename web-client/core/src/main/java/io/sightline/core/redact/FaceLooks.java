// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.redact;

import io.sightline.core.detect.Box;
import io.sightline.core.detect.BoxDecoder.Candidate;
import io.sightline.core.detect.Detection;
import io.sightline.core.detect.Suppression;
import io.sightline.core.image.ImageSize;
import java.util.ArrayList;
import java.util.List;

/**
 * Where on a frame is looked for faces: a face detector's input is small, so that a face far away
 * is seen in a part of the frame only.
 */
public final class FaceLooks {
    /** A frame with no longer edge is looked at as a whole only: the detector takes 192 pixels. */
    private static final int FINE = 288;

    /** So many heads are looked at by themselves, of the surest bodies. */
    private static final int HEADS = 6;

    /** A smaller part shows no more than a larger one. */
    private static final double LEAST = 48;

    /** Seen in two parts, a face is one; cut off by the edge of one of them, too. */
    private static final Suppression ONE = new Suppression(0.3, 100);

    private FaceLooks() {}

    /**
     * The parts of a frame, the whole first, in whole source pixels.
     *
     * @param bodies that were found on it, the surest first
     */
    public static List<Box> of(ImageSize frame, List<Detection> bodies) {
        var looks = new ArrayList<Box>();
        looks.add(new Box(0, 0, frame.width(), frame.height()));
        if (Math.max(frame.width(), frame.height()) <= FINE) {
            return looks;
        }
        var tiles = Tiles.of(frame);
        looks.addAll(tiles);
        double tile = Math.max(tiles.get(0).width(), tiles.get(0).height());
        int heads = 0;
        for (var body : bodies) {
            var head = head(body.box(), frame);
            // Where it is no smaller than half a tile, the tile shows the face as well.
            if (heads < HEADS && head != null && head.width() < tile / 2) {
                looks.add(head);
                ++heads;
            }
        }
        return looks;
    }

    /** A square around the upper half of a body; null beside the frame. */
    private static Box head(Box body, ImageSize frame) {
        double edge = Math.max(LEAST, Math.max(body.height() / 2, body.width()));
        double x = body.centreX() - edge / 2;
        double y = body.y() - edge / 8;
        return RedactPlan.inside(new Box(x, y, edge, edge), frame);
    }

    /**
     * The faces of a frame, the surest first: those of its parts, each told once.
     *
     * @param found what was found in each part, in pixels of the part
     */
    public static List<Detection> merged(List<Box> looks, List<List<Detection>> found) {
        var all = new ArrayList<Candidate>();
        for (int i = 0; i < looks.size(); ++i) {
            var look = looks.get(i);
            for (var face : found.get(i)) {
                var box = face.box();
                all.add(
                        new Candidate(
                                0,
                                face.score(),
                                new Box(
                                        box.x() + look.x(),
                                        box.y() + look.y(),
                                        box.width(),
                                        box.height())));
            }
        }
        var faces = new ArrayList<Detection>();
        for (var one : ONE.of(all)) {
            faces.add(new Detection(Detection.FACE, one.score(), one.box()));
        }
        return faces;
    }
}
