// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.watch;

import io.sightline.core.alert.Budget;

/**
 * What holds for all rules.
 *
 * @param language whether there is a language model to ask
 * @param unverified whether an alert whose question was not answered goes out, marked so; else it
 *     is a near miss
 * @param callsPerHour of the language model, at least {@link Budget#LEAST}
 * @param queue questions that may wait at once, at least 1
 */
public record WatchSettings(boolean language, boolean unverified, int callsPerHour, int queue) {
    /** A model is there; nothing is kept from the user. */
    public static final WatchSettings DEFAULT = new WatchSettings(true, true, 240, 16);

    /** No model is there. */
    public static final WatchSettings NO_LANGUAGE = new WatchSettings(false, true, 240, 16);

    /** Refuses what could never be asked. */
    public WatchSettings {
        if (callsPerHour < Budget.LEAST || callsPerHour > 100_000 || queue < 1 || queue > 1000) {
            throw new IllegalArgumentException(
                    callsPerHour + " calls an hour, a queue of " + queue);
        }
    }
}
