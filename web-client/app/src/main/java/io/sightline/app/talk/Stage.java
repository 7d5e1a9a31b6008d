// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.talk;

import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.value.Fields;
import io.sightline.glue.value.JsValues;

/**
 * What is on the stage, at one moment.
 *
 * @param moving it has more than one frame
 * @param live it cannot be sought in
 * @param at where it stands, seconds
 * @param address where a clip is read from; empty for all else
 * @param measured number of the measurement whose frame is shown in its place; -1 for none
 */
record Stage(boolean moving, boolean live, double at, String address, int measured) {
    /** As it is now; refused when nothing is open. */
    static Stage now() {
        var stage = JsValues.toJava(Link.stage());
        if (stage == null) {
            throw new SightlineException(ErrorCode.BAD_INPUT, "no-source");
        }
        var fields = Fields.of(stage);
        return new Stage(
                fields.flag("moving"),
                fields.flag("live"),
                fields.number("at"),
                fields.text("address"),
                fields.whole("measured", -1, Integer.MAX_VALUE));
    }

    boolean isMeasuredShown() {
        return measured >= 0;
    }
}
