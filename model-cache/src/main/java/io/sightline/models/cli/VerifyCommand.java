// SPDX-License-Identifier: Apache-2.0
package io.sightline.models.cli;

import io.sightline.models.local.Upkeep;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads what is here again. */
@Command(
        name = "verify",
        description = "read all that is here again; what is not what was recorded is removed")
final class VerifyCommand implements Callable<Integer> {
    @Mixin private Shared shared;
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "ID", description = "MODEL or MODEL/VARIANT (default: all)")
    private List<String> ids = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        for (var id : ids) {
            shared.wish(id);
        }
        var checks =
                new Upkeep(shared.catalogue(), shared.writer())
                        .verify(
                                variant ->
                                        ids.isEmpty()
                                                || ids.contains(variant)
                                                || ids.contains(variant.split("/")[0]));
        int code = ExitCode.OK;
        var out = spec.commandLine().getOut();
        for (var check : checks) {
            out.println(
                    check.variant()
                            + " "
                            + check.name()
                            + ": "
                            + (check.fault() == null
                                    ? "as recorded"
                                    : check.fault() + "; fetch " + check.variant() + " again"));
            code = check.fault() == null ? code : ExitCode.FAILED;
        }
        if (checks.isEmpty()) {
            out.println("Nothing is here yet: " + shared.folder());
        }
        return code;
    }
}
