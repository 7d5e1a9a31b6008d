// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.view;

import io.sightline.app.dom.Browser;
import io.sightline.app.dom.El;
import io.sightline.app.measure.Measurer;
import io.sightline.app.scene.SceneDesk;
import io.sightline.app.state.Store;
import io.sightline.app.text.Texts;
import io.sightline.core.message.VisionEvent;
import io.sightline.core.metres.LengthUnit;
import io.sightline.core.space.FloorMap;
import io.sightline.core.space.FloorPlane;
import io.sightline.core.view.AppState;
import io.sightline.core.view.ViewMode;
import io.sightline.glue.dom.ResizeObserver;
import java.util.Map;
import org.teavm.jso.browser.Window;
import org.teavm.jso.canvas.CanvasRenderingContext2D;
import org.teavm.jso.dom.html.HTMLCanvasElement;
import org.teavm.jso.typedarrays.Uint8Array;

/** The scene from above: what of the floor is free and taken, and where the camera looks. */
final class FloorView implements Store.View {
    private static final int MARGIN = 34;
    private static final int NARROW_MARGIN = 22;

    /** Lines of the grid along the longer edge, about. */
    private static final double LINES = 7;

    private static final double CAMERA = 6;
    private static final double PIN = 4;
    private static final double FAINT = 0.25;

    private final Texts texts;
    private final SceneDesk desk;
    private final Measurer measurer;
    private final El box = El.byId("above");
    private final El canvas = El.byId("floor");
    private final El note = El.byId("floor-note");
    private final El none = El.byId("floor-none");
    private final El key = El.byId("floor-key");
    private final El[] swatches = new El[3];
    private CanvasRenderingContext2D context;
    private double density;
    private double scale;
    private double left;
    private double bottom;

    FloorView(Store store, Texts texts, SceneDesk desk, Measurer measurer) {
        this.texts = texts;
        this.desk = desk;
        this.measurer = measurer;
        swatches[FloorMap.UNSEEN] = El.byId("floor-unseen");
        swatches[FloorMap.FREE] = El.byId("floor-free");
        swatches[FloorMap.TAKEN] = El.byId("floor-taken");
        new ResizeObserver(entries -> store.redraw()).observe(box.node());
    }

    @Override
    public void draw(AppState state, AppState before) {
        boolean shown = state.settings().view() == ViewMode.FLOOR && state.source().visible();
        box.shown(shown);
        if (!shown) {
            return;
        }
        var floor = state.measurement() == null ? null : desk.floor();
        boolean there = floor != null && floor.columns() > 0;
        none.shown(floor != null && !there);
        canvas.shown(there);
        key.shown(there);
        note.shown(there);
        if (!there) {
            return;
        }
        var ruler = state.ruler();
        boolean metres = ruler != null && ruler.tells();
        paint(state, floor, metres);
        note.text(metres ? said(state, floor) : texts.of("floor.relative"));
        canvas.attr(
                "aria-label",
                metres ? texts.of("floor.label") + ". " + said(state, floor) : said(floor));
    }

    private String said(AppState state, VisionEvent.Floor floor) {
        var unit = state.metres().unit();
        return texts.of(
                "floor.said",
                Map.of(
                        "free", area(unit, floor, FloorMap.FREE),
                        "taken", area(unit, floor, FloorMap.TAKEN),
                        "height", Lengths.text(texts, unit, floor.height())));
    }

    private String said(VisionEvent.Floor floor) {
        return texts.of(
                "floor.said-relative",
                Map.of(
                        "free", share(floor, FloorMap.FREE),
                        "taken", share(floor, FloorMap.TAKEN)));
    }

    private String area(LengthUnit unit, VisionEvent.Floor floor, byte kind) {
        double edge = unit.ofMetres(floor.cell());
        double area = count(floor, kind) * edge * edge;
        return texts.of(
                "floor.area-" + unit.id(),
                "area",
                texts.bundle().style().fixed(area, area < 9.95 ? 1 : 0));
    }

    private String share(VisionEvent.Floor floor, byte kind) {
        return texts.bundle()
                .style()
                .percent(count(floor, kind) / (double) (floor.columns() * floor.rows()));
    }

    private static int count(VisionEvent.Floor floor, byte kind) {
        var cells = (Uint8Array) floor.cells();
        int count = 0;
        for (int i = 0; i < cells.getLength(); ++i) {
            count += cells.get(i) == kind ? 1 : 0;
        }
        return count;
    }

    private void paint(AppState state, VisionEvent.Floor floor, boolean metres) {
        var node = (HTMLCanvasElement) canvas.node();
        density = Math.max(1, Window.current().getDevicePixelRatio());
        int width = (int) Math.round(box.node().getClientWidth() * density);
        int height = (int) Math.round(box.node().getClientHeight() * density);
        if (node.getWidth() != width || node.getHeight() != height) {
            node.setWidth(width);
            node.setHeight(height);
        }
        context = (CanvasRenderingContext2D) node.getContext("2d");
        context.clearRect(0, 0, width, height);
        double margin = (box.node().getClientWidth() < 640 ? NARROW_MARGIN : MARGIN) * density;
        // Below the map there is room for the note.
        double room = height - 3 * margin;
        scale = Math.min((width - 2 * margin) / floor.columns(), room / floor.rows());
        left = (width - scale * floor.columns()) / 2;
        bottom = margin + (room + scale * floor.rows()) / 2;
        paintCells(floor);
        if (metres) {
            paintGrid(state.metres().unit(), floor);
        }
        paintCone(state, floor);
        paintPins(state, floor);
    }

