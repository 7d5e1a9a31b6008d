// SPDX-License-Identifier: Apache-2.0
/** How well a relative depth map agrees with measured depth. */
package io.sightline.core.accuracy;
