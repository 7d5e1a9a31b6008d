// SPDX-License-Identifier: Apache-2.0
package io.sightline.server;

import io.sightline.models.ModelState;
import io.sightline.models.ModelStore;
import io.sightline.models.StoredFile;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Makes a folder that any static host or CDN can serve: {@code site/} to upload, and beside it a
 * sample nginx configuration and a text about the headers that the page needs.
 */
@Command(
        name = "sightline dist",
        description = "Makes a folder that any static host or CDN can serve.",
        sortOptions = false)
public final class StaticHost implements Callable<Integer> {

    /** Says that the folder was made here and may be made again. */
    private static final String MARKER = ".sightline-dist";

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this text.")
    private boolean help;

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

    @Option(names = "--with-models", description = "Put the models that are ready into the folder.")
    private boolean withModels;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "dist",
            description =
                    "Where to make it; an earlier one there is replaced. Default: ${DEFAULT-VALUE}.")
    private Path out;

    @Option(
            names = "--frame-ancestors",
            paramLabel = "SOURCES",
            defaultValue = SecurityHeaders.ANY_ANCESTOR,
            description = "Who may embed the page, as in the CSP. Default: ${DEFAULT-VALUE}.")
    private String frameAncestors;

    @Option(
            names = HubAccess.OPTION,
            arity = "0..1",
            paramLabel = "ADDRESSES",
            description =
                    "Let people choose, on the page, to get models from the model hub themselves. For a mirror, its"
                            + " address and the hosts that it redirects to, separated by spaces.")
    private String hub;

    private final PrintStream log;

    StaticHost(PrintStream log) {
        this.log = log;
    }

    /** Runs the export. */
    public static void main(String[] args) {
        int status = CommandLines.of(new StaticHost(System.out)).execute(args);
        // Also run inside Maven's own process, which a needless exit would end.
        if (status != 0) {
            System.exit(status);
        }
    }

    @Override
    public Integer call() throws Exception {
        try {
            export();
            log.println("For a static host: " + out + " (see README.txt there)");
            return 0;
        } catch (IOException | IllegalArgumentException e) {
            log.println("The folder for static hosts was not made: " + e.getMessage());
            return 1;
        }
    }

    private void export() throws IOException {
        ModelStore store = ModelStore.open(models);
        Optional<HubAccess> access =
                Optional.ofNullable(hub).map(value -> HubAccess.of(value, store.catalogue()));
        SecurityHeaders headers = new SecurityHeaders(frameAncestors, access);
        if (!Files.isRegularFile(site.resolve("index.html"))) {
            throw new IOException(
                    "there is no page in " + site + "; build it first: ./sightline start");
        }
        clear(out);
        Path target = Files.createDirectories(out.resolve("site"));
        List<String> hashed = new ArrayList<>();
        try (Stream<Path> files = Files.walk(site)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                Path relative = site.relativize(file);
                copy(file, target.resolve(relative.toString()));
                if (CachePolicy.of(relative.getFileName().toString())
                        .equals(CachePolicy.IMMUTABLE)) {
                    hashed.add("/" + relative.toString().replace('\\', '/'));
                }
            }
        }
        exportModels(store, access, target.resolve("models"));
        HostConfiguration host = new HostConfiguration(headers, hashed);
        Files.writeString(target.resolve("_headers"), host.headersFile());
        Files.writeString(out.resolve("nginx.conf"), host.nginx());
        Files.writeString(out.resolve("README.txt"), host.readme(withModels, access));
    }

    private void exportModels(ModelStore here, Optional<HubAccess> access, Path target)
            throws IOException {
        // Without models the page is told of every model, and of none that it could load from here.
        ModelStore store = withModels ? here : ModelStore.open(target.resolveSibling("no-models"));
        for (ModelState state : store.models()) {
            for (StoredFile file : state.files()) {
                Path copy = target.resolve(file.sha256()).resolve(file.name());
                if (!Files.exists(copy)) {
                    copy(file.path(), copy);
                }
            }
        }
        Files.createDirectories(target);
        Files.writeString(
                target.resolve("index.json"),
                store.indexJson(access.map(HubAccess::address).orElse("")));
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        // With times, so that a compressed file does not look older than its source.
        Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
    }

    /** Empties a folder that an earlier run made; never one that holds anything else. */
    private static void clear(Path folder) throws IOException {
        Path marker = folder.resolve(MARKER);
        if (Files.exists(folder)) {
            try (Stream<Path> entries = Files.list(folder)) {
                if (entries.findAny().isPresent() && !Files.exists(marker)) {
                    throw new IOException(
                            folder.toAbsolutePath().normalize()
                                    + " holds other files; choose an empty folder: --out DIR");
                }
            }
            Files.walkFileTree(
                    folder,
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult visitFile(Path file, BasicFileAttributes a)
                                throws IOException {
                            if (!file.equals(marker)) {
                                Files.delete(file);
                            }
                            return FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult postVisitDirectory(Path dir, IOException e)
                                throws IOException {
                            if (e != null) {
                                throw e;
                            }
                            if (!dir.equals(folder)) {
                                Files.delete(dir);
                            }
                            return FileVisitResult.CONTINUE;
                        }
                    });
        }
        Files.createDirectories(folder);
        if (!Files.exists(marker)) {
            Files.createFile(marker);
        }
    }
}
