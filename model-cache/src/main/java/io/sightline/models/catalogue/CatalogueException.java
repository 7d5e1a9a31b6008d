// SPDX-License-Identifier: Apache-2.0
package io.sightline.models.catalogue;

/** The catalogue is not well formed. The message starts with the path of the first fault. */
public final class CatalogueException extends RuntimeException {
    private final String path;

    CatalogueException(String path, String wanted) {
        super("model catalogue: " + path + " must be " + wanted);
        this.path = path;
    }

    /** Where the fault is, such as {@code models[0].variants[2].files[0].sha256}. */
    public String path() {
        return path;
    }
}
