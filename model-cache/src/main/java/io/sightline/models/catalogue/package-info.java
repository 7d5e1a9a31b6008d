// SPDX-License-Identifier: Apache-2.0
/** What models exist: read from data, checked on load. */
package io.sightline.models.catalogue;
