// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.dom;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSNumber;
import org.teavm.jso.core.JSPromise;
import org.teavm.jso.core.JSUndefined;
import org.teavm.jso.dom.events.Event;
import org.teavm.jso.dom.events.EventTarget;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.file.Blob;
import org.teavm.jso.file.FileList;

/** The few things of the browser that the page needs and that no facade has. */
public final class Browser {
    private Browser() {}

    /** Receives the address of each thing that the page loaded. */
    @JSFunctor
    public interface LoadListener extends JSObject {
        /**
         * Something was loaded, or the attempt failed.
         *
         * @param url absolute
         */
        void loaded(String url);
    }

    /** The folder that relative addresses start from, absolute, ending in a slash. */
    @JSBody(script = "return new URL('.', document.baseURI).href;")
    public static native String base();

    /** A parameter of the page's address, or null. */
    @JSBody(params = "name", script = "return new URLSearchParams(location.search).get(name);")
    public static native String parameter(String name);

    /** True where another page shows this one in a frame. */
    @JSBody(script = "return window.parent !== window;")
    public static native boolean framed();

    /** The origin of the page that shows this one; null where the browser does not say. */
    @JSBody(script = "return window.location.ancestorOrigins?.[0] ?? null;")
    public static native String originAround();

    /** Sends a message to the page that shows this one, if it is of this origin. */
    @JSBody(
            params = {"type", "detail", "origin"},
            script = "window.parent.postMessage({ sightline: 1, type, detail }, origin);")
    public static native void tellParent(JSObject type, JSObject detail, String origin);

    /** An address made absolute; null when it is not one. */
    @JSBody(
            params = "url",
            script =
                    "try { return new URL(url, document.baseURI).href; } catch (e) { return null; }")
    public static native String absolute(String url);

    /** True when an absolute address is of this site. */
    @JSBody(
            params = "url",
            script = "return new URL(url, document.baseURI).origin === location.origin;")
    public static native boolean isOwn(String url);

    /** True when the address names something outside the page, not a blob or inline data. */
    @JSBody(params = "url", script = "return /^(https?|wss?):/.test(url);")
    public static native boolean isNetwork(String url);

    /** True while the page is in a tab that is not shown. */
    @JSBody(script = "return document.hidden;")
    public static native boolean hidden();

    /** What was kept under a name; null when nothing was or when storage is not allowed. */
    @JSBody(
            params = "name",
            script = "try { return localStorage.getItem(name); } catch (e) { return null; }")
    public static native String kept(String name);

    /** The names under which something is kept, of those that begin so, without that beginning. */
    @JSBody(
            params = "prefix",
            script =
                    "try { return Object.keys(localStorage).filter(k => k.startsWith(prefix)).map(k => "
                            + "k.slice(prefix.length)); } catch (e) { return []; }")
    public static native String[] keptNames(String prefix);

    /** Keeps a text; false when storage is full or not allowed. */
    @JSBody(
            params = {"name", "text"},
            script =
                    "try { localStorage.setItem(name, text); return true; } catch (e) { return false; }")
    public static native boolean keep(String name, String text);

    /** Forgets a kept text. */
    @JSBody(
            params = "name",
            script = "try { localStorage.removeItem(name); } catch (e) { /* Nothing was kept. */ }")
    public static native void forget(String name);

    /** Reads JSON; null when it is none. */
    @JSBody(params = "text", script = "try { return JSON.parse(text); } catch (e) { return null; }")
    public static native JSObject parse(String text);

    /** Writes JSON. */
    @JSBody(params = "value", script = "return JSON.stringify(value);")
    public static native String json(JSObject value);

    /** The date and time, as ISO 8601 has it. */
    @JSBody(script = "return new Date().toISOString();")
    public static native String now();

    /** Writes JSON for people. */
    @JSBody(params = "value", script = "return JSON.stringify(value, null, 2);")
    public static native String jsonText(JSObject value);

    /**
     * Bytes that the page and its workers take, 0 where the browser does not tell. It measures when
     * it tidies up, so this may take a minute.
     */
    @JSBody(
            script =
                    "return performance.measureUserAgentSpecificMemory && crossOriginIsolated ? "
                            + "performance.measureUserAgentSpecificMemory().then(m => m.bytes) : "
                            + "Promise.resolve(0);")
    public static native JSPromise<JSNumber> memory();

    /** Puts a text on the clipboard. */
    @JSBody(params = "text", script = "return navigator.clipboard.writeText(text);")
    public static native JSPromise<JSUndefined> copy(String text);

    /** Sets the page's language and its writing direction. */
    @JSBody(
            params = {"language", "direction"},
            script =
                    "document.documentElement.lang = language; document.documentElement.dir = direction;")
    public static native void language(String language, String direction);

    /** Sets a data attribute of the root element. */
    @JSBody(
            params = {"name", "value"},
            script = "document.documentElement.dataset[name] = value;")
    public static native void rootData(String name, String value);

    /**
     * Hears of everything that the page loads, from its start on; false when nothing keeps record.
     */
    @JSBody(
            params = "listener",
            script =
                    "if (!globalThis.PerformanceObserver || "
                            + "!PerformanceObserver.supportedEntryTypes.includes('resource')) return false; new "
                            + "PerformanceObserver(list => list.getEntries().forEach(e => "
                            + "listener(e.name))).observe({ type: 'resource', buffered: true }); return true;")
    public static native boolean observeLoads(LoadListener listener);

