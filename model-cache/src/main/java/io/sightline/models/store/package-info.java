// SPDX-License-Identifier: Apache-2.0
/** The folder the weights are kept in, and its records. */
package io.sightline.models.store;
