// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.watch;

import io.sightline.app.dom.Browser;
import io.sightline.app.dom.El;
import org.teavm.jso.dom.events.Event;
import org.teavm.jso.file.Blob;

/** A button that opens a file of the user's. */
final class FileButton {
    private final El input;
    private final El label;

    /** Takes a file. */
    interface Taker {
        /** This one was chosen. */
        void take(Blob file);
    }

    /**
     * @param id of the control
     * @param accept kinds of files, as HTML has them
     * @param text on the button
     */
    FileButton(String id, String accept, String text, Taker taker) {
        input = El.create("input", "vh").attr("type", "file").attr("accept", accept).attr("id", id);
        input.on(
                "change",
                (Event event) -> {
                    var files = Browser.filesOf(input.node());
                    if (files.getLength() > 0) {
                        taker.take(files.get(0).cast());
                    }
                    // So that the same file can be chosen again.
                    Browser.resetFile(input.node());
                });
        label = El.create("label", "plain bordered").attr("for", id).text(text);
    }

    /** Adds it to a row. */
    El in(El row) {
        return row.add(input, label);
    }
}
