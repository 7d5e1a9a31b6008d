// SPDX-License-Identifier: Apache-2.0
/** What moves before the camera, and whether the camera itself does: from small grey frames. */
package io.sightline.core.motion;
