// SPDX-License-Identifier: Apache-2.0
package io.sightline.server;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import io.sightline.models.StoredFile;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The asset server: the site's files and the models' files, and nothing else. It runs no product
 * code, keeps no state and takes no input but GET and HEAD.
 */
public final class AssetServer implements AutoCloseable {

    /** Where the server listens when nothing else is said. */
    public static final int DEFAULT_PORT = 8420;

    private static final Logger LOG = LoggerFactory.getLogger(AssetServer.class);

    /** Request line and header fields together; browsers send about 1 kB. */
    private static final int MAX_REQUEST_HEAD = 16 * 1024;

    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");
    private static final List<String> MODEL_INDEX = List.of("models", "index.json");
    private static final String ALLOWED_METHODS = "GET, HEAD";

    /**
     * What a server serves and where.
     *
     * @param site the folder with the page
     * @param models the models, or nothing to serve the site alone
     * @param bind address to listen on; a loopback address keeps other machines out
     * @param port port to listen on; 0 takes any free one
     * @param headers the headers of every response
     * @param dev whether pages reload when the site changes
     * @param stopTimeout how long {@link #close} waits for downloads under way
     */
    public record Options(
            Path site,
            Optional<ModelFiles> models,
            String bind,
            int port,
            SecurityHeaders headers,
            boolean dev,
            Duration stopTimeout) {

        /** A server for a site on a free loopback port. */
        public static Options of(Path site) {
            return new Options(
                    site,
                    Optional.empty(),
                    "127.0.0.1",
                    0,
                    SecurityHeaders.embeddableAnywhere(),
                    false,
                    Duration.ofSeconds(3));
        }

        /** The same with models. */
        public Options withModels(ModelFiles files) {
            return new Options(site, Optional.of(files), bind, port, headers, dev, stopTimeout);
        }

        /** The same on another address. */
        public Options withAddress(String address, int newPort) {
            return new Options(site, models, address, newPort, headers, dev, stopTimeout);
        }

        /** The same with other headers. */
        public Options withHeaders(SecurityHeaders newHeaders) {
            return new Options(site, models, bind, port, newHeaders, dev, stopTimeout);
        }

        /** The same with more or less time for downloads under way at the end. */
        public Options withStopTimeout(Duration timeout) {
            return new Options(site, models, bind, port, headers, dev, timeout);
        }

        /** The same for development. */
        public Options withDev(boolean on) {
            return new Options(site, models, bind, port, headers, on, stopTimeout);
        }
    }

    private final Options options;
    private final SiteFiles site;
    private final Optional<DevReload> dev;
    private final Javalin app;

    /**
     * Starts a server; it answers when the constructor returns.
     *
     * @throws IOException if the site folder does not exist
     * @throws io.javalin.util.JavalinBindException if the address cannot be listened on
     */
    public AssetServer(Options options) throws IOException {
        this.options = options;
        this.site = new SiteFiles(options.site());
        this.dev = options.dev() ? Optional.of(new DevReload(site.root())) : Optional.empty();
        this.app = Javalin.create(this::configure);
        try {
            app.start();
        } catch (RuntimeException e) {
            dev.ifPresent(DevReload::close);
            throw e;
        }
    }

    /** The port that is listened on. */
    public int port() {
        return app.port();
    }

    /** The address of the page, for a browser on this machine. */
    public URI url() {
        String host = options.bind();
        if (host.equals("0.0.0.0") || host.equals("::")) {
            host = "127.0.0.1";
        }
        return URI.create(
                "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port() + "/");
    }

    /**
     * Stops: no new connections, downloads under way may end within the stop timeout, then all is
     * closed.
     */
    @Override
    public void close() {
        dev.ifPresent(DevReload::close);
        app.stop();
    }

    private void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.router.ignoreTrailingSlashes = false;
        // Files are compressed when they are built; a model never is.
        config.http.compressionStrategy = CompressionStrategy.NONE;

        config.jetty.host = options.bind();
        config.jetty.port = options.port();
        config.jetty.modifyHttpConfiguration(this::configureHttp);
        config.jetty.modifyServer(this::configureServer);
        config.jetty.modifyServletContextHandler(
                context -> context.setErrorHandler(new PlainErrors(options.headers())));

        config.routes.before(
                ctx -> {
                    if (ctx.method() != HandlerType.GET && ctx.method() != HandlerType.HEAD) {
                        ctx.header(Header.ALLOW, ALLOWED_METHODS);
                        PlainText.send(
                                ctx,
                                HttpStatus.METHOD_NOT_ALLOWED,
                                "only GET and HEAD are answered here");
                        ctx.skipRemainingHandlers();
                    }
                });
        dev.ifPresent(
                reload -> {
                    config.routes.sse("/dev/events", reload::connect);
                    config.routes.get("/dev/reload.js", AssetServer::devScript);
                });
        // One route, taken apart by UrlPath: Javalin decodes path parameters more leniently.
        config.routes.addHttpHandler(HandlerType.GET, "*", this::answer);
        config.routes.addHttpHandler(HandlerType.HEAD, "*", this::answer);
        config.routes.exception(Exception.class, this::failed);
    }

