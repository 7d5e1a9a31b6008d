// SPDX-License-Identifier: Apache-2.0
package io.sightline.server;

import io.javalin.util.JavalinException;
import io.sightline.models.ModelStore;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Command line of the asset server. */
@Command(
        name = "sightline serve",
        description = "Serves the page and the models to browsers. Nothing is ever uploaded to it.",
        sortOptions = false)
public final class Main implements Callable<Integer> {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this text.")
    private boolean help;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "${env:SIGHTLINE_PORT:-8420}",
            description = "Port; 0 takes any free one. Or SIGHTLINE_PORT. Default: 8420.")
    private int port;

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            defaultValue = "${env:SIGHTLINE_BIND:-127.0.0.1}",
            description =
                    "Address to listen on. Or SIGHTLINE_BIND. Default: 127.0.0.1, this machine only.")
    private String bind;

    @Option(
            names = "--site",
            paramLabel = "DIR",
            defaultValue = "static/target/site",
            description = "The built site. Default: ${DEFAULT-VALUE}.")
    private Path site;

    @Option(
            names = "--models",
            paramLabel = "DIR",
            defaultValue = "${env:SIGHTLINE_MODELS:-model-cache/store}",
            description = "The model store. Or SIGHTLINE_MODELS. Default: model-cache/store.")
    private Path models;

    @Option(
            names = "--frame-ancestors",
            paramLabel = "SOURCES",
            defaultValue = SecurityHeaders.ANY_ANCESTOR,
            description = {
                "Who may embed the page, as in the CSP: \"*\", \"'none'\", \"'self'\" or origins separated by spaces.",
                "Default: ${DEFAULT-VALUE}, because the page is made to be embedded and holds no account."
            })
    private String frameAncestors;

    @Option(
            names = HubAccess.OPTION,
            arity = "0..1",
            paramLabel = "ADDRESSES",
            description = {
                "Lets people choose, on the page, to get models from the model hub themselves: the page may then",
                "connect to it. For a mirror, its address and the hosts that it redirects to, separated by spaces.",
                "Default: the page connects to this server only."
            })
    private String hub;

    @Option(names = "--dev", description = "For development: pages reload when the site changes.")
    private boolean dev;

    private final PrintStream out;
    private final PrintStream err;

    Main(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** Runs the server until the process is told to stop. */
    public static void main(String[] args) {
        CommandLine line = CommandLines.of(new Main(System.out, System.err));
        int status = line.execute(args);
        boolean serving = status == 0 && line.getExecutionResult() != null;
        if (!serving) {
            System.exit(status);
        }
    }

    @Override
    public Integer call() throws Exception {
        if (port < 0 || port > 65_535) {
            return refuse("The port must be 0 to 65535, not " + port + ".");
        }
        if (!Files.isRegularFile(site.resolve("index.html"))) {
            return refuse(
                    "There is no page in "
                            + site.toAbsolutePath().normalize()
                            + ". Build it first: ./sightline start");
        }
        ModelStore store = ModelStore.open(models);
        Optional<HubAccess> access;
        SecurityHeaders headers;
        try {
            access = Optional.ofNullable(hub).map(value -> HubAccess.of(value, store.catalogue()));
            headers = new SecurityHeaders(frameAncestors, access);
        } catch (IllegalArgumentException e) {
            return refuse(e.getMessage());
        }
        AssetServer server;
        try {
            server =
                    new AssetServer(
                            AssetServer.Options.of(site)
                                    .withModels(ModelFiles.of(store, access))
                                    .withAddress(bind, port)
                                    .withHeaders(headers)
                                    .withDev(dev));
        } catch (JavalinException e) {
            return refuse(whyNotListening(e));
        }
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop"));
        out.println("Sightline is at " + server.url());
        if (!isLoopback()) {
            out.println(
                    "Other machines can reach it too. Browsers give the camera and threads only to https there:"
                            + " docs/guides/deploy.md");
        }
        if (access.isPresent()) {
            out.println(
                    "The page may get models from "
                            + access.get().address()
                            + " where its visitor chooses so.");
        }
        out.println("Stop it with Ctrl+C, or: kill " + ProcessHandle.current().pid());
        out.flush();
        return 0;
    }

    private String whyNotListening(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String reason = String.valueOf(cause.getMessage());
        if (reason.contains("in use")) {
            return "Port "
                    + port
                    + " is taken. Stop what listens there, or choose another: --port N (0 takes any).";
        }
        if (reason.contains("ermission")) {
            return "Port "
                    + port
                    + " needs an administrator. Choose one over 1023: --port N (0 takes any).";
        }
        return "Cannot listen on "
                + bind
                + " ("
                + reason
                + "). Use an address of this machine: --bind 127.0.0.1";
    }

    private boolean isLoopback() {
        try {
            return InetAddress.getByName(bind).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private int refuse(String message) {
        err.println(message);
        return 1;
    }
}
