// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.watch;

import io.sightline.app.dom.Browser;
import io.sightline.core.error.SightlineException;
import io.sightline.core.gate.GateBook;
import io.sightline.core.gate.GateSettings;
import io.sightline.glue.value.JsValues;

/** The motion gate of each camera and each clip, kept in this browser. */
final class KeptGates {
    private static final String NAME = "sightline.gates";

    private GateBook gates = GateBook.EMPTY;

    /** Those of the visit before. */
    KeptGates() {
        var kept = Browser.kept(NAME);
        if (kept != null) {
            try {
                gates = GateBook.of(JsValues.toJava(Browser.parse(kept)));
            } catch (SightlineException e) {
                // Not ours, or of a later version: left as it is until a gate is set here.
                System.err.println("The kept gates do not fit: " + e.getMessage());
            }
        }
    }

    /** The gate of a camera. */
    GateSettings of(String camera) {
        return gates.of(camera);
    }

    /** The gate of a clip that is not open: its own, where one was set for it. */
    GateSettings ofClip(String name, GateSettings otherwise) {
        var clip = "file:" + name;
        return gates.cameras().containsKey(clip) ? gates.of(clip) : otherwise;
    }

    /**
     * Keeps a gate.
     *
     * @return false where it could not be kept for another visit
     */
    boolean keep(String camera, GateSettings gate) {
        gates = gates.with(camera, gate);
        return Browser.keep(NAME, Browser.json(JsValues.toJs(gates.toList())));
    }
}
