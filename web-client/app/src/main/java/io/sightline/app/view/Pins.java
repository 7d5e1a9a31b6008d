// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.view;

/** Sets and removes pins, and says so. */
interface Pins {
    /** Pins the probe. */
    void pin();

    /** Removes the last pin. */
    void unpin();
}
