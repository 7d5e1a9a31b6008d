// SPDX-License-Identifier: Apache-2.0
package io.sightline.server;

import picocli.CommandLine;

/**
 * How this module's command lines are read: the last of a repeated option counts, a mistake is one
 * line.
 */
final class CommandLines {

    private CommandLines() {}

    static CommandLine of(Object command) {
        // The launcher gives the project's folders first; what the person adds comes after and
        // wins.
        return new CommandLine(command)
                .setOverwrittenOptionsAllowed(true)
                .setParameterExceptionHandler(
                        (mistake, arguments) -> {
                            CommandLine line = mistake.getCommandLine();
                            line.getErr().println(mistake.getMessage() + ". All options: --help");
                            return line.getCommandSpec().exitCodeOnInvalidInput();
                        });
    }
}
