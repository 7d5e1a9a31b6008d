// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.page;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.Tracing;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.sightline.e2e.site.FaultProxy;
import io.sightline.e2e.site.TestSite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One person's visit to the site with a fresh browser profile: nothing is stored, nothing is
 * allowed, nothing is broken yet.
 */
public final class Visit implements AutoCloseable {
    private static final int PATIENCE = 60_000;

    static {
        // Playwright gives up after 5 s, which a machine with two busy cores may well need.
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
    }

    private final TestSite site;
    private final FaultProxy proxy;
    private final BrowserContext context;
    private final PageGuard guard;
    private final Page page;

    /**
     * Opens an empty tab.
     *
     * @param browser the browser
     * @param site where the visit goes
     */
    public Visit(Browser browser, TestSite site) {
        this(browser, site, new Browser.NewContextOptions());
    }

    /** The same with other settings of the browser, such as its size or colours. */
    public Visit(Browser browser, TestSite site, Browser.NewContextOptions options) {
        this.site = site;
        proxy = new FaultProxy(site.port());
        context = browser.newContext(options.setLocale("en-US").setAcceptDownloads(true));
        context.setDefaultTimeout(PATIENCE);
        guard = new PageGuard(context, proxy.origin());
        context.tracing()
                .start(new Tracing.StartOptions().setScreenshots(false).setSnapshots(false));
        page = context.newPage();
    }

    /** Opens the page. */
    public Response open() {
        return page.navigate(proxy.origin() + "/");
    }

    /** What serves the visit. */
    public TestSite site() {
        return site;
    }

    /** What stands between the browser and the server. */
    public FaultProxy proxy() {
        return proxy;
    }

    /** The browser's side. */
    public BrowserContext context() {
        return context;
    }

    /** The tab. */
    public Page page() {
        return page;
    }

    /** What watches over it. */
    public PageGuard guard() {
        return guard;
    }

    /** The page's origin. */
    public String origin() {
        return proxy.origin();
    }

    /** Leaves a picture, the console and the trace of a visit that failed. */
    public void keep(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.write(folder.resolve("console.txt"), guard.console());
        Files.write(
                folder.resolve("requests.txt"),
                proxy.requests().stream().map(String::valueOf).toList());
        context.tracing().stop(new Tracing.StopOptions().setPath(folder.resolve("trace.zip")));
        if (!page.isClosed()) {
            page.screenshot(
                    new Page.ScreenshotOptions()
                            .setPath(folder.resolve("page.png"))
                            .setTimeout(10_000));
            Files.writeString(folder.resolve("page.html"), page.content());
        }
    }

    @Override
    public void close() {
        context.close();
        proxy.close();
    }
}
