// SPDX-License-Identifier: Apache-2.0
/** Gets models from their sources into the store: resumable, verified, all or nothing. */
package io.sightline.models.fetch;
