// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where things lie in the checkout. */
public final class Project {
    private static final Path ROOT = findRoot();

    private Project() {}

    /** The project's root folder. */
    public static Path root() {
        return ROOT;
    }

    /**
     * The built site.
     *
     * @throws IllegalStateException if it has not been built, saying how
     */
    public static Path site() {
        Path site = ROOT.resolve("static/target/site");
        if (!Files.isRegularFile(site.resolve("js/page.js"))) {
            throw new IllegalStateException(
                    "there is no site in " + site + ". Build it first: mvn -pl static -am package");
        }
        return site;
    }

    /** Folder for what the tests leave: screenshots, traces, figures. */
    public static Path output() {
        return ROOT.resolve("e2e/target");
    }

    /** A file of the development data beside the project; it need not exist. */
    public static Path shared(String name) {
        return ROOT.resolveSibling("shared").resolve(name);
    }

    private static Path findRoot() {
        Path here = Path.of("").toAbsolutePath();
        for (Path at = here; at != null; at = at.getParent()) {
            if (Files.isRegularFile(at.resolve("model-cache/pom.xml"))) {
                return at;
            }
        }
        throw new IllegalStateException(here + " is not inside the project");
    }
}
