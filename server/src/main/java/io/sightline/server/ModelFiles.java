// SPDX-License-Identifier: Apache-2.0
package io.sightline.server;

import io.sightline.models.ModelStore;
import io.sightline.models.StoredFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The models that the server may hand out: a read-only view of the model cache. */
public interface ModelFiles {

    /**
     * A verified model file.
     *
     * @param sha256 64 lower-case hexadecimal digits
     * @param name its plain file name
     * @return the file, or nothing if it is not ready
     * @throws IOException if the store cannot be read
     */
    Optional<StoredFile> file(String sha256, String name) throws IOException;

    /**
     * The list of models and their states, as JSON in UTF-8.
     *
     * @throws IOException if the store cannot be read
     */
    byte[] indexJson() throws IOException;

    /** A model store as it is now and as it changes. */
    static ModelFiles of(ModelStore store) {
        return of(store, Optional.empty());
    }

    /** The same for a page that may ask the hub as well. */
    static ModelFiles of(ModelStore store, Optional<HubAccess> hub) {
        String address = hub.map(HubAccess::address).orElse("");
        return new ModelFiles() {
            @Override
            public Optional<StoredFile> file(String sha256, String name) {
                return store.file(sha256, name);
            }

            @Override
            public byte[] indexJson() {
                return store.indexJson(address).getBytes(StandardCharsets.UTF_8);
            }
        };
    }
}
