// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.view;

import io.sightline.core.image.ImagePoint;
import java.util.ArrayList;
import java.util.List;

/**
 * Where depth is read: under the pointer, and at the pins.
 *
 * @param point under the pointer or set by keyboard, null when there is none
 * @param pins that stay
 * @param lastPin the newest pin's number
 */
public record Probe(ImagePoint point, List<Pin> pins, int lastPin) {
    /** More pins than this are not read at a glance. */
    public static final int MOST_PINS = 8;

    /** Nothing is read. */
    public static final Probe NONE = new Probe(null, List.of(), 0);

    /**
     * A pin.
     *
     * @param number that it is called by, from 1
     * @param point where it is
     */
    public record Pin(int number, ImagePoint point) {}

    /** With the probe elsewhere, or nowhere. */
    public Probe at(ImagePoint newPoint) {
        return new Probe(newPoint, pins, lastPin);
    }

    /** True when another pin can be set. */
    public boolean hasRoom() {
        return pins.size() < MOST_PINS;
    }

    /** With a pin where the probe is, under the lowest free number. */
    public Probe pinned() {
        if (point == null || !hasRoom()) {
            return this;
        }
        int number = 1;
        while (pin(number) != null) {
            ++number;
        }
        var next = new ArrayList<>(pins);
        next.add(new Pin(number, point));
        return new Probe(point, List.copyOf(next), number);
    }

    /** Without the pin of this number. */
    public Probe unpinned(int number) {
        var next = new ArrayList<Pin>();
        for (var pin : pins) {
            if (pin.number() != number) {
                next.add(pin);
            }
        }
        int last = next.isEmpty() ? 0 : next.get(next.size() - 1).number();
        return new Probe(point, List.copyOf(next), last);
    }

    /** The pin of this number, or null. */
    public Pin pin(int number) {
        for (var pin : pins) {
            if (pin.number() == number) {
                return pin;
            }
        }
        return null;
    }
}
