// SPDX-License-Identifier: Apache-2.0
package io.sightline.models.cli;

/** How the commands end. 2 is picocli's, for a command line that is not understood. */
final class ExitCode {
    static final int OK = 0;
    static final int FAILED = 1;
    static final int REFUSED = 3;

    private ExitCode() {}
}
