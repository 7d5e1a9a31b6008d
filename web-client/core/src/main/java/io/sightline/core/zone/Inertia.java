// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.zone;

import io.sightline.core.value.Fields;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What keeps a subject at a zone's edge from going in and out all the time, its hysteresis: it
 * enters at the edge, leaves only beyond a margin, and does both only when it is so for a while.
 *
 * @param enterSeconds that it has to be inside for
 * @param leaveSeconds that it has to be beyond the margin for
 * @param frame margin, shares of the frame's height
 * @param cover margin, shares of the smaller of box and polygon
 * @param metres margin; the value's own uncertainty where that is more
 * @param relative margin, likewise
 */
public record Inertia(
        double enterSeconds,
        double leaveSeconds,
        double frame,
        double cover,
        double metres,
        double relative) {
    /** For people before one camera. */
    public static final Inertia DEFAULT = new Inertia(0.3, 0.7, 0.02, 0.1, 0.15, 0.03);

    /** No inertia at all: what is so on this frame. */
    public static final Inertia NONE = new Inertia(0, 0, 0, 0, 0, 0);

    /** The longest wait, seconds. */
    public static final double MOST_SECONDS = 60;

    /** The largest margin that is a share: of half a box or half a height nothing would leave. */
    public static final double MOST_SHARE = 0.45;

    /** The largest margin in metres. */
    public static final double MOST_METRES = 10;

    private static final Set<String> FIELDS =
            Set.of("enterSeconds", "leaveSeconds", "frame", "cover", "metres", "relative");

    /** Refuses what goes backwards. */
    public Inertia {
        if (!(enterSeconds >= 0
                && leaveSeconds >= 0
                && frame >= 0
                && cover >= 0
                && metres >= 0
                && relative >= 0)) {
            throw new IllegalArgumentException("no inertia of " + enterSeconds + " s");
        }
    }

    /**
     * Reads that of a zone: {@code {enterSeconds?, leaveSeconds?, frame?, cover?, metres?,
     * relative?}}; what is left out is as usual.
     *
     * @throws io.sightline.core.error.SightlineException {@code bad-input}, with the path of the
     *     first fault
     */
    public static Inertia of(Fields fields) {
        fields.only(FIELDS);
        return new Inertia(
                number(fields, "enterSeconds", DEFAULT.enterSeconds, MOST_SECONDS),
                number(fields, "leaveSeconds", DEFAULT.leaveSeconds, MOST_SECONDS),
                number(fields, "frame", DEFAULT.frame, MOST_SHARE),
                number(fields, "cover", DEFAULT.cover, MOST_SHARE),
                number(fields, "metres", DEFAULT.metres, MOST_METRES),
                number(fields, "relative", DEFAULT.relative, MOST_SHARE));
    }

    private static double number(Fields fields, String name, double usual, double most) {
        return fields.has(name) ? fields.number(name, 0, most) : usual;
    }

    /** As it is written; {@link #of(Fields)} makes an equal one of it. */
    public Map<String, Object> toMap() {
        var map = new LinkedHashMap<String, Object>();
        map.put("enterSeconds", enterSeconds);
        map.put("leaveSeconds", leaveSeconds);
        map.put("frame", frame);
        map.put("cover", cover);
        map.put("metres", metres);
        map.put("relative", relative);
        return map;
    }

    /** How far beyond a condition a subject that is inside may be. */
    double margin(Check check) {
        return switch (check.unit()) {
            case FRAME -> frame;
            case COVER -> cover;
            case METRES -> metres > 0 ? Math.max(metres, check.band()) : 0;
            case RELATIVE -> relative > 0 ? Math.max(relative, check.band()) : 0;
            case SECONDS -> 0;
        };
    }
}
