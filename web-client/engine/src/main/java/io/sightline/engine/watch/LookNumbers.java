// SPDX-License-Identifier: Apache-2.0
package io.sightline.engine.watch;

/**
 * Numbers for looks and questions, never given twice, whoever asks: a late answer to one that is
 * over is no answer to another.
 */
final class LookNumbers {
    private int last;

    int next() {
        return ++last;
    }
}
