// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.view;

import io.sightline.core.metres.CameraMetres;
import io.sightline.core.metres.Doubt;
import io.sightline.core.metres.LengthUnit;
import io.sightline.core.metres.Survey;
import io.sightline.core.steady.Anchor;

/** Something that happened to distances, and what it changes. */
public sealed interface MetresEvent {
    /** The state after it. */
    MetresState applyTo(MetresState state);

    /** True when what was said of distances needs no saying any more. */
    default boolean mends() {
        return true;
    }

    /**
     * A calibration was begun, went on, or was given up.
     *
     * @param survey null when it was given up
     */
    record Surveyed(Survey survey) implements MetresEvent {
        @Override
        public MetresState applyTo(MetresState state) {
            return survey == state.survey() ? state : state.with(survey);
        }
    }

    /**
     * A calibration was made.
     *
     * @param source number of the source with whose map
     */
    record Calibrated(CameraMetres camera, int source) implements MetresEvent {
        @Override
        public MetresState applyTo(MetresState state) {
            return state.with(camera).with(new MetresState.StreamScale(source, Anchor.Fit.EXACT));
        }
    }

    /** A camera's calibration was deleted. */
    record Forgotten(String camera) implements MetresEvent {
        @Override
        public MetresState applyTo(MetresState state) {
            return state.of(camera) == null ? state : state.without(camera);
        }
    }

    /** Another unit was chosen. */
    record UnitSet(LengthUnit unit) implements MetresEvent {
        @Override
        public MetresState applyTo(MetresState state) {
            return unit == state.unit() ? state : state.in(unit);
        }

        @Override
        public boolean mends() {
            return false;
        }
    }

    /** A calibrated camera was seen to leave its stand: the calibration is doubted. */
    record Moved(String camera) implements MetresEvent {
        @Override
        public MetresState applyTo(MetresState state) {
            return state.doubted(camera, Doubt.MOVED);
        }

        @Override
        public boolean mends() {
            return false;
        }
    }

    /** The open stream's maps were held against those of its camera's calibration. */
    record Scaled(MetresState.StreamScale scale) implements MetresEvent {
        @Override
        public MetresState applyTo(MetresState state) {
            return state.with(scale);
        }

        @Override
        public boolean mends() {
            return false;
        }
    }

    /** A person said that a camera's calibration holds in spite of the doubt. */
    record Trusted(String camera) implements MetresEvent {
        @Override
        public MetresState applyTo(MetresState state) {
            return state.doubted(camera, null);
        }
    }
}
