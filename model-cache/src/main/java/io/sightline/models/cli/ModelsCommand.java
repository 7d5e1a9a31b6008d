// SPDX-License-Identifier: Apache-2.0
package io.sightline.models.cli;

import io.sightline.models.fetch.StoreFaults;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command and its parts. */
@Command(
        name = "models",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "The models that Sightline runs: which there are, and getting them.",
        subcommands = {
            ListCommand.class,
            FetchCommand.class,
            VerifyCommand.class,
            ImportCommand.class,
            PruneCommand.class,
            TranslateCommand.class
        },
        footer = "Exit status: 0 done, 1 failed, 2 not understood, 3 refused.")
public final class ModelsCommand implements Runnable {
    @Spec private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command?");
    }

    /**
     * Runs a command line.
     *
     * @return the exit status
     */
    public static int run(PrintWriter out, PrintWriter err, String... arguments) {
        var line = new CommandLine(new ModelsCommand());
        line.setOut(out).setErr(err);
        line.setExecutionExceptionHandler(
                (e, command, parsed) -> {
                    if (e instanceof IOException io) {
                        var fault = StoreFaults.of(Path.of("the store"), io);
                        err.println(fault.getMessage());
                        return FetchCommand.code(fault);
                    }
                    throw e;
                });
        int code = line.execute(arguments);
        out.flush();
        err.flush();
        return code;
    }
}
