// SPDX-License-Identifier: Apache-2.0
package io.sightline.models.fetch;

import io.sightline.models.catalogue.Catalogue;
import io.sightline.models.fetch.Fetcher.Wish;
import io.sightline.models.store.StoreWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** A process that fetches, to be killed. Arguments: catalogue file, store, hub. */
public final class KilledFetch {
    private KilledFetch() {}

    /** Fetches the catalogue's first model. */
    public static void main(String[] arguments) throws Exception {
        var catalogue = Catalogue.parse(Files.readString(Path.of(arguments[0])));
        try (var fetcher =
                new Fetcher(
                        new StoreWriter(Path.of(arguments[1]), Clock.systemUTC()),
                        FetcherTest.settings(URI.create(arguments[2])),
                        Progress.NONE)) {
            var outcome = fetcher.fetch(List.of(Wish.of(catalogue.models().get(0)))).get(0);
            System.exit(outcome.failure() == null ? 0 : 1);
        }
    }
}
