// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The browsers of a run: each profile is started once, when it is first asked for. Playwright's
 * objects belong to the thread that made them, and so does this.
 */
public final class Browsers implements AutoCloseable {
    private static final String CLIP = "--use-file-for-fake-video-capture=";

    private static final List<String> QUIET =
            List.of(
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                    "--disable-quic",
                    "--no-first-run",
                    // Every name but this machine's own fails to resolve, so nothing can slip out
                    // unseen.
                    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1");

    private final Playwright playwright;
    private final Path executable;
    private final Supplier<Path> cameraClip;
    private final Map<BrowserProfile, Browser> started = new EnumMap<>(BrowserProfile.class);
    private final List<Browser> flagged = new ArrayList<>();

    /**
     * Starts Playwright, but no browser yet.
     *
     * @param executable the browser's program
     * @param cameraClip a Y4M file that the fake camera plays, asked for when that browser starts
     */
    public Browsers(Path executable, Supplier<Path> cameraClip) {
        this.executable = executable;
        this.cameraClip = cameraClip;
        playwright =
                Playwright.create(
                        new Playwright.CreateOptions()
                                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    }

    /** The browser of a profile. */
    public Browser get(BrowserProfile profile) {
        Browser browser = started.get(profile);
        if (browser == null || !browser.isConnected()) {
            browser = launch(profile, List.of());
            started.put(profile, browser);
        }
        return browser;
    }

    /** A browser of a profile with more flags; it is started anew each time. */
    public Browser get(BrowserProfile profile, List<String> flags) {
        if (flags.isEmpty()) {
            return get(profile);
        }
        var browser = launch(profile, flags);
        flagged.add(browser);
        return browser;
    }

    /** A browser whose fake camera plays this Y4M file; it is started anew each time. */
    public Browser camera(Path clip) {
        return get(BrowserProfile.FAKE_CAMERA, List.of(CLIP + clip.toAbsolutePath()));
    }

    private Browser launch(BrowserProfile profile, List<String> flags) {
        var arguments = new ArrayList<>(QUIET);
        arguments.addAll(profile.arguments());
        arguments.addAll(flags);
        boolean other = flags.stream().anyMatch(flag -> flag.startsWith(CLIP));
        if (profile == BrowserProfile.FAKE_CAMERA && !other) {
            arguments.add(CLIP + cameraClip.get().toAbsolutePath());
        }
        if ("root".equals(System.getProperty("user.name"))) {
            arguments.add("--no-sandbox");
        }
        return playwright
                .chromium()
                .launch(
                        new BrowserType.LaunchOptions()
                                .setExecutablePath(executable)
                                .setArgs(arguments)
                                .setHeadless(true));
    }

    @Override
    public void close() {
        started.values().forEach(Browser::close);
        flagged.forEach(Browser::close);
        playwright.close();
    }
}
