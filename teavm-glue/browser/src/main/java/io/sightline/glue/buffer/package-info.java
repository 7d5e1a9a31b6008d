// SPDX-License-Identifier: Apache-2.0
/** Bulk data between Java and JavaScript. */
package io.sightline.glue.buffer;
