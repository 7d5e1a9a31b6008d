// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.source;

import org.teavm.jso.dom.html.HTMLDocument;
import org.teavm.jso.dom.html.HTMLVideoElement;

/**
 * The place on the page where a moving source is shown. Each source has a video element of its own,
 * so that the one that is open goes on until the next has proved that it can be.
 */
public final class VideoSlot {
    private static final String ID = "video";

    /** A new element that is not on the page yet. */
    public HTMLVideoElement fresh() {
        var video = (HTMLVideoElement) HTMLDocument.current().createElement("video");
        video.setAttribute("playsinline", "");
        video.setAttribute("muted", "");
        video.setAttribute("tabindex", "-1");
        video.setAttribute("aria-hidden", "true");
        video.setMuted(true);
        return video;
    }

    /** Puts an element in the place of the one that is shown. */
    void show(HTMLVideoElement video) {
        var old = HTMLDocument.current().getElementById(ID);
        video.setId(ID);
        old.getParentNode().replaceChild(video, old);
    }
}
