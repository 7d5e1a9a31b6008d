// SPDX-License-Identifier: Apache-2.0
package io.sightline.samples;

/**
 * How a surface looks at a point: sets colour, coat and bump of the {@link Surface} from its
 * coordinates.
 */
interface Material {
    void shade(Surface s);
}
