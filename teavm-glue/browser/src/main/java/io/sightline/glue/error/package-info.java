// SPDX-License-Identifier: Apache-2.0
/** Errors between Java and JavaScript. */
package io.sightline.glue.error;
