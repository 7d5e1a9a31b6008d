// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.alert;

import io.sightline.core.value.Fields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Why there is an alert, or none: what each gate said. The words come from the texts.
 *
 * @param gates that were asked, in their order
 */
public record Reason(List<GateResult> gates) {
    /** The first gate that did not let it through; null where all did. */
    public GateResult failed() {
        for (var result : gates) {
            if (!result.passed()) {
                return result;
            }
        }
        return null;
    }

    /** What a gate said; null where it was not asked. */
    public GateResult of(Gate gate) {
        for (var result : gates) {
            if (result.gate() == gate) {
                return result;
            }
        }
        return null;
    }

    /** With one more gate, in place of what the same gate said before. */
    public Reason with(GateResult result) {
        var next = new ArrayList<GateResult>();
        for (var other : gates) {
            if (other.gate() != result.gate()) {
                next.add(other);
            }
        }
        next.add(result);
        return new Reason(List.copyOf(next));
    }

    /** As it is written: an object with a field for each gate. */
    public Map<String, Object> toMap() {
        var map = new LinkedHashMap<String, Object>();
        for (var result : gates) {
            var fields = result.toMap();
            fields.remove("gate");
            map.put(result.gate().id(), fields);
        }
        return map;
    }

    /** Reads what {@link #toMap} wrote. */
    static Reason of(Fields fields) {
        var gates = new ArrayList<GateResult>();
        for (var gate : Gate.values()) {
            if (fields.has(gate.id())) {
                var said = fields.object(gate.id());
                gates.add(
                        new GateResult(
                                gate,
                                said.flag("passed"),
                                said.number("value", Double.NaN),
                                said.number("limit", Double.NaN),
                                said.text("why", 1, 60)));
            }
        }
        return new Reason(List.copyOf(gates));
    }
}
