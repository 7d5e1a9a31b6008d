// SPDX-License-Identifier: Apache-2.0
/**
 * Which detection of a frame is the thing that was seen before: numbered tracks through a stream
 * whose frames come at uneven times.
 */
package io.sightline.core.track;
