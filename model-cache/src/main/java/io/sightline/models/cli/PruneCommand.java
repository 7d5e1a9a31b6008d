// SPDX-License-Identifier: Apache-2.0
package io.sightline.models.cli;

import io.sightline.models.local.Upkeep;
import io.sightline.models.store.Sizes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Frees space. */
@Command(
        name = "prune",
        description = "remove broken-off downloads, earlier versions, and the models named")
final class PruneCommand implements Callable<Integer> {
    @Mixin private Shared shared;
    @Spec private CommandSpec spec;

    @Option(names = "--dry-run", description = "show what would go")
    private boolean dry;

    @Parameters(paramLabel = "ID", description = "MODEL or MODEL/VARIANT to remove as well")
    private List<String> ids = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        var variants = new HashSet<String>();
        for (var id : ids) {
            var wish = shared.wish(id);
            var chosen = id.contains("/") ? wish.alternatives().get(0) : wish.model().variants();
            chosen.forEach(v -> variants.add(wish.model().id() + "/" + v.id()));
        }
        var leftovers = new Upkeep(shared.catalogue(), shared.writer()).prune(variants, !dry);
        var out = spec.commandLine().getOut();
        long sum = 0;
        for (var leftover : leftovers) {
            out.println(
                    shared.folder().relativize(leftover.path())
                            + " "
                            + Sizes.text(leftover.bytes()));
            sum += leftover.bytes();
        }
        out.println(
                leftovers.isEmpty()
                        ? "Nothing to remove."
                        : (dry ? "Would free " : "Freed ") + Sizes.text(sum) + ".");
        return ExitCode.OK;
    }
}