    /** The blocked address of a securitypolicyviolation event. */
    @JSBody(params = "event", script = "return String(event.blockedURI);")
    public static native String blockedUri(Event event);

    /** The files of a drop or paste event; null when it carries none. */
    @JSBody(
            params = "event",
            script =
                    "const d = event.dataTransfer || event.clipboardData; return d && d.files && "
                            + "d.files.length ? d.files : null;")
    public static native FileList files(Event event);

    /** The files that were chosen in a file input. */
    @JSBody(params = "input", script = "return input.files;")
    public static native FileList filesOf(HTMLElement input);

    /** True when a drag event carries files. */
    @JSBody(
            params = "event",
            script =
                    "return !!event.dataTransfer && Array.from(event.dataTransfer.types).includes('Files');")
    public static native boolean dragsFiles(Event event);

    /** The name of a file, or an empty text for a blob without one. */
    @JSBody(params = "blob", script = "return blob.name || '';")
    public static native String nameOf(Blob blob);

    /** The media type of a blob. */
    @JSBody(params = "blob", script = "return blob.type;")
    public static native String typeOf(Blob blob);

    /** Resolves with the first event of these types, given as a list separated by spaces. */
    @JSBody(
            params = {"target", "types"},
            script =
                    "return new Promise(r => types.split(' ').forEach(t => target.addEventListener(t, r, "
                            + "{ once: true })));")
    public static native JSPromise<Event> first(EventTarget target, String types);

    /** Saves a blob as a file of this name, as if the user had clicked a download link. */
    @JSBody(
            params = {"blob", "name"},
            script =
                    "const u = URL.createObjectURL(blob), a = document.createElement('a'); a.href = u; "
                            + "a.download = name; a.click(); setTimeout(() => URL.revokeObjectURL(u), 60000);")
    public static native void save(Blob blob, String name);

    /** A blob of two parts. */
    @JSBody(
            params = {"first", "second", "type"},
            script = "return new Blob([first, second], { type: type });")
    public static native Blob blob(JSObject first, JSObject second, String type);

    /** The radio or other control that an event is about. */
    @JSBody(params = "event", script = "return event.target.value;")
    public static native String valueOf(Event event);

    /** True when the event's target, or an ancestor of it, matches the selector. */
    @JSBody(
            params = {"event", "selector"},
            script = "return !!event.target.closest && !!event.target.closest(selector);")
    public static native boolean within(Event event, String selector);

    /** Forgets which file an input had, so that the same one can be chosen again. */
    @JSBody(params = "input", script = "input.value = '';")
    public static native void resetFile(HTMLElement input);

    /** True when the value is an object of the browser's class of this name. */
    @JSBody(
            params = {"value", "name"},
            script =
                    "return typeof globalThis[name] === 'function' && value instanceof globalThis[name];")
    public static native boolean isA(JSObject value, String name);

    /** True when the browser has a class of this name. */
    @JSBody(params = "name", script = "return typeof globalThis[name] === 'function';")
    public static native boolean has(String name);

    /** True when a video of this type and coding can perhaps be played. */
    @JSBody(
            params = "type",
            script = "return document.createElement('video').canPlayType(type) !== '';")
    public static native boolean plays(String type);

    /** True when the control is checked. */
    @JSBody(params = "input", script = "return !!input.checked;")
    public static native boolean isChecked(HTMLElement input);

    /** Opens details. */
    @JSBody(params = "details", script = "details.open = true;")
    public static native void open(HTMLElement details);

    /** Checks a control, or not. */
    @JSBody(
            params = {"input", "on"},
            script = "input.checked = on;")
    public static native void check(HTMLElement input, boolean on);

    /** True when a key event comes while a text is being composed, as in Japanese. */
    @JSBody(params = "event", script = "return !!event.isComposing;")
    public static native boolean isComposing(Event event);

    /** Brings the end of what scrolls into view, unless the reader has scrolled away from it. */
    @JSBody(
            params = {"box", "always"},
            script =
                    "if (always || box.scrollHeight - box.scrollTop - box.clientHeight < 320) "
                            + "box.scrollTop = box.scrollHeight;")
    public static native void scrollToEnd(HTMLElement box, boolean always);

    /** All that this pointer does goes to the event's element until it is released. */
    @JSBody(params = "event", script = "event.currentTarget.setPointerCapture(event.pointerId);")
    public static native void capture(Event event);

    /** A custom property of the element's style, such as --ink. */
    @JSBody(
            params = {"node", "name"},
            script = "return getComputedStyle(node).getPropertyValue(name).trim();")
    public static native String property(HTMLElement node, String name);

    /** The colour behind an element, resolved. */
    @JSBody(params = "node", script = "return getComputedStyle(node).backgroundColor;")
    public static native String background(HTMLElement node);

    /** True when the element has the keyboard focus. */
    @JSBody(
            params = {"node"},
            script = "return document.activeElement === node;")
    public static native boolean isFocused(HTMLElement node);
}
