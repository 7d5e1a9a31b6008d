// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.metres;

/** Which end of a map's values is near. */
public enum Polarity {
    /** Larger is nearer: inverse depth. */
    LARGE("large"),
    /** Smaller is nearer: metres. */
    SMALL("small");

    private final String wire;

    Polarity(String wire) {
        this.wire = wire;
    }

    /** The spelling in a model's contract and in files. */
    public String wire() {
        return wire;
    }

    /** The polarity spelt so, or null. */
    public static Polarity ofWire(String wire) {
        for (var polarity : values()) {
            if (polarity.wire.equals(wire)) {
                return polarity;
            }
        }
        return null;
    }

    /** 1 where larger is nearer, else -1. */
    public int sign() {
        return this == LARGE ? 1 : -1;
    }
}
