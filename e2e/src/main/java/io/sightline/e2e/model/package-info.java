// SPDX-License-Identifier: Apache-2.0
/** Models that the tests make, and the stores they lie in. */
package io.sightline.e2e.model;
