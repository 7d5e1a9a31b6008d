// SPDX-License-Identifier: Apache-2.0
package io.sightline.models.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Where the store is. */
public final class StoreFolder {
    /** Environment variable that names the store's folder. */
    public static final String VARIABLE = "SIGHTLINE_MODELS";

    private StoreFolder() {}

    /**
     * The store's folder: {@link #VARIABLE}, else {@code model-cache/store} of the project that the
     * working directory lies in, else the same below the working directory.
     */
    public static Path of(Map<String, String> environment, Path workingDirectory) {
        var named = environment.get(VARIABLE);
        if (named != null && !named.isBlank()) {
            return workingDirectory.resolve(named).normalize();
        }
        var here = workingDirectory.toAbsolutePath().normalize();
        for (var at = here; at != null; at = at.getParent()) {
            if (Files.isRegularFile(at.resolve("model-cache/pom.xml"))) {
                return at.resolve("model-cache/store");
            }
        }
        return here.resolve("model-cache/store");
    }
}
