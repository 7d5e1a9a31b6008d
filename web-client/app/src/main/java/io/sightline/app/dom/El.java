// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.dom;

import java.util.HashMap;
import java.util.Map;
import org.teavm.jso.JSBody;
import org.teavm.jso.dom.events.Event;
import org.teavm.jso.dom.events.EventListener;
import org.teavm.jso.dom.html.HTMLDocument;
import org.teavm.jso.dom.html.HTMLElement;

/**
 * An element of the page. It writes to the document only what changed since it wrote last, so a
 * view may set everything on every render. Texts are always text, never markup.
 */
public final class El {
    private static final String NS = "http://www.w3.org/2000/svg";

    private final HTMLElement node;
    private final Map<String, String> written = new HashMap<>();

    private El(HTMLElement node) {
        this.node = node;
    }

    /** The element of this id, which the skeleton must have. */
    public static El byId(String id) {
        var node = HTMLDocument.current().getElementById(id);
        if (node == null) {
            throw new IllegalStateException("the page has no element #" + id);
        }
        return new El(node);
    }

    /** An element that is there already. */
    public static El of(HTMLElement node) {
        return new El(node);
    }

    /** A new element; class names may be empty. */
    public static El create(String tag, String classNames) {
        var node = HTMLDocument.current().createElement(tag);
        if (!classNames.isEmpty()) {
            node.setClassName(classNames);
        }
        return new El(node);
    }

    /** A new icon of the skeleton's sprite. */
    public static El icon(String name) {
        var svg = createNs(NS, "svg");
        svg.setAttribute("class", "icon");
        svg.setAttribute("aria-hidden", "true");
        var use = createNs(NS, "use");
        use.setAttribute("href", "#i-" + name);
        svg.appendChild(use);
        return new El(svg);
    }

    /** A new element of a drawing. */
    public static El svg(String tag) {
        return new El(createNs(NS, tag));
    }

    /** The browser's element. */
    public HTMLElement node() {
        return node;
    }

    /** Sets the text; the element's children go away. */
    public El text(String text) {
        if (changed("text", text)) {
            node.setTextContent(text);
        }
        return this;
    }

    /** Sets an attribute, or removes it when the value is null. */
    public El attr(String name, String value) {
        if (changed("@" + name, value)) {
            if (value == null) {
                node.removeAttribute(name);
            } else {
                node.setAttribute(name, value);
            }
        }
        return this;
    }

    /** Sets or removes a boolean attribute. */
    public El flag(String name, boolean on) {
        return attr(name, on ? "" : null);
    }

    /** Shows or hides it. */
    public El shown(boolean shown) {
        return flag("hidden", !shown);
    }

    /** Enables or disables a control. */
    public El enabled(boolean enabled) {
        return flag("disabled", !enabled);
    }

    /** Sets a style property through the object model, which the content policy allows. */
    public El style(String property, String value) {
        if (changed("$" + property, value)) {
            node.getStyle().setProperty(property, value);
        }
        return this;
    }

    /** Sets the value of a control, unless it has it already. */
    public El value(String value) {
        if (!value.equals(valueOf(node))) {
            setValue(node, value);
        }
        return this;
    }

    /** The value of a control. */
    public String value() {
        return valueOf(node);
    }

    /** Checks the radio button of this value inside. */
    public El choose(String value) {
        for (int i = 0; i < node.querySelectorAll("input").getLength(); ++i) {
            var input = node.querySelectorAll("input").item(i);
            boolean wanted = value.equals(valueOf(input));
            if (isChecked(input) != wanted) {
                setChecked(input, wanted);
            }
        }
        return this;
    }

    /** Calls the listener on every event of this type. */
    public <T extends Event> El on(String type, EventListener<T> listener) {
        node.addEventListener(type, listener);
        return this;
    }

    /** Appends children. */
    public El add(El... children) {
        for (var child : children) {
            node.appendChild(child.node);
        }
        return this;
    }

    /** Removes all children. */
    public El clear() {
        written.remove("text");
        while (node.getFirstChild() != null) {
            node.removeChild(node.getFirstChild());
        }
        return this;
    }

    /** Takes it off the page. */
    public void remove() {
        if (node.getParentNode() != null) {
            node.getParentNode().removeChild(node);
        }
    }

    private boolean changed(String what, String value) {
        if (written.containsKey(what)) {
            var old = written.get(what);
            if (old == null ? value == null : old.equals(value)) {
                return false;
            }
        }
        written.put(what, value);
        return true;
    }

    @JSBody(
            params = {"ns", "tag"},
            script = "return document.createElementNS(ns, tag);")
    private static native HTMLElement createNs(String ns, String tag);

    @JSBody(params = "node", script = "return String(node.value);")
    private static native String valueOf(HTMLElement node);

    @JSBody(
            params = {"node", "value"},
            script = "node.value = value;")
    private static native void setValue(HTMLElement node, String value);

    @JSBody(params = "node", script = "return node.checked;")
    private static native boolean isChecked(HTMLElement node);

    @JSBody(
            params = {"node", "on"},
            script = "node.checked = on;")
    private static native void setChecked(HTMLElement node, boolean on);
}
