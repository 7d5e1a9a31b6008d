// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.effect;

import io.sightline.core.camera.Intrinsics;
import io.sightline.core.space.DepthLaw;
import io.sightline.core.value.Fields;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The scene that an object is put into, where it is known in metres.
 *
 * @param law how deep values of the map lie, metres
 * @param lens of the picture
 */
public record Surroundings(DepthLaw law, Intrinsics lens) {
    /** As it is sent. */
    public Map<String, Object> toMap() {
        var map = new LinkedHashMap<String, Object>();
        map.put("law", law.toMap());
        map.put("lens", lens.toMap());
        return map;
    }

    /** What was sent; a fault names its path. */
    public static Surroundings of(Fields fields) {
        return new Surroundings(
                DepthLaw.of(fields.object("law")), Intrinsics.of(fields.object("lens")));
    }
}
