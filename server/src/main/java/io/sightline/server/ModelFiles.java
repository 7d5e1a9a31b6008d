// SPDX-License-Identifier: Apache-2.0
package io.sightline.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The models that the server may hand out: a read-only view of the model cache. */
public interface ModelFiles {

    /**
     * A verified model file.
     *
     * @param sha256 64 lower-case hexadecimal digits
     * @param name its plain file name
     * @return where it lies, or nothing if it is not ready
     * @throws IOException if the store cannot be read
     */
    Optional<Path> file(String sha256, String name) throws IOException;

    /**
     * The list of models and their states, as JSON in UTF-8.
     *
     * @throws IOException if the store cannot be read
     */
    byte[] indexJson() throws IOException;
}
