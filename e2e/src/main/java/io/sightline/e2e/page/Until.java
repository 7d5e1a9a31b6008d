// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.page;

import com.microsoft.playwright.Page;
import java.util.Objects;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Looks again and again until what is seen is right: a page draws when it can, and a slow machine
 * later. What a locator can say for itself is rather asserted with {@code assertThat(locator)}.
 */
public final class Until {
    private static final long PATIENCE = 120_000_000_000L;
    private static final int APART = 100;

    private Until() {}

    /**
     * What is seen once it is right.
     *
     * @param look sees it
     * @param fault says what is wrong with what was seen at last
     * @throws AssertionError if it never is
     */
    public static <T> T right(
            Page tab, Supplier<T> look, Predicate<T> right, Function<T, String> fault) {
        long end = System.nanoTime() + PATIENCE;
        while (true) {
            T seen = look.get();
            if (right.test(seen)) {
                return seen;
            }
            if (System.nanoTime() > end) {
                throw new AssertionError(fault.apply(seen));
            }
            // It hears of what the browser tells meanwhile.
            tab.waitForTimeout(APART);
        }
    }

    /**
     * Waits until what is seen is equal to what is wanted.
     *
     * @throws AssertionError if it never is
     */
    public static void equal(Page tab, Object wanted, Supplier<?> look) {
        right(
                tab,
                () -> (Object) look.get(),
                seen -> Objects.equals(wanted, seen),
                seen -> "wanted " + wanted + ", saw " + seen);
    }

    /**
     * What is seen once it has stayed the same for so long.
     *
     * @param milliseconds that it stays
     * @throws AssertionError if it changes all the time
     */
    public static <T> T still(
            Page tab, int milliseconds, Supplier<T> look, BiPredicate<T, T> same) {
        long end = System.nanoTime() + PATIENCE;
        T before = look.get();
        while (true) {
            tab.waitForTimeout(milliseconds);
            T now = look.get();
            if (same.test(before, now)) {
                return now;
            }
            if (System.nanoTime() > end) {
                throw new AssertionError(
                        "it changes all the time, at last from " + before + " to " + now);
            }
            before = now;
        }
    }
}
