// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.error;

/**
 * Turns the product's own exceptions into {@link CodedException}s where Java answers JavaScript.
 * The default lets everything through as it is.
 */
@FunctionalInterface
public interface ErrorMapper {
    /** Maps nothing. */
    ErrorMapper NONE = failure -> failure;

    /** What to tell JavaScript in place of {@code failure}, or {@code failure} itself. */
    Throwable map(Throwable failure);
}
