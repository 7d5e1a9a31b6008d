// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.view;

import io.sightline.app.dom.El;
import org.teavm.jso.browser.Window;
import org.teavm.jso.dom.events.Event;
import org.teavm.jso.dom.html.HTMLDocument;
import org.teavm.jso.dom.html.HTMLElement;

/** Puts each popover below the button that opens it, inside the window. */
final class Popovers {
    private static final int GAP = 6;

    private Popovers() {}

    static void place() {
        var openers = HTMLDocument.current().querySelectorAll("[popovertarget]");
        for (int i = 0; i < openers.getLength(); ++i) {
            var opener = openers.item(i);
            var popover = El.byId(opener.getAttribute("popovertarget"));
            opener.addEventListener("click", (Event event) -> place(opener, popover));
        }
    }

    static void close(String id) {
        El.byId(id).node().hidePopover();
    }

    private static void place(HTMLElement opener, El popover) {
        var box = opener.getBoundingClientRect();
        int width = Window.current().getInnerWidth();
        boolean right = (box.getLeft() + box.getRight()) / 2.0 > width / 2.0;
        popover.style("top", (box.getBottom() + GAP) + "px");
        popover.style("left", right ? "auto" : Math.max(GAP, box.getLeft()) + "px");
        popover.style("right", right ? Math.max(GAP, width - box.getRight()) + "px" : "auto");
    }
}
