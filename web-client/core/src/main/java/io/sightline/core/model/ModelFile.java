// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.model;

/**
 * A file of a model as the server offers it.
 *
 * @param name file name
 * @param bytes exact length
 * @param sha256 lower-case hex digest; the page checks it before use
 * @param url relative to the site's root
 */
public record ModelFile(String name, long bytes, String sha256, String url) {}
