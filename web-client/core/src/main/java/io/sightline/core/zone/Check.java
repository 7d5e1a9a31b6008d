// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.zone;

/**
 * One condition held against one subject, in numbers.
 *
 * @param condition that was held against it
 * @param unit of the numbers
 * @param value what was found; NaN where it cannot be told
 * @param band of the value, one standard deviation; 0 where it is exact
 * @param least that is asked for
 * @param most that is asked for; infinite where nothing is
 */
public record Check(
        Condition condition, Unit unit, double value, double band, double least, double most) {
    /** What a check's numbers are in. */
    public enum Unit {
        /** Shares of the frame's height. */
        FRAME("frame"),
        /** Shares of the smaller of box and polygon. */
        COVER("cover"),
        /** Metres. */
        METRES("metres"),
        /** 0 (near) to 1 (far). */
        RELATIVE("relative"),
        /** Seconds. */
        SECONDS("seconds");

        private final String id;

        Unit(String id) {
            this.id = id;
        }

        /** Its name in texts and in an alert's numbers. */
        public String id() {
            return id;
        }
    }

    /** False where the value cannot be told. */
    public boolean known() {
        return !Double.isNaN(value);
    }

    /** Whether it holds; never where the value cannot be told. */
    public boolean met() {
        return value >= least && value <= most;
    }

    /** By how much it fails, in its unit; 0 where it holds, NaN where it cannot be told. */
    public double off() {
        return known() ? Math.max(0, Math.max(least - value, value - most)) : Double.NaN;
    }

    /** Whether it holds or fails by no more than so much. */
    boolean within(double margin) {
        return off() <= margin;
    }
}
