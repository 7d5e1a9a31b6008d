// SPDX-License-Identifier: Apache-2.0
package io.sightline.server;

import java.util.List;
import java.util.Set;

/**
 * The files that pages of other origins load as modules, which browsers do only with CORS.
 * Everything else is for the site's own documents.
 */
final class EmbedFiles {

    private static final Set<String> NAMES =
            Set.of("sightline.js", "sightline.js.map", "sightline.d.ts");

    private EmbedFiles() {}

    static boolean contains(UrlPath path) {
        return !path.directory() && path.names().size() == 1 && NAMES.contains(path.names().get(0));
    }

    static List<String> paths() {
        return NAMES.stream().sorted().map(name -> "/" + name).toList();
    }
}
