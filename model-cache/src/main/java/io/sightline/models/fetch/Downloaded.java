// SPDX-License-Identifier: Apache-2.0
package io.sightline.models.fetch;

/**
 * A complete and verified download.
 *
 * @param bytes its length
 * @param sha256 of its content
 * @param commit the repository's commit that the hub answered from, or null
 */
record Downloaded(long bytes, String sha256, String commit) {}
