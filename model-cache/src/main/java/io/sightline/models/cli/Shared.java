// SPDX-License-Identifier: Apache-2.0
package io.sightline.models.cli;

import io.sightline.models.ModelStore;
import io.sightline.models.catalogue.Catalogue;
import io.sightline.models.catalogue.Model;
import io.sightline.models.fetch.FetchException;
import io.sightline.models.fetch.FetchException.Kind;
import io.sightline.models.fetch.Fetcher.Wish;
import io.sightline.models.store.StoreWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** What every command has. */
final class Shared {
    @Option(
            names = "--store",
            paramLabel = "FOLDER",
            description =
                    "where models are kept (default: $SIGHTLINE_MODELS, else model-cache/store)")
    private Path store;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this help")
    private boolean help;

    private final Catalogue catalogue = Catalogue.load();

    Catalogue catalogue() {
        return catalogue;
    }

    Path folder() {
        return (store == null ? ModelStore.defaultFolder() : store).toAbsolutePath().normalize();
    }

    ModelStore open() {
        return ModelStore.open(folder(), catalogue);
    }

    StoreWriter writer() {
        return new StoreWriter(folder(), Clock.systemUTC());
    }

    /** The model, or model/variant, that an argument names. */
    Wish wish(String id) throws FetchException {
        int slash = id.indexOf('/');
        var modelId = slash < 0 ? id : id.substring(0, slash);
        Model model =
                catalogue
                        .model(modelId)
                        .orElseThrow(
                                () ->
                                        new FetchException(
                                                Kind.REFUSED,
                                                "No model is called "
                                                        + modelId
                                                        + ". Known are "
                                                        + names()
                                                        + "."));
        var refusal = model.refusal();
        if (refusal.isPresent()) {
            throw new FetchException(Kind.REFUSED, refusal.get() + ".");
        }
        if (slash < 0) {
            return Wish.of(model);
        }
        var variantId = id.substring(slash + 1);
        return Wish.of(
                model,
                model.variant(variantId)
                        .orElseThrow(
                                () ->
                                        new FetchException(
                                                Kind.REFUSED,
                                                modelId
                                                        + " has no variant "
                                                        + variantId
                                                        + ". It has "
                                                        + model.variants().stream()
                                                                .map(v -> v.id())
                                                                .collect(Collectors.joining(", "))
                                                        + ".")));
    }

    private String names() {
        return catalogue.models().stream()
                .filter(m -> m.refusal().isEmpty())
                .map(Model::id)
                .collect(Collectors.joining(", "));
    }
}
