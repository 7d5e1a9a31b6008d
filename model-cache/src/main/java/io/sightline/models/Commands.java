// SPDX-License-Identifier: Apache-2.0
package io.sightline.models;

import io.sightline.models.catalogue.Model;
import io.sightline.models.catalogue.Source;
import io.sightline.models.catalogue.Variant;

/** The commands that messages and the index tell a person to run. */
final class Commands {
    /** The launcher at the project's root. */
    static final String PROGRAM = "./sightline models";

    private Commands() {}

    static String toGet(Model model, Variant variant) {
        boolean fetched = variant.sources().stream().anyMatch(s -> !(s instanceof Source.Local));
        return fetched
                ? PROGRAM + " fetch " + model.id() + "/" + variant.id()
                : PROGRAM + " import FOLDER-OR-ARCHIVE";
    }
}
