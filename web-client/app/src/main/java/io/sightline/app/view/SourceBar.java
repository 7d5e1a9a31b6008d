// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.view;

import io.sightline.app.Teller;
import io.sightline.app.dom.Browser;
import io.sightline.app.dom.El;
import io.sightline.app.source.SourceDesk;
import io.sightline.app.state.Store;
import io.sightline.app.text.Texts;
import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.source.SourceRequest;
import io.sightline.core.view.AppState;
import io.sightline.core.view.Message;
import io.sightline.core.view.SourceState;
import io.sightline.glue.media.MediaDevices;
import java.util.Map;
import org.teavm.jso.dom.events.Event;
import org.teavm.jso.dom.html.HTMLDocument;
import org.teavm.jso.dom.html.HTMLInputElement;
import org.teavm.jso.file.Blob;
import org.teavm.jso.file.FileList;

/** Where a source is chosen: the buttons, dropping and pasting, and the list of cameras. */
final class SourceBar implements Store.View {
    private final SourceDesk desk;
    private final Store store;
    private final Teller teller;
    private final Texts texts;
    private final ModelReader model;
    private final El cameras = El.byId("camera-pick");
    private final El dropzone = El.byId("dropzone");
    private int dragDepth;
    private int cameraCount = -1;

    /** Takes a model file. */
    interface ModelReader {
        /** Reads it. */
        void read(Blob file);
    }

    SourceBar(Store store, SourceDesk desk, Teller teller, Texts texts, ModelReader model) {
        this.store = store;
        this.desk = desk;
        this.teller = teller;
        this.texts = texts;
        this.model = model;
        chooser("image");
        chooser("video");
        El.byId("source-camera")
                .on("click", (Event event) -> desk.open(new SourceRequest.Camera("")));
        El.byId("source-screen")
                .on("click", (Event event) -> desk.open(new SourceRequest.Screen()));
        cameras.on("change", (Event event) -> desk.open(new SourceRequest.Camera(cameras.value())));
        samples();
        dropping();
        pasting();
        var devices = MediaDevices.get();
        if (devices != null) {
            devices.addEventListener("devicechange", (Event event) -> listCameras(true));
        }
    }

    @Override
    public void draw(AppState state, AppState before) {
        var source = state.source();
        if (before != null && before.source() == source) {
            return;
        }
        boolean live = source.kind().equals("camera") && source.phase() == SourceState.Phase.OPEN;
        var shown = source.kind();
        if (shown.equals("file") || shown.equals("url")) {
            shown = source.moving() ? "video" : "image";
        }
        for (var kind : new String[] {"sample", "image", "video", "camera", "screen"}) {
            El.byId("source-" + kind).flag("data-on", shown.equals(kind) && source.visible());
        }
        boolean wasLive =
                before != null
                        && before.source().kind().equals("camera")
                        && before.source().phase() == SourceState.Phase.OPEN;
        if (live != wasLive) {
            // Only once a camera is allowed does the browser tell the names of all.
            listCameras(false);
        }
    }

    private void chooser(String kind) {
        var input = El.byId("file-" + kind);
        El.byId("source-" + kind).on("click", (Event event) -> input.node().click());
        input.on(
                "change",
                (Event event) -> {
                    open(((HTMLInputElement) input.node()).getFiles());
                    Browser.resetFile(input.node());
                });
    }

    private void samples() {
        var cards = HTMLDocument.current().querySelectorAll("[data-sample]");
        for (int i = 0; i < cards.getLength(); ++i) {
            var card = cards.item(i);
            card.addEventListener(
                    "click",
                    (Event event) -> {
                        Popovers.close("samples");
                        desk.open(new SourceRequest.Sample(card.getAttribute("data-sample")));
                    });
        }
    }

    private void dropping() {
        var document = HTMLDocument.current();
        document.addEventListener(
                "dragenter",
                (Event event) -> {
                    if (Browser.dragsFiles(event)) {
                        event.preventDefault();
                        ++dragDepth;
                        dropzone.shown(true);
                    }
                });
        document.addEventListener(
                "dragleave",
                (Event event) -> {
                    if (dragDepth > 0 && --dragDepth == 0) {
                        dropzone.shown(false);
                    }
                });
        document.addEventListener(
                "dragover",
                (Event event) -> {
                    if (Browser.dragsFiles(event)) {
                        event.preventDefault();
                    }
                });
        document.addEventListener(
                "drop",
                (Event event) -> {
                    dragDepth = 0;
                    dropzone.shown(false);
                    var files = Browser.files(event);
                    if (files != null) {
                        event.preventDefault();
                        open(files);
                    }
                });
    }

    private void pasting() {
        HTMLDocument.current()
                .addEventListener(
                        "paste",
                        (Event event) -> {
                            var files = Browser.files(event);
                            if (Browser.within(event, "input, textarea, [contenteditable]")) {
                                return;
                            }
                            if (files != null) {
                                event.preventDefault();
                                open(files);
                            } else {
                                teller.failed(
                                        new SightlineException(ErrorCode.BAD_INPUT, "paste-empty"),
                                        Message.Topic.SOURCE,
                                        Message.Retry.NONE);
                            }
                        });
    }

    private void open(FileList files) {
        if (files == null || files.getLength() == 0) {
            return;
        }
        if (Browser.nameOf(files.get(0)).endsWith(".onnx")) {
            model.read(files.get(0));
        } else {
            desk.open(new SourceRequest.File(files.get(0)));
        }
        if (files.getLength() > 1) {
            teller.warning("one-file", Map.of("count", files.getLength()), Message.Topic.SOURCE);
        }
    }

    private void listCameras(boolean changed) {
        var devices = MediaDevices.get();
        if (devices == null) {
            return;
        }
        devices.enumerateDevices()
                .then(
                        list -> {
                            var source = store.state().source();
                            boolean open =
                                    source.kind().equals("camera")
                                            && source.phase() == SourceState.Phase.OPEN;
                            cameras.clear();
                            int count = 0;
                            for (int i = 0; i < list.getLength(); ++i) {
                                var device = list.get(i);
                                if (!device.getKind().equals("videoinput")) {
                                    continue;
                                }
                                ++count;
                                var label = device.getLabel();
                                var option = El.create("option", "");
                                option.attr("value", device.getDeviceId());
                                option.text(
                                        label.isEmpty()
                                                ? texts.of("sources.camera-n", "n", count)
                                                : label);
                                option.flag(
                                        "selected",
                                        source.device().isEmpty()
                                                ? label.equals(source.name())
                                                : device.getDeviceId().equals(source.device()));
                                cameras.add(option);
                            }
                            cameras.shown(open && count > 1);
                            if (changed && count > cameraCount && cameraCount >= 0 && !open) {
                                teller.notice("camera-back", Map.of(), Message.Topic.SOURCE);
                            }
                            cameraCount = count;
                            return null;
                        },
                        failure -> null);
    }
}
