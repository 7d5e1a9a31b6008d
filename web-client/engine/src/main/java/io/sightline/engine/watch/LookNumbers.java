// SPDX-License-Identifier: Apache-2.0
package io.sightline.engine.watch;

/** Numbers for looks, never given twice, whoever asks. */
final class LookNumbers {
    private int last;

    int next() {
        return ++last;
    }
}
