// SPDX-License-Identifier: Apache-2.0
package io.sightline.models.fetch;

import io.sightline.models.fetch.FetchException.Kind;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.Locale;

/** What a failed write means for a person. */
public final class StoreFaults {
    private StoreFaults() {}

    /** The failure to write a path, told by its cause. */
    public static FetchException of(Path path, IOException e) {
        if (e instanceof FetchException known) {
            return known;
        }
        var text = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        if (text.contains("no space left")
                || text.contains("quota")
                || text.contains("not enough space")) {
            return full(path, e.getMessage());
        }
        var why = e instanceof AccessDeniedException ? "no permission" : e.toString();
        return new FetchException(
                Kind.STORE,
                "Cannot write "
                        + path
                        + " ("
                        + why
                        + "). Give yourself permission, or choose another folder with --store.",
                e);
    }

    static FetchException full(Path path, String why) {
        return new FetchException(
                Kind.STORE,
                "The disk of "
                        + path.getParent()
                        + " is full ("
                        + why
                        + "). Free some space, or choose another folder with --store, and run the"
                        + " same command again; what has come is kept.");
    }
}
