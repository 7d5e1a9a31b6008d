// SPDX-License-Identifier: Apache-2.0
package io.sightline.build.sample;

import java.util.concurrent.locks.ReentrantLock;

/** A program that needs a class that TeaVM does not have. */
public final class Uncompilable {
    private Uncompilable() {}

    /** Uses it. */
    public static void main(String[] args) {
        new ReentrantLock().lock();
    }
}
