// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.page;

import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code sightline.ask} and {@code verify}, as a program on the page calls them. */
public final class Words {
    private final Page page;

    /**
     * A question whose answer is known.
     *
     * @param frames file names
     * @param times seconds, null for pictures
     * @param question what is asked
     * @param want the right answer
     * @param yesNo it is a yes/no question
     */
    public record Case(
            List<String> frames, List<Double> times, String question, String want, boolean yesNo) {}

    /** Calls the page's API. */
    public Words(SightlinePage page) {
        this.page = page.tab();
    }

    /** The cases of a folder, as its cases.json tells them. */
    public static List<Case> cases(Path folder) {
        try {
            return new Gson()
                    .fromJson(
                            Files.readString(folder.resolve("cases.json"), StandardCharsets.UTF_8),
                            new TypeToken<List<Case>>() {}.getType());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts pictures on the page, where {@link #ask} finds them by name. */
    public void keep(Path folder, List<String> names) {
        var pictures = new LinkedHashMap<String, String>();
        for (var name : names) {
            try {
                var bytes = Files.readAllBytes(folder.resolve(name));
                pictures.put(name, Base64.getEncoder().encodeToString(bytes));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        page.evaluate(
                """
                (pictures) => {
                  window.pictures ??= {};
                  for (const [name, base64] of Object.entries(pictures)) {
                    const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
                    window.pictures[name] = new Blob([bytes], { type: 'image/png' });
                  }
                }
                """,
                pictures);
    }

    /**
     * Asks.
     *
     * @param frames names of pictures that the page keeps
     * @param times seconds, null for pictures
     * @param question what is asked
     * @param options further fields of the call
     */
    public Map<String, Object> ask(
            List<String> frames, List<Double> times, String question, Map<String, Object> options) {
        return call("ask", frames, times, question, options);
    }

    /** Asks a yes/no question; the parameters are those of {@link #ask}. */
    public Map<String, Object> verify(
            List<String> frames, List<Double> times, String question, Map<String, Object> options) {
        return call("verify", frames, times, question, options);
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> call(
            String name,
            List<String> frames,
            List<Double> times,
            String question,
            Map<String, Object> options) {
        return (Map<String, Object>)
                page.evaluate(
                        """
                        async ({ name, frames, times, question, options }) => {
                          const { second, ...rest } = options;
                          const call = { images: frames.map((f) => pictures[f]), question, ...rest };
                          if (times) call.timestamps = times;
                          if (second) call.second = second.map((f) => pictures[f]);
                          const tokens = [];
                          if (name === 'ask') call.onToken = (t) => tokens.push(t.text ?? t);
                          return { ...(await sightline[name](call)), streamed: tokens.join('') };
                        }
                        """,
                        SightlinePage.values(
                                "name", name,
                                "frames", frames,
                                "times", times,
                                "question", question,
                                "options", options));
    }
}
