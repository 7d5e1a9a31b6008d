// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.watch;

/** Since when none of those is there that a rule misses: nobody is missed who was never seen. */
final class Absence {
    private boolean seen;
    private double since = Double.NaN;

    /**
     * One frame.
     *
     * @param there one is there
     * @param known who is there is known: nobody goes away unseen
     */
    void step(boolean there, boolean known, double now) {
        if (there) {
            seen = true;
            since = Double.NaN;
        } else if (known && seen && Double.isNaN(since)) {
            since = now;
        }
    }

    /** One was there, since all was forgotten. */
    boolean seen() {
        return seen;
    }

    /** True while none is there that was. */
    boolean away() {
        return !Double.isNaN(since);
    }

    /** Stream time since which none is there; NaN while it is not so. */
    double since() {
        return since;
    }

    /** After a gap nobody is known to have been there. */
    void forget() {
        seen = false;
        since = Double.NaN;
    }
}
