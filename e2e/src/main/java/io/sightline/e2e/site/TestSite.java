// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.site;

import io.sightline.e2e.Project;
import io.sightline.models.ModelStore;
import io.sightline.server.AssetServer;
import io.sightline.server.HubAccess;
import io.sightline.server.ModelFiles;
import io.sightline.server.SecurityHeaders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The product's own server with the built site and a model store, on a free port of this machine.
 */
public final class TestSite implements AutoCloseable {
    private final AssetServer server;

    private TestSite(AssetServer server) {
        this.server = server;
    }

    /** Serves the built site with these models. */
    public static TestSite of(ModelStore models) {
        return of(Project.site(), models);
    }

    /** Serves the built site, whose page may ask a hub as well. */
    public static TestSite of(ModelStore models, HubAccess hub) {
        try {
            return new TestSite(
                    new AssetServer(
                            AssetServer.Options.of(Project.site())
                                    .withModels(ModelFiles.of(models, Optional.of(hub)))
                                    .withHeaders(
                                            new SecurityHeaders(
                                                    SecurityHeaders.ANY_ANCESTOR,
                                                    Optional.of(hub)))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Serves a folder with these models. */
    public static TestSite of(Path site, ModelStore models) {
        try {
            return new TestSite(
                    new AssetServer(
                            AssetServer.Options.of(site).withModels(ModelFiles.of(models))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The port that is listened on, on 127.0.0.1. */
    public int port() {
        return server.port();
    }

    /** The page's origin. */
    public String origin() {
        return "http://127.0.0.1:" + server.port();
    }

    @Override
    public void close() {
        server.close();
    }
}
