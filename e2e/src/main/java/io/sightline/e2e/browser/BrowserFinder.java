// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.browser;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Finds a Chromium on this machine: the one that {@code SIGHTLINE_BROWSER} or {@code BROWSER}
 * names, an installed Chrome or Chromium, then Playwright's own. It downloads nothing.
 */
public final class BrowserFinder {
    private static final List<String> VARIABLES = List.of("SIGHTLINE_BROWSER", "BROWSER");
    private static final List<String> COMMANDS =
            List.of("google-chrome", "google-chrome-stable", "chromium", "chromium-browser");
    private static final List<String> APPLICATIONS =
            List.of(
                    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
                    "/Applications/Chromium.app/Contents/MacOS/Chromium",
                    "C:/Program Files/Google/Chrome/Application/chrome.exe");
    private static final List<String> IN_PLAYWRIGHT =
            List.of(
                    "chrome-linux/chrome",
                    "chrome-linux64/chrome",
                    "chrome-mac/Chromium.app/Contents/MacOS/Chromium",
                    "chrome-win/chrome.exe");

    private final Map<String, String> environment;
    private final Path home;

    /**
     * Looks around on a machine.
     *
     * @param environment its environment variables
     * @param home the user's folder
     */
    public BrowserFinder(Map<String, String> environment, Path home) {
        this.environment = environment;
        this.home = home;
    }

    /** A finder for this machine. */
    public static BrowserFinder here() {
        return new BrowserFinder(System.getenv(), Path.of(System.getProperty("user.home")));
    }

    /**
     * The browser to use.
     *
     * @throws IllegalStateException if there is none, or a variable names one that is not there;
     *     the message says what to do
     */
    public Path find() {
        for (String variable : VARIABLES) {
            String value = environment.get(variable);
            if (value != null && !value.isBlank()) {
                Path named = named(value.strip());
                if (named == null) {
                    throw new IllegalStateException(
                            variable
                                    + " names "
                                    + value
                                    + ", which is not a program on this machine.");
                }
                return named;
            }
        }
        for (String command : COMMANDS) {
            Path found = onPath(command);
            if (found != null) {
                return found;
            }
        }
        for (String application : APPLICATIONS) {
            if (Files.isExecutable(Path.of(application))) {
                return Path.of(application);
            }
        }
        return playwright();
    }

    private Path named(String value) {
        Path path = Path.of(value);
        if (path.getNameCount() > 1 || path.isAbsolute()) {
            return Files.isExecutable(path) && !Files.isDirectory(path)
                    ? path.toAbsolutePath()
                    : null;
        }
        return onPath(value);
    }

    private Path onPath(String command) {
        String path = environment.getOrDefault("PATH", "");
        for (String folder : path.split(File.pathSeparator)) {
            if (folder.isEmpty()) {
                continue;
            }
            Path program = Path.of(folder).resolve(command);
            if (Files.isExecutable(program) && !Files.isDirectory(program)) {
                return program.toAbsolutePath();
            }
        }
        return null;
    }

    private Path playwright() {
        var folders = new ArrayList<Path>();
        String named = environment.get("PLAYWRIGHT_BROWSERS_PATH");
        if (named != null && !named.isBlank()) {
            folders.add(Path.of(named));
        }
        folders.add(home.resolve(".cache/ms-playwright"));
        folders.add(home.resolve("Library/Caches/ms-playwright"));
        folders.add(home.resolve("AppData/Local/ms-playwright"));
        for (Path folder : folders) {
            for (Path version : versions(folder)) {
                for (String program : IN_PLAYWRIGHT) {
                    if (Files.isExecutable(version.resolve(program))) {
                        return version.resolve(program);
                    }
                }
            }
        }
        throw new IllegalStateException(
                "No Chrome or Chromium was found. Install one (Debian: apt-get install chromium) or set"
                        + " SIGHTLINE_BROWSER to its program.");
    }

    private static List<Path> versions(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> entry.getFileName().toString().matches("chromium-\\d+"))
                    .sorted(Comparator.comparing(BrowserFinder::revision).reversed())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int revision(Path folder) {
        return Integer.parseInt(folder.getFileName().toString().substring("chromium-".length()));
    }
}
