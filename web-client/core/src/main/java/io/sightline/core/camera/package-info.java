// SPDX-License-Identifier: Apache-2.0
/** How a camera sees: from pixels to directions and back. */
package io.sightline.core.camera;
