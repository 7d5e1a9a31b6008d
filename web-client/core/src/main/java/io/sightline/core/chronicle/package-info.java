// SPDX-License-Identifier: Apache-2.0
/**
 * What was watched, by the clock on the wall: how much passed each gate in which minute, when
 * nothing was seen, who came near to an alert. It is written beside the stream, outlives it, and is
 * bounded, however long anybody watches. All times are milliseconds since 1970, so neither zones
 * nor daylight saving are known here.
 */
package io.sightline.core.chronicle;
