// SPDX-License-Identifier: Apache-2.0
package io.sightline.models;

import java.nio.file.Path;

/**
 * A verified file of the store.
 *
 * @param path where it lies
 * @param name without folders
 * @param bytes its length
 * @param sha256 lower-case hex digest of its content
 */
public record StoredFile(Path path, String name, long bytes, String sha256) {}
