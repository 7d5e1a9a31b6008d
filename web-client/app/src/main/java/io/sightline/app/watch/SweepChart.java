// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.watch;

import io.sightline.app.dom.El;
import io.sightline.app.text.Texts;
import io.sightline.core.watch.Tuning;
import java.util.List;
import java.util.Map;

/**
 * Precision and recall over the values of a threshold, as two lines; values are equally far apart,
 * since they are close where much happens. The table beside it says the same.
 */
final class SweepChart {
    private static final double WIDTH = 320;
    private static final double HEIGHT = 120;
    private static final double EDGE = 10;

    private final Texts texts;

    SweepChart(Texts texts) {
        this.texts = texts;
    }

    /** Writes a value with its unit. */
    interface Writer {
        /** The text. */
        String of(double value);
    }

    /**
     * Draws it.
     *
     * @param name of the threshold
     * @param points by their values, at least one
     * @param own value of the rule
     */
    El draw(String name, List<Tuning.Point> points, double own, Writer writer) {
        double least = points.get(0).value();
        double most = points.get(points.size() - 1).value();
        var svg = El.svg("svg").attr("class", "watch-chart").attr("role", "img");
        svg.attr("viewBox", "0 0 " + (int) WIDTH + " " + (int) HEIGHT);
        svg.attr(
                "aria-label",
                texts.of(
                        "watch.chart",
                        Map.of(
                                "knob", name,
                                "least", writer.of(least),
                                "most", writer.of(most),
                                "own", writer.of(own))));
        for (double share : new double[] {0, 0.5, 1}) {
            svg.add(line("grid", EDGE, y(share), WIDTH - EDGE, y(share)));
        }
        for (int i = 0; i < points.size(); ++i) {
            if (Math.abs(points.get(i).value() - own) < 1e-9) {
                double at = x(i, points.size());
                svg.add(line("own", at, EDGE / 2, at, HEIGHT - EDGE / 2));
            }
        }
        lines(svg, "precision", points);
        lines(svg, "recall", points);
        var legend = El.create("p", "note watch-legend").attr("aria-hidden", "true");
        legend.add(
                El.create("span", "").attr("data-kind", "precision"),
                El.create("b", "").text(texts.of("watch.column-precision")),
                El.create("span", "").attr("data-kind", "recall"),
                El.create("b", "").text(texts.of("watch.column-recall")),
                El.create("span", "").attr("data-kind", "own"),
                El.create("b", "").text(texts.of("watch.in-use")));
        var ends = El.create("p", "note watch-ends").attr("aria-hidden", "true");
        ends.add(
                El.create("span", "").text(writer.of(least)),
                El.create("span", "").text(writer.of(most)));
        return El.create("div", "").add(svg, ends, legend);
    }

    private static void lines(El svg, String kind, List<Tuning.Point> points) {
        var path = new StringBuilder();
        for (int i = 0; i < points.size(); ++i) {
            var score = points.get(i).score();
            double share = kind.equals("recall") ? score.recall() : score.precision();
            if (Double.isNaN(share)) {
                continue;
            }
            double x = x(i, points.size());
            path.append(path.isEmpty() ? "M" : "L").append(x).append(' ').append(y(share));
            svg.add(
                    El.svg("circle")
                            .attr("class", kind)
                            .attr("cx", Double.toString(x))
                            .attr("cy", Double.toString(y(share)))
                            .attr("r", "3"));
        }
        if (!path.isEmpty()) {
            svg.add(El.svg("path").attr("class", kind).attr("d", path.toString()));
        }
    }

    private static El line(String kind, double x, double y, double toX, double toY) {
        return El.svg("line")
                .attr("class", kind)
                .attr("x1", Double.toString(x))
                .attr("y1", Double.toString(y))
                .attr("x2", Double.toString(toX))
                .attr("y2", Double.toString(toY));
    }

    private static double x(int index, int count) {
        return EDGE + (count > 1 ? (double) index / (count - 1) : 0.5) * (WIDTH - 2 * EDGE);
    }

    private static double y(double share) {
        return HEIGHT - EDGE - share * (HEIGHT - 2 * EDGE);
    }
}
