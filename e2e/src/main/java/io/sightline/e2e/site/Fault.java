// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.site;

import java.time.Duration;

/** What goes wrong on the way to a file. */
public sealed interface Fault {
    /** The connection breaks after so many bytes of the body. */
    record Cut(long bytes) implements Fault {}

    /** The body ends properly after so many bytes, as if the file were that short. */
    record Truncate(long bytes) implements Fault {}

    /** One byte of the body is another. */
    record Alter(long offset) implements Fault {}

    /** The answer is this status, with a line of text. */
    record Status(int code) implements Fault {}

    /** Every piece of 64 KiB waits this long. */
    record Slow(Duration pause) implements Fault {}
}
