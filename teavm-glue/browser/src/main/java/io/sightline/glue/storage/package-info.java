// SPDX-License-Identifier: Apache-2.0
/** The site's own files and caches in the browser. */
package io.sightline.glue.storage;
