// SPDX-License-Identifier: Apache-2.0
/**
 * The models Sightline runs: which exist ({@code catalogue}), which are here ({@link
 * io.sightline.models.ModelStore}), how they are had ({@code fetch}) and made ({@code translate}).
 */
package io.sightline.models;
