// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.text;

import io.sightline.app.dom.Browser;
import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.view.TextBundle;
import io.sightline.glue.async.Await;
import io.sightline.glue.net.Fetch;
import io.sightline.glue.value.JsValues;
import java.util.LinkedHashMap;
import java.util.Map;
import org.teavm.jso.dom.html.HTMLDocument;
import org.teavm.jso.dom.html.HTMLElement;

/** The texts of the page in the language in use, and their way onto the skeleton. */
public final class Texts {
    /** The languages that there are bundles of; the first serves all others. */
    private static final String[] LANGUAGES = {"en"};

    private final TextBundle bundle;

    private Texts(TextBundle bundle) {
        this.bundle = bundle;
    }

    /**
     * Loads the bundle and writes it onto the skeleton. Blocks. Without a bundle the skeleton's own
     * English stays, and the rest shows as keys.
     */
    public static Texts load() {
        var language = LANGUAGES[0];
        var texts = new LinkedHashMap<String, String>();
        boolean loaded = read(language, texts);
        var result = in(language, texts);
        if (loaded) {
            Browser.language(language, "ltr");
            apply(result.bundle);
        }
        return result;
    }

    /**
     * The page's bundle with that of a part of the page, which alone is written onto the skeleton:
     * the rest of it may say other things by now. Blocks.
     *
     * @param part such as {@code watch}
     * @throws SightlineException when the part's bundle cannot be had
     */
    public static Texts part(String part) {
        var language = LANGUAGES[0];
        var own = new LinkedHashMap<String, String>();
        if (!read(language + "." + part, own)) {
            throw new SightlineException(ErrorCode.NETWORK, part + "-part", Map.of());
        }
        apply(in(language, own).bundle);
        var texts = new LinkedHashMap<String, String>();
        read(language, texts);
        texts.putAll(own);
        return in(language, texts);
    }

    private static Texts in(String language, Map<String, String> texts) {
        return new Texts(new TextBundle(texts, new BrowserNumbers(language)));
    }

    private static boolean read(String name, Map<String, String> texts) {
        try {
            var response = Await.await(Fetch.fresh(Browser.absolute("locales/" + name + ".json")));
            if (response.isOk()
                    && JsValues.toJava(Await.await(response.json())) instanceof Map<?, ?> map) {
                for (var entry : map.entrySet()) {
                    texts.put(String.valueOf(entry.getKey()), String.valueOf(entry.getValue()));
                }
                return true;
            }
        } catch (RuntimeException e) {
            System.err.println("The texts could not be loaded: " + e.getMessage());
        }
        return false;
    }

    /** The bundle. */
    public TextBundle bundle() {
        return bundle;
    }

    /** A text without placeholders. */
    public String of(String key) {
        return bundle.text(key);
    }

    /** A text with one placeholder. */
    public String of(String key, String name, Object value) {
        return bundle.text(key, name, value);
    }

    /** A text. */
    public String of(String key, Map<String, ?> values) {
        return bundle.text(key, values);
    }

    /** What a failure says to a person. */
    public String of(SightlineException e) {
        var key = "error." + e.reason();
        return bundle.has(key)
                ? bundle.text(key, e.values())
                : bundle.text("error.unexpected", "cause", e.getMessage());
    }

    private static void apply(TextBundle bundle) {
        var document = HTMLDocument.current();
        var texts = document.querySelectorAll("[data-t]");
        for (int i = 0; i < texts.getLength(); ++i) {
            var node = texts.item(i);
            put(bundle, node, node.getAttribute("data-t"), false);
        }
        var labels = document.querySelectorAll("[data-t-label]");
        for (int i = 0; i < labels.getLength(); ++i) {
            var node = labels.item(i);
            put(bundle, node, node.getAttribute("data-t-label"), true);
        }
    }

    private static void put(TextBundle bundle, HTMLElement node, String key, boolean label) {
        if (!bundle.has(key)) {
            return;
        }
        var text = bundle.text(key);
        if (label) {
            node.setAttribute("aria-label", text);
        } else if (!text.equals(node.getTextContent())) {
            node.setTextContent(text);
        }
    }
}
