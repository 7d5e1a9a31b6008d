// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.view;

import io.sightline.core.image.ImageSize;

/**
 * What is measured.
 *
 * @param phase of its life
 * @param number grows with each source that is opened; events of an older one are ignored
 * @param kind sample, image, video, camera or screen; empty when there is none
 * @param name for people
 * @param device id of a camera for this site, empty when there is none
 * @param size pixels, null until it is open
 * @param moving it has more than one frame
 * @param live it cannot be sought in: a camera or a screen
 * @param playing its frames advance
 * @param at seconds from the start
 * @param length seconds, 0 when live or still
 * @param loop it starts again at its end
 * @param next the name of the source that is being opened in its place, empty when there is none
 */
public record SourceState(
        Phase phase,
        int number,
        String kind,
        String name,
        String device,
        ImageSize size,
        boolean moving,
        boolean live,
        boolean playing,
        double at,
        double length,
        boolean loop,
        String next) {
    /** No source. */
    public static final SourceState NONE =
            new SourceState(Phase.NONE, 0, "", "", "", null, false, false, false, 0, 0, true, "");

    /** The phases. */
    public enum Phase {
        /** There is none. */
        NONE,
        /** It is being opened. */
        OPENING,
        /** It gives frames. */
        OPEN,
        /** It went away; its last frame stays. */
        GONE
    }

    /** True when a frame can be shown. */
    public boolean visible() {
        return size != null && phase != Phase.NONE;
    }

    /** True when it can be sought in. */
    public boolean seekable() {
        return moving && !live && phase == Phase.OPEN && length > 0;
    }

    SourceState opening(int newNumber, String newKind, String newName) {
        return new SourceState(
                Phase.OPENING,
                newNumber,
                newKind,
                newName,
                "",
                null,
                false,
                false,
                false,
                0,
                0,
                loop,
                "");
    }

    SourceState opened(ImageSize newSize, boolean isMoving, boolean isLive, double newLength) {
        return new SourceState(
                Phase.OPEN,
                number,
                kind,
                name,
                device,
                newSize,
                isMoving,
                isLive,
                isMoving,
                0,
                newLength,
                loop,
                "");
    }

    SourceState named(String newName, String newDevice) {
        return new SourceState(
                phase, number, kind, newName, newDevice, size, moving, live, playing, at, length,
                loop, next);
    }

    SourceState in(Phase newPhase) {
        return new SourceState(
                newPhase, number, kind, name, device, size, moving, live, false, at, length, loop,
                next);
    }

    SourceState playing(boolean plays) {
        return new SourceState(
                phase, number, kind, name, device, size, moving, live, plays, at, length, loop,
                next);
    }

    SourceState at(double newAt, double newLength) {
        return new SourceState(
                phase, number, kind, name, device, size, moving, live, playing, newAt, newLength,
                loop, next);
    }

    SourceState sized(ImageSize newSize) {
        return new SourceState(
                phase, number, kind, name, device, newSize, moving, live, playing, at, length, loop,
                next);
    }

    SourceState looping(boolean loops) {
        return new SourceState(
                phase, number, kind, name, device, size, moving, live, playing, at, length, loops,
                next);
    }

    SourceState followedBy(String name) {
        return new SourceState(
                phase, number, kind, this.name, device, size, moving, live, playing, at, length,
                loop, name);
    }
}
