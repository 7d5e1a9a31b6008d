// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.zone;

import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A zone while it is drawn.
 *
 * @param name for people; empty for none
 * @param sketch of its outline; a blank one bounds nothing
 * @param anchor what of a subject has to be in it
 * @param distance from the camera; null for any
 * @param metres the distance is in metres; else relative, 0 (near) to 1 (far)
 * @param above the floor, metres; null for any
 * @param dwellSeconds that a subject has to stay
 * @param inertia of who comes in and goes out
 */
public record ZoneDraft(
        String name,
        Sketch sketch,
        Anchor anchor,
        Band distance,
        boolean metres,
        Band above,
        double dwellSeconds,
        Inertia inertia) {
    /** Nothing yet. */
    public static ZoneDraft blank(String name, Plane plane) {
        return new ZoneDraft(
                name, Sketch.empty(plane), Anchor.FOOT, null, false, null, 0, Inertia.DEFAULT);
    }

    /** What is there already. */
    public static ZoneDraft of(Zone zone) {
        return new ZoneDraft(
                zone.name(),
                Sketch.of(zone.polygon()),
                zone.anchor(),
                zone.distance(),
                zone.metres(),
                zone.above(),
                zone.dwellSeconds(),
                zone.inertia());
    }

    /** With another name. */
    public ZoneDraft named(String text) {
        return new ZoneDraft(text, sketch, anchor, distance, metres, above, dwellSeconds, inertia);
    }

    /** With another outline; on the floor a subject is where it stands. */
    public ZoneDraft with(Sketch outline) {
        var by = outline.plane() == Plane.FLOOR ? Anchor.FOOT : anchor;
        return new ZoneDraft(name, outline, by, distance, metres, above, dwellSeconds, inertia);
    }

    /** By another part of the subject. */
    public ZoneDraft by(Anchor part) {
        return new ZoneDraft(name, sketch, part, distance, metres, above, dwellSeconds, inertia);
    }

    /** Bound by a distance; null for any. */
    public ZoneDraft within(Band band, boolean inMetres) {
        return new ZoneDraft(name, sketch, anchor, band, inMetres, above, dwellSeconds, inertia);
    }

    /** Bound by a height over the floor; null for any. */
    public ZoneDraft above(Band band) {
        return new ZoneDraft(name, sketch, anchor, distance, metres, band, dwellSeconds, inertia);
    }

    /** Waiting for a stay. */
    public ZoneDraft staying(double seconds) {
        return new ZoneDraft(name, sketch, anchor, distance, metres, above, seconds, inertia);
    }

    /** With another inertia. */
    public ZoneDraft with(Inertia other) {
        return new ZoneDraft(name, sketch, anchor, distance, metres, above, dwellSeconds, other);
    }

    /** Whether it bounds something, and its outline, if begun, is closed. */
    public boolean whole() {
        boolean bound = distance != null || above != null || !sketch.blank();
        return bound && (sketch.blank() || sketch.closed());
    }

    /**
     * The zone.
     *
     * @throws SightlineException {@code bad-input}: "sketch-open" where the outline is not closed,
     *     and what {@link Zone} refuses
     */
    public Zone zone() {
        if (!sketch.blank() && !sketch.closed()) {
            throw new SightlineException(ErrorCode.BAD_INPUT, "sketch-open", Map.of("name", name));
        }
        return new Zone(
                name, sketch.polygon(), anchor, distance, metres, above, dwellSeconds, inertia);
    }

    /** The zones of those that are whole. */
    public static List<Zone> whole(List<ZoneDraft> drafts) {
        var zones = new ArrayList<Zone>();
        for (var draft : drafts) {
            if (draft.whole()) {
                zones.add(draft.zone());
            }
        }
        return zones;
    }
}
