// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.page;

import com.microsoft.playwright.Page;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** {@code window.sightline}, as a program on the page calls it. */
public final class Api {
    private final Page page;

    /**
     * A failed call.
     *
     * @param name of the error's class
     * @param code of the contract
     * @param message for people
     * @param detail what it was about
     */
    public record Failure(String name, String code, String message, Map<String, Object> detail) {}

    /**
     * A depth map.
     *
     * @param width of the map
     * @param height of the map
     * @param values row by row
     * @param facts the rest of the result: kind, near, backend, model, timings
     */
    public record Depth(int width, int height, float[] values, Map<String, Object> facts) {
        /** The largest difference to another map, as a part of this one's range. */
        public double differenceTo(float[] other) {
            if (other.length != values.length) {
                throw new AssertionError(values.length + " values and " + other.length);
            }
            float least = Float.POSITIVE_INFINITY;
            float greatest = Float.NEGATIVE_INFINITY;
            double most = 0;
            for (int i = 0; i < values.length; ++i) {
                least = Math.min(least, values[i]);
                greatest = Math.max(greatest, values[i]);
                most = Math.max(most, Math.abs(values[i] - other[i]));
            }
            return most / (greatest - least);
        }
    }

    Api(Page page) {
        this.page = page;
    }

    /** Awaits an expression over {@code sightline} and gives what it resolves to. */
    public Object get(String expression) {
        return page.evaluate("async () => await (" + expression + ")");
    }

    /** The same, as a map. */
    @SuppressWarnings("unchecked")
    public Map<String, Object> map(String expression) {
        return (Map<String, Object>) get(expression);
    }

    /**
     * Awaits an expression that must fail.
     *
     * @throws AssertionError if it does not
     */
    @SuppressWarnings("unchecked")
    public Failure failure(String expression) {
        String script =
                """
                async () => {
                  try {
                    await (%s);
                    return null;
                  } catch (e) {
                    return { name: e.name, code: e.code, message: e.message,
                             detail: JSON.parse(JSON.stringify(e.detail ?? null)),
                             isError: e instanceof Error };
                  }
                }
                """
                        .formatted(expression);
        var caught = (Map<String, Object>) page.evaluate(script);
        if (caught == null) {
            throw new AssertionError(expression + " did not fail");
        }
        if (!Boolean.TRUE.equals(caught.get("isError"))) {
            throw new AssertionError(expression + " threw no Error but " + caught);
        }
        return new Failure(
                (String) caught.get("name"),
                (String) caught.get("code"),
                (String) caught.get("message"),
                (Map<String, Object>) caught.get("detail"));
    }

    /** What the page can do. */
    public Map<String, Object> capabilities() {
        return map("sightline.capabilities()");
    }

    /** Loads a model. */
    public void load(String id) {
        capabilities();
        get("sightline.load(['" + id + "'])");
    }

    /**
     * Measures a picture file.
     *
     * @param size height and width of the model's input, or null for the page's own choice
     */
    @SuppressWarnings("unchecked")
    public Depth depth(byte[] image, List<Integer> size) {
        String script =
                """
                async ({ image, size }) => {
                  const blob = new Blob([Uint8Array.from(atob(image), c => c.charCodeAt(0))]);
                  const { data, ...facts } = await sightline.depth(blob, size ? { size } : {});
                  if (!(data instanceof Float32Array)) {
                    throw new Error('data is a ' + data?.constructor?.name);
                  }
                  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
                  let text = '';
                  for (let i = 0; i < bytes.length; i += 8192) {
                    text += String.fromCharCode(...bytes.subarray(i, i + 8192));
                  }
                  return { ...facts, data: btoa(text) };
                }
                """;
        var result =
                (Map<String, Object>)
                        page.evaluate(
                                script,
                                SightlinePage.values(
                                        "image",
                                        Base64.getEncoder().encodeToString(image),
                                        "size",
                                        size));
        var bytes = Base64.getDecoder().decode((String) result.remove("data"));
        var values = new float[bytes.length / 4];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        return new Depth(
                ((Number) result.get("width")).intValue(),
                ((Number) result.get("height")).intValue(),
                values,
                result);
    }

    /** An export, as bytes. */
    public byte[] export(String what) {
        String script =
                """
                async (what) => {
                  const bytes = new Uint8Array(await (await sightline.export(what)).arrayBuffer());
                  let text = '';
                  for (let i = 0; i < bytes.length; i += 8192) {
                    text += String.fromCharCode(...bytes.subarray(i, i + 8192));
                  }
                  return btoa(text);
                }
                """;
        return Base64.getDecoder().decode((String) page.evaluate(script, what));
    }
}
