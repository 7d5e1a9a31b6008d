// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.pipeline;

import io.sightline.core.detect.Box;
import io.sightline.core.detect.Detection;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts together what the motion gate saw of one thing. It sees no colour: of a person whose coat is
 * as bright as the wall, or a shade of it, the head, the hands and the legs are left. What is one
 * above the other with little between is one, and so is what is small and close to something large.
 */
final class Pieces {
    /** Of the narrower piece, so much lies above or below the other. */
    private static final double ACROSS = 0.5;

    /** What is missing between them, against the height of both. */
    private static final double BETWEEN = 0.3;

    /** What is small has at most this share of the other's area. */
    private static final double SMALL = 0.15;

    /** What is close, against the other's larger side. */
    private static final double CLOSE = 0.15;

    private Pieces() {}

    /** The pieces, joined where they belong to one thing; in their order. */
    static List<Detection> joined(List<Detection> pieces) {
        var all = new ArrayList<>(pieces);
        for (int i = 0; i < all.size(); ++i) {
            for (int j = 0; j < i; ++j) {
                var one = all.get(j);
                var other = all.get(i).box();
                if (belong(one.box(), other)) {
                    all.set(j, new Detection(one.label(), one.score(), around(one.box(), other)));
                    all.remove(i);
                    // The larger one may reach what was too far before.
                    i = j - 1;
                    break;
                }
            }
        }
        return all;
    }

    private static boolean belong(Box one, Box other) {
        double across = Math.min(one.right(), other.right()) - Math.max(one.x(), other.x());
        double down = Math.min(one.bottom(), other.bottom()) - Math.max(one.y(), other.y());
        boolean stacked =
                across >= ACROSS * Math.min(one.width(), other.width())
                        && -down <= BETWEEN * around(one, other).height();
        return stacked || beside(one, other, -across, -down) || beside(other, one, -across, -down);
    }

    /** Whether the first is a part of the second that is close by; both gaps below 0 overlap. */
    private static boolean beside(Box part, Box whole, double across, double down) {
        double close = CLOSE * Math.max(whole.width(), whole.height());
        return part.area() <= SMALL * whole.area() && across <= close && down <= close;
    }

    private static Box around(Box one, Box other) {
        return Box.ofEdges(
                Math.min(one.x(), other.x()),
                Math.min(one.y(), other.y()),
                Math.max(one.right(), other.right()),
                Math.max(one.bottom(), other.bottom()));
    }
}
