// SPDX-License-Identifier: Apache-2.0
package io.sightline.models.translate;

import io.sightline.models.ModelStore;
import org.junit.jupiter.api.Assumptions;

/** A model of the store, for a test that is skipped where the store does not have it. */
final class StoredModel {
    private StoredModel() {}

    /** The path of its first file; none, and the test is skipped with the reason. */
    static String path(Class<?> test, String model, String variant) throws Exception {
        var store = ModelStore.openDefault();
        var known = store.catalogue().model(model).orElseThrow();
        var state = store.state(known, known.variant(variant).orElseThrow());
        need(
                test,
                state.ready(),
                "no "
                        + model
                        + " "
                        + variant
                        + " in "
                        + store.folder()
                        + " (get it with: "
                        + state.how()
                        + ")");
        return state.files().get(0).path().toString();
    }

    /** Skips a test where what it needs is not there. */
    static void need(Class<?> test, boolean there, String why) {
        if (!there) {
            System.err.println(test.getSimpleName() + " skips: " + why);
        }
        Assumptions.assumeTrue(there, why);
    }
}
