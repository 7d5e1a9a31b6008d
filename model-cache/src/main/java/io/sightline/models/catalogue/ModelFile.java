// SPDX-License-Identifier: Apache-2.0
package io.sightline.models.catalogue;

/**
 * A file of a variant.
 *
 * @param name without folders; unique within the variant
 * @param bytes its length; approximate where {@code sha256} is null
 * @param sha256 lower-case hex, or null where it is not pinned yet: then the hub must state the
 *     digest, and that is what is verified and recorded
 */
public record ModelFile(String name, long bytes, String sha256) {
    /** True where length and digest are pinned by the catalogue. */
    public boolean pinned() {
        return sha256 != null;
    }
}
