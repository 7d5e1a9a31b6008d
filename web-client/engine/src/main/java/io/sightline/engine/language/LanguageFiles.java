// SPDX-License-Identifier: Apache-2.0
package io.sightline.engine.language;

import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.model.LanguageParts;
import io.sightline.core.model.ModelVariant;
import io.sightline.core.onnx.FileBytes;
import io.sightline.core.onnx.OnnxWeights;
import io.sightline.engine.files.ModelFetcher;
import io.sightline.glue.dom.Text;
import io.sightline.glue.error.JsException;
import io.sightline.glue.net.AbortSignal;
import io.sightline.glue.net.Response;
import io.sightline.glue.value.JsValues;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSPromise;
import org.teavm.jso.typedarrays.Int8Array;
import org.teavm.jso.typedarrays.Uint8Array;

/**
 * The files of a variant, checked, and handed to the library on its requests. Nothing else can be
 * had by it, so what runs is what the catalogue says, in the precision that it says.
 */
final class LanguageFiles {
    private final Map<String, Uint8Array> files = new HashMap<>();
    private final Set<String> given = new TreeSet<>();

    /** Gets all files of a variant; progress is of all together. */
    void fetch(
            ModelVariant variant,
            ModelFetcher fetcher,
            String site,
            AbortSignal abort,
            ModelFetcher.Listener listener) {
        double total = variant.bytes();
        var before = new double[1];
        for (var file : variant.files()) {
            var fetched =
                    fetcher.fetch(
                            file,
                            site,
                            abort,
                            new ModelFetcher.Listener() {
                                @Override
                                public void at(
                                        String stage, double done, double of, boolean cached) {
                                    listener.at(stage, before[0] + done, total, cached);
                                }

                                @Override
                                public void notKept(String reason) {
                                    listener.notKept(reason);
                                }
                            });
            files.put(file.name(), fetched.bytes());
            before[0] += file.bytes();
        }
    }

    /** Lets go of the bytes; the library has its own copies by then. */
    void clear() {
        files.clear();
    }

    /** The answer to a request for a file, found by its name alone. */
    JSPromise<Response> answer(String url) {
        var name = url.substring(url.lastIndexOf('/') + 1);
        var bytes = files.get(name);
        if (bytes == null) {
            return JSPromise.resolve(missing());
        }
        given.add(name);
        return JSPromise.resolve(found(bytes));
    }

    /** The content of a JSON file, or null when there is none that could be read. */
    Object json(String name) {
        var bytes = files.get(name);
        try {
            return bytes == null ? null : JsValues.toJava(parsed(Text.decode(bytes)));
        } catch (JsException e) {
            return null;
        }
    }

    /** The precision of a part, as the library names it, told by the name of its file. */
    static String precision(ModelVariant variant, String part) {
        for (var file : variant.files()) {
            var name = file.name();
            if (name.startsWith(part) && name.endsWith(".onnx")) {
                var suffix = name.substring(part.length(), name.length() - ".onnx".length());
                return switch (suffix) {
                    case "" -> "fp32";
                    case "_quantized" -> "q8";
                    default -> suffix.substring(1);
                };
            }
        }
        throw new SightlineException(
                ErrorCode.MODEL_CORRUPT, "model-part", Map.of("file", part + ".onnx"));
    }

    /** What the weights of each part are, read from its file: a name may say otherwise. */
    Map<String, String> precisions(ModelVariant variant) {
        var precisions = new LinkedHashMap<String, String>();
        for (var part : LanguageParts.values()) {
            for (var file : variant.files()) {
                if (part.owns(file.name())) {
                    precisions.put(
                            part.id(), OnnxWeights.read(file(files.get(file.name()))).precision());
                }
            }
        }
        return precisions;
    }

    private static FileBytes file(Uint8Array bytes) {
        return new FileBytes() {
            @Override
            public long length() {
                return bytes.getLength();
            }

            @Override
            public byte[] read(long from, int count) {
                return new Int8Array(bytes.getBuffer(), bytes.getByteOffset() + (int) from, count)
                        .copyToJavaArray();
            }
        };
    }

    /** Refuses a load in which the library took another file of a part than the variant's. */
    void checkGiven() {
        for (var part : LanguageParts.values()) {
            boolean found = false;
            for (var name : given) {
                found |= part.owns(name);
            }
            if (!found) {
                throw new SightlineException(
                        ErrorCode.INTERNAL, "model-part", Map.of("file", part.stem() + ".onnx"));
            }
        }
    }

    @JSBody(
            params = "bytes",
            script =
                    "return new Response(bytes, {headers: {'content-length': String(bytes.length)}});")
    private static native Response found(Uint8Array bytes);

    @JSBody(params = "text", script = "return JSON.parse(text);")
    private static native JSObject parsed(String text);

    @JSBody(script = "return new Response(null, {status: 404, statusText: 'Not Found'});")
    private static native Response missing();
}
