// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.view;

import io.sightline.app.dom.El;

/** A progress bar with its words. */
public final class Progress {
    private final El bar;
    private final El words;

    /** With the words beside the bar. */
    public Progress(El bar, El words) {
        this.bar = bar;
        this.words = words;
    }

    /**
     * Shows how far it is.
     *
     * @param fraction 0 to 1, or negative when there is no measure
     */
    public void show(double fraction, String text) {
        // Thousandths are enough for the eye and spare the document.
        bar.attr("value", fraction < 0 ? null : Double.toString(Math.rint(fraction * 1000) / 1000));
        words.text(text);
    }
}
