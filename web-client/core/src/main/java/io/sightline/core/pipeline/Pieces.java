// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.pipeline;

import io.sightline.core.detect.Box;
import io.sightline.core.detect.Detection;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts together what the motion gate saw of one thing. It sees no colour: of a person whose coat is
 * as bright as the wall, or a shade of it, the head and the legs are left. What is one above the
 * other with little between is one.
 */
final class Pieces {
    /** Of the narrower piece, so much lies above or below the other. */
    private static final double ACROSS = 0.5;

    /** What is missing between them, against the height of both. */
    private static final double BETWEEN = 0.3;

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
        double between = Math.max(one.y(), other.y()) - Math.min(one.bottom(), other.bottom());
        return across >= ACROSS * Math.min(one.width(), other.width())
                && between <= BETWEEN * around(one, other).height();
    }

    private static Box around(Box one, Box other) {
        return Box.ofEdges(
                Math.min(one.x(), other.x()),
                Math.min(one.y(), other.y()),
                Math.max(one.right(), other.right()),
                Math.max(one.bottom(), other.bottom()));
    }
}
