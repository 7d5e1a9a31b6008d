// SPDX-License-Identifier: Apache-2.0
package io.sightline.models.cli;

import io.sightline.models.ModelState;
import io.sightline.models.store.Sizes;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows what is known and what is here. */
@Command(name = "list", description = "show the models, and which are here")
final class ListCommand implements Callable<Integer> {
    @Mixin private Shared shared;
    @Spec private CommandSpec spec;

    @Option(names = "--json", description = "as the page reads it: models/index.json")
    private boolean json;

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        var store = shared.open();
        if (json) {
            out.println(store.indexJson());
            return ExitCode.OK;
        }
        out.println("Store: " + store.folder());
        for (var state : store.models()) {
            out.println(line(state));
            if (state.problem() != null) {
                out.println("    " + state.problem());
            }
        }
        for (var model : shared.catalogue().models()) {
            model.refusal().ifPresent(why -> out.println(row(model.id(), "refused", "", why)));
        }
        return ExitCode.OK;
    }

    private static String line(ModelState state) {
        var precision = state.variant().precision();
        var about =
                precision.storage()
                        + " weights, "
                        + precision.compute()
                        + " arithmetic"
                        + (state.variant().needs().isEmpty()
                                ? ""
                                : ", needs " + String.join(", ", state.variant().needs()));
        return row(
                state.model().id() + "/" + state.variant().id(),
                state.ready() ? "ready" : "absent",
                Sizes.text(state.bytes()),
                state.model().licence().spdx()
                        + "; "
                        + about
                        + "; "
                        + (state.ready() ? "from " + state.source() : state.how()));
    }

    private static String row(String id, String state, String size, String rest) {
        return String.format(Locale.ROOT, "%-32s %-7s %9s  %s", id, state, size, rest);
    }
}
