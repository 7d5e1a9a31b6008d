// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.bench;

import com.microsoft.playwright.Page;
import io.sightline.e2e.model.LanguageModels;
import java.util.List;
import java.util.Map;

/** Sightline's language model, asked through its public API. */
final class OurWords implements WordsSide {
    private final Page page;

    OurWords(Page page, String address) {
        this.page = page;
        page.navigate(address);
        page.waitForFunction("() => window.sightline");
        page.evaluate("async () => { await sightline.capabilities(); }");
        WordsSide.giveImages(page);
    }

    @Override
    public Page page() {
        return page;
    }

    @Override
    public double load() {
        return WordsSide.number(
                page.evaluate(
                        """
                        async (id) => {
                          const start = performance.now();
                          await sightline.load([id]);
                          return performance.now() - start;
                        }
                        """,
                        LanguageModels.OTHER));
    }

    /** Where the model runs: backend, threads, bytes. */
    @SuppressWarnings("unchecked")
    Map<String, Object> running() {
        return (Map<String, Object>)
                page.evaluate(
                        """
                        async (id) => {
                          const { models } = await sightline.capabilities();
                          const { backend, threads, bytes } = models.find((m) => m.id === id);
                          return { backend, threads, bytes };
                        }
                        """,
                        LanguageModels.OTHER);
    }

    @Override
    public Answer ask(String frame, String question, int most, boolean stream) {
        return Answer.of(
                page.evaluate(
                        """
                        async ({ frame, question, maxTokens, stream }) => {
                          window.told = '';
                          const call = { images: images([frame]), question, maxTokens };
                          if (stream) call.onToken = (token) => { told += token.text; };
                          const { text, tokens, timings, reuse } = await sightline.ask(call);
                          if (stream && told.trim() !== text) throw new Error(told + ' / ' + text);
                          return { text, tokens, ...timings, first: timings.firstToken, prompt: reuse.prompt };
                        }
                        """,
                        Map.of(
                                "frame",
                                frame,
                                "question",
                                question,
                                "maxTokens",
                                most,
                                "stream",
                                stream)));
    }

    /** The same frames in a row are kept on the page, as a caller would keep them. */
    @Override
    public double decide(List<String> frames, String question) {
        return WordsSide.number(
                page.evaluate(
                        """
                        async ({ frames, question }) => {
                          if (window.clip?.frames[0] !== frames[0]) {
                            window.clip = { frames, images: images(frames) };
                          }
                          const start = performance.now();
                          await sightline.verify({ images: clip.images, question,
                            timestamps: clip.images.map((_, i) => i) });
                          return performance.now() - start;
                        }
                        """,
                        Map.of("frames", frames, "question", question)));
    }
}
