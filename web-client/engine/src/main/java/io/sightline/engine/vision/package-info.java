// SPDX-License-Identifier: Apache-2.0
/** The vision worker: depth of the newest frame. */
package io.sightline.engine.vision;
