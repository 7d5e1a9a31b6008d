// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.bench;

import java.util.Locale;

/**
 * Live depth of both sides at one input size.
 *
 * @param size of the input, height x width
 * @param clock that timed our stages: "gpu" or "cpu"
 * @param software the adapter is the processor
 * @param plain ours, each map as the model gives it
 * @param steadied ours, stabilised
 * @param theirs the pipeline
 */
record LiveRow(
        String size,
        String clock,
        boolean software,
        LiveSide plain,
        LiveSide steadied,
        LiveSide theirs) {
    /** The goal: end to end at least twice as fast as the pipeline. */
    static final double GOAL = 2;

    /** What every figure of a software adapter is headed with. */
    static final String SOFTWARE =
            "SOFTWARE ADAPTER: this shows that the benchmark runs; its figures say nothing of a graphics device.";

    double faster() {
        return plain.perSecond() / theirs.perSecond();
    }

    /** True where it is met; what a software adapter does is no matter. */
    boolean holds() {
        return software || faster() >= GOAL;
    }

    String table() {
        var text = new StringBuilder();
        if (software) {
            text.append(SOFTWARE).append(System.lineSeparator());
        }
        text.append(
                String.format(
                        Locale.ROOT,
                        "Input %s (height x width), %d frames a side, medians in ms; our stages by the %s's clock%n"
                                + "  %-24s%12s%12s%18s%10s%n",
                        size,
                        plain.frames(),
                        clock,
                        "",
                        "Sightline",
                        "steadied",
                        "transformers.js",
                        "ratio"));
        line(text, "frames a second", plain.perSecond(), steadied.perSecond(), theirs.perSecond());
        line(text, "prepare", plain.prepare(), steadied.prepare(), theirs.prepare());
        line(text, "run", plain.run(), steadied.run(), theirs.run());
        ours(text, "steady", plain.steady(), steadied.steady());
        ours(text, "range", plain.range(), steadied.range());
        ours(text, "colour", plain.colour(), steadied.colour());
        line(text, "steady, range, colour", plain.post(), steadied.post(), theirs.post());
        line(text, "total, in the worker", plain.total(), steadied.total(), theirs.total());
        line(text, "total, for the page", plain.wall(), steadied.wall(), theirs.wall());
        if (!software) {
            text.append(
                    String.format(
                            Locale.ROOT,
                            "  Goal (end to end at least %.0f times as fast): %s, %.2f times%n",
                            GOAL,
                            holds() ? "met" : "missed",
                            faster()));
        }
        return text.toString();
    }

    private static void line(
            StringBuilder text, String what, double plain, double steadied, double theirs) {
        text.append(
                String.format(
                        Locale.ROOT,
                        "  %-24s%12.2f%12.2f%18.2f%10.2f%n",
                        what,
                        plain,
                        steadied,
                        theirs,
                        plain / theirs));
    }

    private static void ours(StringBuilder text, String what, double plain, double steadied) {
        text.append(
                String.format(
                        Locale.ROOT,
                        "    %-22s%12.2f%12.2f%18s%n",
                        what,
                        plain,
                        steadied,
                        "\u2013"));
    }
}
