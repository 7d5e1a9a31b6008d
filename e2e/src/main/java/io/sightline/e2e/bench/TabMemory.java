// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.bench;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What a browser with one page of weight takes, as the operating system sees it. */
final class TabMemory {
    private TabMemory() {}

    /** Megabytes (10⁶ bytes) in memory of the largest of its page processes. */
    static double of(Browser browser) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("ps", "-o", "rss="));
        var session = browser.newBrowserCDPSession();
        for (var each : session.send("SystemInfo.getProcessInfo").getAsJsonArray("processInfo")) {
            JsonObject process = each.getAsJsonObject();
            if (process.get("type").getAsString().equals("renderer")) {
                command.addAll(List.of("-p", process.get("id").getAsString()));
            }
        }
        session.detach();
        Process ps = new ProcessBuilder(command).start();
        String told = new String(ps.getInputStream().readAllBytes());
        ps.waitFor();
        return told.lines()
                        .filter(line -> !line.isBlank())
                        .mapToDouble(line -> Double.parseDouble(line.strip()))
                        .max()
                        .orElse(Double.NaN)
                * 1024
                / 1e6;
    }
}
