// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.zone;

import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import java.util.Map;

/**
 * From one number to another, both included.
 *
 * @param least at least 0
 * @param most above it; may be infinite
 */
public record Band(double least, double most) {
    /** Refuses what nothing lies in: "zone-band". */
    public Band {
        check(least, most, "distance");
    }

    /**
     * A band of a rule.
     *
     * @param path of the band in the rule, for refusals
     */
    public static Band of(double least, double most, String path) {
        check(least, most, path);
        return new Band(least, most);
    }

    private static void check(double least, double most, String path) {
        if (!(least >= 0 && most > least && least < Double.POSITIVE_INFINITY)) {
            throw new SightlineException(
                    ErrorCode.BAD_INPUT,
                    "zone-band",
                    Map.of("path", path, "least", least, "most", most));
        }
    }
}
