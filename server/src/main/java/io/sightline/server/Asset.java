// SPDX-License-Identifier: Apache-2.0
package io.sightline.server;

import java.nio.file.Path;

/**
 * A file to be sent, with everything the response says about it.
 *
 * @param file a regular file inside one of the roots
 * @param size its size in bytes; what is on disk must agree when it is opened
 * @param etag strong entity tag, quotes included, of exactly these bytes
 * @param type value of {@code Content-Type}
 * @param coding token of {@code Content-Encoding}, or null for the plain file
 * @param cacheControl value of {@code Cache-Control}
 * @param varies whether another {@code Accept-Encoding} could be answered with other bytes
 */
record Asset(
        Path file,
        long size,
        String etag,
        String type,
        String coding,
        String cacheControl,
        boolean varies) {}
