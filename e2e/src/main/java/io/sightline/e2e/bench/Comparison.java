// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.bench;

import java.util.List;
import java.util.Locale;

/**
 * Ours and the peer at one input size.
 *
 * @param height of the input
 * @param width of the input
 * @param ours our times
 * @param theirs the peer's
 * @param bare the runtime's own, on the same tensor
 * @param oursLoad milliseconds to make the model ready, download included
 * @param theirsLoad likewise
 * @param oursFirst milliseconds of the first call after that
 * @param theirsFirst likewise
 */
record Comparison(
        int height,
        int width,
        Stages ours,
        Stages theirs,
        List<Double> bare,
        double oursLoad,
        double theirsLoad,
        double oursFirst,
        double theirsFirst) {

    /** The goal: no slower in all, and at most a third of the time around the model. */
    boolean holds() {
        return Stages.median(ours.wall()) <= Stages.median(theirs.wall())
                && around(ours) * 3 <= around(theirs);
    }

    private static double around(Stages stages) {
        return Stages.median(stages.pre()) + Stages.median(stages.post());
    }

    String table() {
        var text = new StringBuilder();
        text.append(
                String.format(
                        Locale.ROOT,
                        "Input %d × %d (height × width), %d runs, medians in ms%n",
                        height,
                        width,
                        ours.wall().size()));
        text.append(
                String.format(
                        "  %-26s%12s%18s%10s%n", "", "Sightline", "transformers.js", "ratio"));
        row(text, "pre", Stages.median(ours.pre()), Stages.median(theirs.pre()));
        row(text, "run", Stages.median(ours.run()), Stages.median(theirs.run()));
        row(text, "post", Stages.median(ours.post()), Stages.median(theirs.post()));
        row(text, "pre + post", around(ours), around(theirs));
        row(text, "total, in the worker", ours.total(), theirs.total());
        row(text, "total, for the caller", ours.wall(), theirs.wall());
        row(text, "load, with download", oursLoad, theirsLoad);
        row(text, "first result after load", oursFirst, theirsFirst);
        double bareRun = Stages.median(bare);
        text.append(
                String.format(
                        Locale.ROOT,
                        "  onnxruntime-web alone, session.run: %.1f; ours in all is %+.1f %%, theirs %+.1f %%%n",
                        bareRun,
                        (Stages.median(ours.wall()) / bareRun - 1) * 100,
                        (Stages.median(theirs.wall()) / bareRun - 1) * 100));
        text.append("  Goal (no slower in all; pre + post at most a third): ");
        return text.append(holds() ? "met" : "missed").append(System.lineSeparator()).toString();
    }

    private static void row(
            StringBuilder text, String name, List<Double> ours, List<Double> theirs) {
        row(text, name, Stages.median(ours), Stages.median(theirs));
    }

    private static void row(StringBuilder text, String name, double ours, double theirs) {
        text.append(
                String.format(
                        Locale.ROOT,
                        "  %-26s%12.1f%18.1f%10.2f%n",
                        name,
                        ours,
                        theirs,
                        ours / theirs));
    }
}