    private void configureHttp(HttpConfiguration http) {
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
        http.setRequestHeaderSize(MAX_REQUEST_HEAD);
        http.setIdleTimeout(30_000);
        http.addCustomizer(
                (request, responseHeaders) -> {
                    addSecurityHeaders(responseHeaders);
                    return request;
                });
    }

    private void configureServer(Server server) {
        // Counts requests under way, so that stop() can wait for them.
        server.setHandler(new GracefulHandler());
        server.setStopTimeout(options.stopTimeout().toMillis());
        server.setErrorHandler(new PlainErrors(options.headers()));
    }

    private void addSecurityHeaders(HttpFields.Mutable fields) {
        options.headers().all().forEach(h -> fields.put(h.name(), h.value()));
    }

    private void answer(Context ctx) throws IOException {
        Optional<UrlPath> path = UrlPath.parse(ctx.req().getRequestURI());
        if (path.isEmpty()) {
            notFound(ctx);
            return;
        }
        List<String> names = path.get().names();
        if (!path.get().directory() && options.models().isPresent()) {
            if (names.equals(MODEL_INDEX)) {
                byte[] index = options.models().get().indexJson();
                FileResponse.send(ctx, index, MediaTypes.of("index.json"), CachePolicy.REVALIDATE);
                return;
            }
            if (names.size() == 3
                    && names.get(0).equals("models")
                    && SHA_256.matcher(names.get(1)).matches()) {
                model(ctx, options.models().get(), names.get(1), names.get(2));
                return;
            }
        }
        siteFile(ctx, path.get());
    }

    private static void model(Context ctx, ModelFiles models, String sha256, String name)
            throws IOException {
        Optional<StoredFile> file = models.file(sha256, name);
        if (file.isEmpty()) {
            notFound(ctx);
            return;
        }
        StoredFile stored = file.get();
        FileResponse.send(
                ctx,
                new Asset(
                        stored.path(),
                        stored.bytes(),
                        '"' + sha256 + '"',
                        MediaTypes.of(name),
                        null,
                        CachePolicy.IMMUTABLE,
                        false));
    }

    private void siteFile(Context ctx, UrlPath path) throws IOException {
        // A range is one of the plain file: parts of a compressed one are of no use to a player.
        boolean part = ctx.method() == HandlerType.GET && ctx.header(Header.RANGE) != null;
        List<ContentCoding> codings =
                part || dev.isPresent()
                        ? List.of()
                        : ContentCoding.accepted(ctx.header(Header.ACCEPT_ENCODING));
        Optional<Asset> asset = site.find(path, codings);
        if (asset.isEmpty()) {
            notFound(ctx);
            return;
        }
        if (EmbedFiles.contains(path)) {
            ctx.header(Header.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
        }
        if (dev.isPresent() && asset.get().type().startsWith("text/html")) {
            byte[] page = DevReload.withScript(Files.readAllBytes(asset.get().file()));
            FileResponse.send(ctx, page, asset.get().type(), CachePolicy.REVALIDATE);
            return;
        }
        FileResponse.send(ctx, asset.get());
    }

    private static void devScript(Context ctx) throws IOException {
        byte[] script = DevReload.SCRIPT.getBytes(StandardCharsets.UTF_8);
        FileResponse.send(ctx, script, MediaTypes.of("reload.js"), CachePolicy.REVALIDATE);
    }

    private static void notFound(Context ctx) throws IOException {
        ctx.header(Header.CACHE_CONTROL, CachePolicy.NEVER);
        PlainText.send(ctx, HttpStatus.NOT_FOUND, "nothing here");
    }

    private void failed(Exception e, Context ctx) {
        if (ctx.res().isCommitted()) {
            // The client went away, or the file did. The connection ends short, which is visible.
            LOG.debug("{} ended early", ctx.path(), e);
            return;
        }
        LOG.warn("{} could not be answered", ctx.path(), e);
        ctx.res().reset();
        options.headers().all().forEach(h -> ctx.header(h.name(), h.value()));
        try {
            PlainText.send(
                    ctx,
                    HttpStatus.INTERNAL_SERVER_ERROR,
                    "this file cannot be read just now; see the server's log");
        } catch (IOException gone) {
            LOG.debug("{} ended early", ctx.path(), gone);
        }
    }
}
