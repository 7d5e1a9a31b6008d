// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.bench;

import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** transformers.js, used as its public SmolVLM example does: processor, then generate. */
final class PeerWords implements WordsSide {
    private final Page page;
    private final Map<String, Object> how;

    /**
     * @param page to use
     * @param address of the peer's page
     * @param threads of the runtime: as many as ours has
     * @param precision of the files, as the library names it
     */
    PeerWords(Page page, String address, int threads, String precision) {
        this.page = page;
        how = Map.of("device", "wasm", "threads", threads, "dtype", precision);
        page.navigate(address);
        page.waitForFunction("() => window.peer");
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
                        async (how) => {
                          const start = performance.now();
                          await peer('loadWords', how);
                          return performance.now() - start;
                        }
                        """,
                        how));
    }

    @Override
    public Answer ask(String frame, String question, int most, boolean stream) {
        return Answer.of(generate(List.of(frame), List.of(""), question, most, stream));
    }

    /** A clip's times are written as the reference processor writes them. */
    @Override
    public double decide(List<String> frames, String question) {
        var times = new ArrayList<String>();
        for (int i = 0; i < frames.size(); ++i) {
            times.add(
                    (i == 0
                                    ? "You are provided the following series of five frames from a"
                                            + " 0:00:04 [H:MM:SS] video.\n"
                                    : "")
                            + "\nFrame from 00:0"
                            + i
                            + ":");
        }
        return WordsSide.number(generate(frames, times, "\n\n" + question, 1, false).get("total"));
    }

    private Map<?, ?> generate(
            List<String> frames, List<String> times, String question, int most, boolean stream) {
        return (Map<?, ?>)
                page.evaluate(
                        """
                        async ({ frames, times, question, most, stream }) => {
                          window.told = '';
                          const answer = await peer('ask',
                            { pictures: images(frames), times, question, most, stream });
                          if (stream && told !== answer.text) throw new Error(told + ' / ' + answer.text);
                          return answer;
                        }
                        """,
                        Map.of(
                                "frames",
                                frames,
                                "times",
                                times,
                                "question",
                                question,
                                "most",
                                most,
                                "stream",
                                stream));
    }
}
