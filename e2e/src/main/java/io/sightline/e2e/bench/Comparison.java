// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.bench;

import java.util.ArrayList;
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
 * @param live ours, for frames of a stream, stabilised and painted
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
        Stages live,
        double oursLoad,
        double theirsLoad,
        double oursFirst,
        double theirsFirst) {
    private static final double MOST_OVERHEAD = 0.1;

    /** The goal: no slower in all, and at most a third of the time around the model. */
    boolean holds() {
        return Stages.median(ours.wall()) <= Stages.median(theirs.wall())
                && around(ours) * 3 <= around(theirs);
    }

    /** The goal: our own work adds little to the runtime's. */
    boolean light() {
        return overhead(ours) <= MOST_OVERHEAD && overhead(live) <= MOST_OVERHEAD;
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
        text.append(String.format(Locale.ROOT, "  session.run alone, in turns: %.1f%n", bareRun));
        text.append(
                String.format(
                        "  %-36s%10s%17s%n",
                        "more than session.run takes", "Sightline", "transformers.js"));
        more(text, "alone, in a worker of its own", Stages.median(ours.total()) / bareRun - 1);
        text.append(
                String.format(
                        Locale.ROOT,
                        "%17.1f %%%n",
                        (Stages.median(theirs.total()) / bareRun - 1) * 100));
        more(text, "in the same call", overhead(ours));
        text.append(String.format(Locale.ROOT, "%17.1f %%%n", overhead(theirs) * 100));
        more(text, "a live frame, steadied, painted", overhead(live));
        text.append(System.lineSeparator());
        text.append("  Goal (no slower in all; pre + post at most a third): ")
                .append(holds() ? "met" : "missed")
                .append(System.lineSeparator());
        text.append(
                String.format(
                        Locale.ROOT,
                        "  Goal (a live frame at most %.0f %% more than session.run): %s",
                        MOST_OVERHEAD * 100,
                        light() ? "met" : "missed"));
        return text.append(System.lineSeparator()).toString();
    }

    /** What a call takes beyond the model's run within it, as a part of that. */
    private static double overhead(Stages stages) {
        var parts = new ArrayList<Double>();
        for (int i = 0; i < stages.total().size(); ++i) {
            parts.add(stages.total().get(i) / stages.run().get(i) - 1);
        }
        return Stages.median(parts);
    }

    private static void more(StringBuilder text, String what, double part) {
        text.append(String.format(Locale.ROOT, "    %-32s%8.1f %%", what, part * 100));
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
