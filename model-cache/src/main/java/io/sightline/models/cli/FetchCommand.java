// SPDX-License-Identifier: Apache-2.0
package io.sightline.models.cli;

import io.sightline.models.fetch.FetchException;
import io.sightline.models.fetch.FetchSettings;
import io.sightline.models.fetch.Fetcher;
import io.sightline.models.fetch.Fetcher.Outcome;
import io.sightline.models.fetch.Fetcher.Wish;
import io.sightline.models.store.Sizes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Gets models. */
@Command(
        name = "fetch",
        description = {
            "get models from the hub, a release or npm, whichever is reached",
            "Environment: SIGHTLINE_HF_ENDPOINT or HF_ENDPOINT, HF_TOKEN, HTTPS_PROXY, NO_PROXY."
        })
final class FetchCommand implements Callable<Integer> {
    private static final String DEPTH = "depth-anything-v2-small";
    private static final String DEMONSTRATION = "smolvlm2-demo";
    private static final String FACES = "blazeface";

    /** The better one from its release; where that is not reached, the other from npm. */
    private static final List<String> DETECTORS = List.of("yolox-nano", "nanodet-m");

    @Mixin private Shared shared;
    @Spec private CommandSpec spec;

    @Parameters(
            paramLabel = "ID",
            description =
                    "MODEL or MODEL/VARIANT (default: "
                            + DEPTH
                            + ", "
                            + DEMONSTRATION
                            + ", "
                            + FACES
                            + " and a detector)")
    private List<String> ids = new ArrayList<>();

    @Override
    public Integer call() throws IOException, InterruptedException {
        var out = spec.commandLine().getOut();
        var err = spec.commandLine().getErr();
        var wishes = new ArrayList<Wish>();
        for (var id : ids.isEmpty() ? List.of(DEPTH, DEMONSTRATION, FACES) : ids) {
            wishes.add(shared.wish(id));
        }
        FetchSettings settings;
        try {
            settings = FetchSettings.of(System.getenv(), shared.catalogue().hub());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        List<Outcome> outcomes;
        try (var progress = ConsoleProgress.on(err);
                var fetcher = new Fetcher(shared.writer(), settings, progress)) {
            outcomes = new ArrayList<>(fetcher.fetch(wishes));
            if (ids.isEmpty()) {
                outcomes.add(detector(fetcher));
            }
        }
        int code = ExitCode.OK;
        for (var outcome : outcomes) {
            if (outcome.failure() != null) {
                code = code(outcome.failure());
                err.println(
                        outcome.wish().model().id()
                                + " could not be had: "
                                + outcome.failure().getMessage()
                                + "\nWithout a network: import it from a folder or archive with the"
                                + " import command (docs/guides/models.md).");
            }
            for (var variant : outcome.variants()) {
                var state = shared.open().state(outcome.wish().model(), variant);
                out.println(
                        outcome.wish().model().id()
                                + "/"
                                + variant.id()
                                + (outcome.fresh() ? " is here: " : " is already here: ")
                                + Sizes.text(state.bytes())
                                + " from "
                                + state.source());
            }
        }
        return code;
    }

    /** The first detector that is here or can be had; else what stopped the last. */
    private Outcome detector(Fetcher fetcher) throws IOException, InterruptedException {
        var order = new ArrayList<>(DETECTORS);
        order.sort(Comparator.comparing(id -> !here(id)));
        Outcome outcome = null;
        for (var id : order) {
            outcome = fetcher.fetch(List.of(shared.wish(id))).get(0);
            if (outcome.failure() == null) {
                break;
            }
        }
        return outcome;
    }

    private boolean here(String id) {
        return shared.open().models().stream()
                .anyMatch(state -> state.model().id().equals(id) && state.ready());
    }

    static int code(FetchException e) {
        return e.kind() == FetchException.Kind.REFUSED ? ExitCode.REFUSED : ExitCode.FAILED;
    }
}
