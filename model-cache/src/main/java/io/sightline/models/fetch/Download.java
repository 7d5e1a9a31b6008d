// SPDX-License-Identifier: Apache-2.0
package io.sightline.models.fetch;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One file to download.
 *
 * @param name for messages
 * @param address where it is
 * @param token a bearer token for that host alone
 * @param part where it grows; beside it lies a small file that says what it is a part of
 * @param bytes its exact length, or -1 when only the host knows
 * @param sha256 its digest, or null when only the host knows: then the host must state one
 */
record Download(
        String name, URI address, Optional<String> token, Path part, long bytes, String sha256) {}
