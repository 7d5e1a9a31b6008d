// SPDX-License-Identifier: Apache-2.0
/** Models from folders and archives that a person has; and the upkeep of the store. */
package io.sightline.models.local;
