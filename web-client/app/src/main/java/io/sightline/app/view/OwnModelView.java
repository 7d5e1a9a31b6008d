// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.view;

import io.sightline.app.Teller;
import io.sightline.app.dom.Browser;
import io.sightline.app.dom.El;
import io.sightline.app.model.BlobBytes;
import io.sightline.app.model.ModelDesk;
import io.sightline.app.state.Store;
import io.sightline.app.text.Texts;
import io.sightline.core.error.SightlineException;
import io.sightline.core.onnx.DepthFit;
import io.sightline.core.onnx.OnnxHeader;
import io.sightline.core.view.AppState;
import io.sightline.core.view.Message;
import io.sightline.core.view.ModelState.Phase;
import java.util.Map;
import org.teavm.jso.dom.events.Event;
import org.teavm.jso.file.Blob;

/**
 * Which depth model is used, and bringing in one's own: the file is read, then its meaning asked.
 */
final class OwnModelView implements Store.View {
    private final Store store;
    private final Texts texts;
    private final ModelDesk models;
    private final Teller teller;
    private final El pick = El.byId("model-pick");
    private final El file = El.byId("own-file");
    private final El begin = El.byId("own-begin");
    private final El form = El.byId("own");
    private final El about = El.byId("own-about");
    private final El meaning = El.byId("own-meaning");
    private final El mostRow = El.byId("own-most-row");
    private final El most = El.byId("own-most");
    private final El scaling = El.byId("own-scaling");
    private final El multipleRow = El.byId("own-multiple-row");
    private final El multiple = El.byId("own-multiple");
    private final El add = El.byId("own-add");
    private Blob chosen;
    private DepthFit fit;
    private boolean metric;
    private boolean busy;
    private boolean fresh;
    private String listed = "";

    OwnModelView(Store store, Texts texts, ModelDesk models, Teller teller) {
        this.store = store;
        this.texts = texts;
        this.models = models;
        this.teller = teller;
        pick.on("change", (Event event) -> models.choose(pick.value()));
        begin.on("click", (Event event) -> file.node().click());
        file.on(
                "change",
                (Event event) -> {
                    var files = Browser.filesOf(file.node());
                    if (files != null && files.getLength() > 0) {
                        read(files.get(0));
                    }
                    Browser.resetFile(file.node());
                });
        meaning.on(
                "change",
                (Event event) -> {
                    metric = Browser.valueOf(event).equals("metric");
                    store.redraw();
                });
        El.byId("own-cancel").on("click", (Event event) -> end());
        add.on("click", (Event event) -> add());
    }

    /** Reads a file that the user chose or dropped; the form follows, or a message. */
    void read(Blob blob) {
        new Thread(
                        () -> {
                            try {
                                fit = DepthFit.of(OnnxHeader.read(new BlobBytes(blob)));
                                chosen = blob;
                                metric = false;
                                meaning.choose("relative");
                                fresh = true;
                                store.redraw();
                            } catch (RuntimeException e) {
                                end();
                                fail(Teller.asFailure(e));
                            }
                        })
                .start();
    }

    private void add() {
        double metres;
        try {
            metres = metric ? Double.parseDouble(most.value()) : 0;
        } catch (NumberFormatException e) {
            most.node().focus();
            return;
        }
        if (metric && !(metres > 0 && metres <= 1000)) {
            most.node().focus();
            return;
        }
        var contract =
                fit.contract(
                        scaling.value().equals("plain")
                                ? DepthFit.Scaling.PLAIN
                                : DepthFit.Scaling.IMAGENET,
                        Integer.parseInt(multiple.value()),
                        metric,
                        metres);
        busy = true;
        store.redraw();
        models.bring(
                chosen,
                Browser.nameOf(chosen),
                contract,
                failure -> {
                    busy = false;
                    if (failure == null) {
                        end();
                    } else {
                        store.redraw();
                    }
                });
    }

    private void end() {
        chosen = null;
        fit = null;
        store.redraw();
    }

    private void fail(SightlineException failure) {
        teller.failed(failure, Message.Topic.MODEL, Message.Retry.NONE);
    }

    @Override
    public void draw(AppState now, AppState before) {
        drawPick(now);
        form.shown(chosen != null);
        begin.shown(chosen == null);
        begin.enabled(now.model().phase() != Phase.LOADING);
        if (chosen == null) {
            return;
        }
        var name = Browser.nameOf(chosen);
        about.text(
                fit.fixed() == null
                        ? texts.of("own.fits", "name", name)
                        : texts.of(
                                "own.fits-size",
                                Map.of(
                                        "name", name,
                                        "width", fit.fixed().width(),
                                        "height", fit.fixed().height())));
        mostRow.shown(metric);
        multipleRow.shown(fit.fixed() == null);
        add.enabled(!busy);
        if (fresh) {
            fresh = false;
            meaning.node().querySelector("input").focus();
        }
        add.text(texts.of(busy ? "own.adding" : "own.add"));
    }

    private void drawPick(AppState now) {
        var choices = models.depthModels();
        pick.shown(choices.size() > 1);
        var names = new StringBuilder();
        for (var entry : choices) {
            names.append(entry.id()).append(' ').append(entry.ready()).append('\n');
        }
        if (!listed.contentEquals(names)) {
            listed = names.toString();
            pick.clear();
            for (var entry : choices) {
                pick.add(
                        El.create("option", "")
                                .attr("value", entry.id())
                                .text(
                                        entry.ready()
                                                ? entry.name()
                                                : texts.of("own.absent", "name", entry.name())));
            }
        }
        if (now.model().entry() != null) {
            pick.value(now.model().entry().id());
        }
        pick.enabled(now.model().phase() != Phase.LOADING);
    }
}
