// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BrowserFinderTest {
    @TempDir private Path machine;

    private Path program(String name) throws IOException {
        Path file = machine.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n");
        assertTrue(file.toFile().setExecutable(true));
        return file;
    }

    private BrowserFinder finder(Map<String, String> environment) {
        return new BrowserFinder(environment, machine.resolve("home"));
    }

    @Test
    void ourOwnVariableComesFirst() throws Exception {
        Path named = program("opt/one");
        Path other = program("opt/two");
        program("bin/google-chrome");
        var environment =
                Map.of(
                        "SIGHTLINE_BROWSER", named.toString(),
                        "BROWSER", other.toString(),
                        "PATH", machine.resolve("bin").toString());
        assertEquals(named, finder(environment).find());
    }

    @Test
    void aVariableMayNameACommand() throws Exception {
        Path named = program("bin/my-chromium");
        var environment = Map.of("BROWSER", "my-chromium", "PATH", named.getParent().toString());
        assertEquals(named, finder(environment).find());
    }

    @Test
    void aVariableThatNamesNothingIsRefusedRatherThanPassedOver() throws Exception {
        program("bin/chromium");
        var environment =
                Map.of("BROWSER", "/no/such/browser", "PATH", machine.resolve("bin").toString());
        var refused = assertThrows(IllegalStateException.class, () -> finder(environment).find());
        assertTrue(
                refused.getMessage().contains("BROWSER names /no/such/browser"),
                refused.getMessage());
    }

    @Test
    void anInstalledChromeComesBeforeChromium() throws Exception {
        program("bin/chromium");
        Path chrome = program("bin/google-chrome");
        var environment = Map.of("PATH", machine.resolve("bin").toString());
        assertEquals(chrome, finder(environment).find());
    }

    @Test
    void playwrightsNewestIsTheLastResort() throws Exception {
        program("home/.cache/ms-playwright/chromium-999/chrome-linux/chrome");
        Path newest = program("home/.cache/ms-playwright/chromium-1200/chrome-linux/chrome");
        assertEquals(newest, finder(Map.of("PATH", "")).find());
    }

    @Test
    void withoutAnyBrowserOneLineSaysWhatToDo() {
        var refused =
                assertThrows(IllegalStateException.class, () -> finder(Map.of("PATH", "")).find());
        assertTrue(refused.getMessage().contains("SIGHTLINE_BROWSER"), refused.getMessage());
        assertEquals(1, refused.getMessage().lines().count());
    }
}
