// SPDX-License-Identifier: Apache-2.0
/** Measuring ourselves against the field's own tools. */
package io.sightline.e2e.bench;
