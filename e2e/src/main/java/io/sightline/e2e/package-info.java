// SPDX-License-Identifier: Apache-2.0
/** End-to-end tests of the built product, and what they stand on. */
package io.sightline.e2e;
