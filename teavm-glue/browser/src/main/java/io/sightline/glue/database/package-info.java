// SPDX-License-Identifier: Apache-2.0
/** Records that stay in the browser: IndexedDB, waited for. */
package io.sightline.glue.database;
