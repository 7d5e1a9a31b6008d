// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.redact;

import io.sightline.core.detect.Box;

/** What of a sighting's box is covered, and how far what was seen may go. */
enum Part {
    /** A body, whole. */
    BODY("body", 1.2),

    /** Of a body, where the head is. */
    HEAD("body", 1.2),

    /**
     * A face, with the head around it. A head turns and leans by less than a metre a second, which
     * is six faces; who walks is found by the body.
     */
    FACE("face", 6);

    /** Around a face, for each of its edges: hair, ears and chin, of one that is turned too. */
    private static final double ABOVE = 0.6;

    private static final double BESIDE = 0.4;

    private final String by;
    private final double reach;

    Part(String by, double reach) {
        this.by = by;
        this.reach = reach;
    }

    /** By what it was found, in the public API. */
    String by() {
        return by;
    }

    /** It goes on by so many of its heights a second: of a body 2 m/s at 1.7 m. */
    double reach() {
        return reach;
    }

    /** How tall it is, as far as its box tells. */
    double tall(Box box) {
        return this == FACE
                ? Math.max(box.height(), box.width())
                : Math.max(box.height(), box.width() / 2);
    }

    /**
     * What of a box is covered. A head takes an eighth of a body that stands, more of one of which
     * less is seen, and may be anywhere in one that lies.
     */
    Box of(Box box) {
        if (this == FACE) {
            return Box.ofEdges(
                    box.x() - BESIDE * box.width(),
                    box.y() - ABOVE * box.height(),
                    box.right() + BESIDE * box.width(),
                    box.bottom() + BESIDE * box.height());
        }
        if (this == BODY) {
            return box;
        }
        double height = Math.max(box.height() / 3, box.width() * 0.75);
        return new Box(box.x(), box.y(), box.width(), Math.min(box.height(), height));
    }
}
