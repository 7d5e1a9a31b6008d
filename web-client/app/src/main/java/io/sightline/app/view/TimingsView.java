// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.view;

import io.sightline.app.dom.El;
import io.sightline.app.state.Store;
import io.sightline.app.text.Texts;
import io.sightline.core.depth.DepthTimings;
import io.sightline.core.view.AppState;
import io.sightline.core.view.Measurement;
import org.teavm.jso.JSBody;
import org.teavm.jso.browser.Window;
import org.teavm.jso.canvas.CanvasRenderingContext2D;
import org.teavm.jso.dom.html.HTMLCanvasElement;
import org.teavm.jso.dom.html.HTMLElement;

/** How long each stage takes, how often, and what was skipped. */
final class TimingsView implements Store.View {
    private static final String NOTHING = "–";
    private static final int KEPT = 72;
    private static final double BAR = 3;

    private final Texts texts;
    private final El pre = El.byId("t-pre");
    private final El run = El.byId("t-run");
    private final El post = El.byId("t-post");
    private final El total = El.byId("t-total");
    private final El clock = El.byId("t-clock");
    private final El rate = El.byId("t-rate");
    private final El frames = El.byId("t-frames");
    private final El dropped = El.byId("t-dropped");
    private final HTMLCanvasElement spark = (HTMLCanvasElement) El.byId("spark").node();
    private final double[] totals = new double[KEPT];
    private int count;
    private int source = -1;

    TimingsView(Store store, Texts texts) {
        this.texts = texts;
        store.watch(
                (now, before) -> {
                    if (now.source().number() != source) {
                        source = now.source().number();
                        count = 0;
                    }
                    var result = now.measurement();
                    if (result != null && result != before.measurement()) {
                        totals[count % KEPT] = result.timings().total();
                        ++count;
                    }
                });
    }

    @Override
    public void draw(AppState state, AppState before) {
        if (before != null
                && before.measurement() == state.measurement()
                && before.settings() == state.settings()) {
            return;
        }
        var result = state.measurement();
        clock.shown(result != null && result.timings().clock().equals(DepthTimings.GPU));
        if (result == null) {
            for (var slot : new El[] {pre, run, post, total, rate, frames, dropped}) {
                slot.text(NOTHING);
            }
        } else {
            show(result);
        }
        drawSpark();
    }

    private void show(Measurement result) {
        var style = texts.bundle().style();
        pre.text(time(result.timings().pre()));
        run.text(time(result.timings().run()));
        post.text(time(result.timings().post()));
        total.text(time(result.timings().total()));
        rate.text(
                result.perSecond() > 0
                        ? texts.of(
                                result.rests() ? "timings.fps-rests" : "timings.fps",
                                "fps",
                                style.fixed(result.perSecond(), 1))
                        : NOTHING);
        frames.text(style.number(result.measured()));
        dropped.text(style.number(result.dropped()));
    }

    private String time(double milliseconds) {
        var style = texts.bundle().style();
        return texts.of(
                "timings.ms", "ms", style.fixed(milliseconds, milliseconds < 99.95 ? 1 : 0));
    }

    /** The last totals as bars, the newest at the right; the tallest fills the height. */
    private void drawSpark() {
        double scale = Math.max(1, Window.current().getDevicePixelRatio());
        int width = (int) (spark.getClientWidth() * scale);
        int height = (int) (spark.getClientHeight() * scale);
        if (width == 0) {
            return;
        }
        if (spark.getWidth() != width || spark.getHeight() != height) {
            spark.setWidth(width);
            spark.setHeight(height);
        }
        var context = (CanvasRenderingContext2D) spark.getContext("2d");
        context.clearRect(0, 0, width, height);
        int kept = Math.min(count, KEPT);
        double most = 0;
        for (int i = 0; i < kept; ++i) {
            most = Math.max(most, totals[i]);
        }
        context.setFillStyle(color(spark));
        context.fillRect(0, height - 1, width, 1);
        double step = (BAR + 1) * scale;
        for (int i = 0; i < kept && i * step < width; ++i) {
            double value = totals[(count - 1 - i) % KEPT];
            double tall = Math.max(1, Math.rint(value / most * (height - 2)));
            context.fillRect(
                    Math.rint(width - (i + 1) * step + scale), height - tall, BAR * scale, tall);
        }
    }

    @JSBody(params = "node", script = "return getComputedStyle(node).color;")
    private static native String color(HTMLElement node);
}
