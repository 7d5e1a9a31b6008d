// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.watch;

import io.sightline.core.error.SightlineException;
import io.sightline.core.fact.Thing;
import io.sightline.core.value.Fields;
import java.util.ArrayList;
import java.util.List;

/** What the worker tells of things, as they are spoken of. */
final class Things {
    private Things() {}

    /** Those of a scene; none where it cannot be read, since the next one comes soon. */
    static List<Thing> ofScene(Fields scene) {
        var things = new ArrayList<Thing>();
        try {
            for (var subject : scene.objects("subjects")) {
                things.add(of(subject, zones(scene, subject)));
            }
        } catch (SightlineException e) {
            return List.of();
        }
        return things;
    }

    /** One of a question's facts. */
    static Thing ofFact(Fields fact) {
        return of(fact, fact.texts("zones"));
    }

    /** The zones that a subject was in when the facts were last told. */
    private static List<String> zones(Fields scene, Fields subject) {
        for (var fact : scene.objects("facts")) {
            if (fact.number("track") == subject.number("track")) {
                return fact.texts("zones");
            }
        }
        return List.of();
    }

    private static Thing of(Fields thing, List<String> zones) {
        return new Thing(
                thing.text("label"),
                thing.number("distance", Double.NaN),
                thing.number("distanceBand", Double.NaN),
                thing.text("unit", "").equals("metres"),
                zones,
                "",
                thing.number("seconds"),
                thing.number("speed", Double.NaN));
    }
}