    private String colour(String name) {
        return Browser.property(box.node(), name);
    }

    private void paintCells(VisionEvent.Floor floor) {
        var cells = (Uint8Array) floor.cells();
        var colours = new String[swatches.length];
        for (int i = 0; i < colours.length; ++i) {
            colours[i] = Browser.background(swatches[i].node());
        }
        double top = bottom - scale * floor.rows();
        for (int row = 0; row < floor.rows(); ++row) {
            int from = 0;
            for (int column = 1; column <= floor.columns(); ++column) {
                int at = row * floor.columns();
                int kind = cells.get(at + from);
                if (column == floor.columns() || cells.get(at + column) != kind) {
                    context.setFillStyle(colours[kind]);
                    // A hair wider, so that no seams show between rows and runs.
                    context.fillRect(
                            left + from * scale,
                            top + row * scale,
                            (column - from) * scale + 0.5,
                            scale + 0.5);
                    from = column;
                }
            }
        }
    }

    /** Across, in metres to the right of the camera. */
    private double x(VisionEvent.Floor floor, double across) {
        return left + (floor.columns() / 2.0 + across / floor.cell()) * scale;
    }

    /** Upwards, in metres ahead of the camera. */
    private double y(VisionEvent.Floor floor, double ahead) {
        return bottom - ahead / floor.cell() * scale;
    }

    private void paintGrid(LengthUnit unit, VisionEvent.Floor floor) {
        double reach = floor.rows() * floor.cell();
        double breadth = floor.columns() * floor.cell();
        double step =
                unit.toMetres(FloorMap.round(unit.ofMetres(Math.max(reach, breadth)) / LINES));
        context.setStrokeStyle(colour("--ink"));
        context.setLineWidth(density);
        context.setFillStyle(colour("--ink"));
        context.setFont(Math.round(12 * density) + "px system-ui, sans-serif");
        context.setTextBaseline("middle");
        context.setTextAlign("end");
        for (int i = 0; i * step <= reach + 1e-9; ++i) {
            double at = Math.round(y(floor, i * step)) + 0.5;
            faint(left, at, left + floor.columns() * scale, at);
            if (i > 0 && left > 30 * density) {
                context.fillText(Lengths.text(texts, unit, i * step), left - 6 * density, at);
            } else if (i > 0) {
                context.setTextAlign("start");
                context.fillText(
                        Lengths.text(texts, unit, i * step), left + 4 * density, at - 8 * density);
            }
        }
        int half = (int) Math.floor(breadth / 2 / step + 1e-9);
        for (int i = -half; i <= half; ++i) {
            double at = Math.round(x(floor, i * step)) + 0.5;
            faint(at, bottom, at, bottom - floor.rows() * scale);
        }
    }

    private void faint(double x0, double y0, double x1, double y1) {
        context.setGlobalAlpha(FAINT);
        line(x0, y0, x1, y1);
        context.setGlobalAlpha(1);
    }

    private void line(double x0, double y0, double x1, double y1) {
        context.beginPath();
        context.moveTo(x0, y0);
        context.lineTo(x1, y1);
        context.stroke();
    }

    /** What the picture spans across, from the camera's foot. */
    private void paintCone(AppState state, VisionEvent.Floor floor) {
        var lens = SceneDesk.lens(state);
        double reach = floor.rows() * floor.cell();
        double half = Math.toRadians(lens.degreesAcross()) / 2;
        double wide = Math.min(floor.columns() * floor.cell() / 2, reach * Math.tan(half));
        double far = wide / Math.tan(half);
        context.setStrokeStyle(colour("--accent"));
        context.setLineWidth(1.5 * density);
        for (int side = -1; side <= 1; side += 2) {
            line(x(floor, 0), y(floor, 0), x(floor, side * wide), y(floor, far));
        }
        context.setFillStyle(colour("--accent"));
        disc(x(floor, 0), y(floor, 0), CAMERA * density);
    }

    private void disc(double x, double y, double radius) {
        context.beginPath();
        context.arc(x, y, radius, 0, 2 * Math.PI);
        context.fill();
    }

    private void paintPins(AppState state, VisionEvent.Floor floor) {
        var depth = measurer.depth();
        var plane = new FloorPlane(floor.up(), floor.height(), floor.share(), 0);
        context.setFont("600 " + Math.round(12 * density) + "px system-ui, sans-serif");
        context.setTextAlign("start");
        context.setTextBaseline("middle");
        for (var pin : state.probe().pins()) {
            var point = depth == null ? null : desk.lifted(pin.point(), depth.at(pin.point()));
            if (point != null) {
                double x = x(floor, plane.right().dot(point));
                double y = y(floor, plane.forward().dot(point));
                context.setFillStyle(colour("--face"));
                disc(x, y, (PIN + 1.5) * density);
                context.setFillStyle(colour("--ink"));
                disc(x, y, PIN * density);
                var number = Integer.toString(pin.number());
                context.setStrokeStyle(colour("--face"));
                context.setLineWidth(3 * density);
                context.strokeText(number, x + 8 * density, y);
                context.fillText(number, x + 8 * density, y);
            }
        }
    }
}
