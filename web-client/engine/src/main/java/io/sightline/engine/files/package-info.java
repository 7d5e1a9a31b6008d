// SPDX-License-Identifier: Apache-2.0
/** Model files: fetched, checked, and kept in the browser. */
package io.sightline.engine.files;
