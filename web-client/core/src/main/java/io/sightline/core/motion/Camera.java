// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.motion;

/** What the camera does. */
public enum Camera {
    /** Too little is seen to tell: what is seen has no texture, or there is one frame only. */
    UNKNOWN,
    /** It stands. */
    STILL,
    /** It turns, travels or zooms. */
    PANNING,
    /** It trembles about a place. */
    SHAKING;

    /** Whether a pixel now shows another point of the scene than a moment ago. */
    public boolean moves() {
        return this == PANNING || this == SHAKING;
    }

    /** As it travels in messages. */
    public String wire() {
        return switch (this) {
            case UNKNOWN -> "unknown";
            case STILL -> "still";
            case PANNING -> "panning";
            case SHAKING -> "shaking";
        };
    }

    /** The camera of a message; what is not known is UNKNOWN. */
    public static Camera ofWire(String wire) {
        for (var camera : values()) {
            if (camera.wire().equals(wire)) {
                return camera;
            }
        }
        return UNKNOWN;
    }
}
