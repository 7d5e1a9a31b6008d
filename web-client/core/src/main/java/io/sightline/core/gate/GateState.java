// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.gate;

/** What the gate makes of a frame. */
public enum GateState {
    /**
     * It does not know the background yet: at the start, after a cut, when the camera was moved.
     */
    LEARNING,
    /** Nothing new is there. */
    STILL,
    /** Something is there that the background is not: the frame is worth a model. */
    MOTION,
    /** The light changes: a lamp, the infra-red switch, the exposure. */
    LIGHT,
    /** The camera itself moves. */
    SHAKE;

    /** Whether the frame is worth a model. */
    public boolean open() {
        return this == MOTION;
    }

    /** As it travels in messages. */
    public String wire() {
        return switch (this) {
            case LEARNING -> "learning";
            case STILL -> "still";
            case MOTION -> "motion";
            case LIGHT -> "light";
            case SHAKE -> "shake";
        };
    }
}
