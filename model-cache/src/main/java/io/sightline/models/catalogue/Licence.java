// SPDX-License-Identifier: Apache-2.0
package io.sightline.models.catalogue;

/**
 * Under what a model may be used.
 *
 * @param spdx SPDX identifier
 * @param url where the owner states it
 * @param commercial whether commercial use is allowed; without it a model is never offered
 */
public record Licence(String spdx, String url, boolean commercial) {}
