// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.source;

import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.value.Fields;
import java.util.List;
import java.util.Map;

/** Which source to open. */
public sealed interface SourceRequest {
    /** The samples that the site carries. */
    List<String> SAMPLES = List.of("room", "room-walk");

    /**
     * A sample of the site.
     *
     * @param id one of {@link #SAMPLES}
     */
    record Sample(String id) implements SourceRequest {}

    /**
     * An address on this site.
     *
     * @param url as given; relative to the page
     */
    record Url(String url) implements SourceRequest {}

    /**
     * A file.
     *
     * @param blob the browser's Blob or File
     */
    record File(Object blob) implements SourceRequest {}

    /**
     * A camera.
     *
     * @param deviceId the browser's name of it, empty for any
     */
    record Camera(String deviceId) implements SourceRequest {}

    /** The screen, or a window of it. */
    record Screen() implements SourceRequest {}

    /** Reads what a program asks for: {@code {kind, …}} as the public API has it. */
    static SourceRequest of(Object value) {
        var fields = Fields.of(value);
        var kind = fields.text("kind");
        return switch (kind) {
            case "sample" -> sample(fields.text("id"));
            case "url" -> new Url(fields.text("url"));
            case "camera" -> new Camera(fields.text("deviceId", ""));
            case "screen" -> new Screen();
            case "file" -> {
                if (!fields.has("blob")) {
                    throw argument("blob", "a Blob or File");
                }
                yield new File(fields.raw("blob"));
            }
            default ->
                    throw argument("kind", "one of camera, screen, file, url, sample; not " + kind);
        };
    }

    /**
     * Reads the page's {@code source} parameter: {@code sample:room}, {@code camera} or an address
     * on this site. The screen cannot be asked for without a click, so it is not offered.
     *
     * @return null when the parameter is absent or empty
     */
    static SourceRequest ofParameter(String value) {
        if (value == null || value.isEmpty()) {
            return null;
        }
        if (value.startsWith("sample:")) {
            return sample(value.substring("sample:".length()));
        }
        return value.equals("camera") ? new Camera("") : new Url(value);
    }

    private static Sample sample(String id) {
        if (!SAMPLES.contains(id)) {
            throw new SightlineException(
                    ErrorCode.BAD_INPUT, "source-unknown", Map.of("name", "sample:" + id));
        }
        return new Sample(id);
    }

    private static SightlineException argument(String name, String wanted) {
        return new SightlineException(
                ErrorCode.BAD_INPUT, "bad-argument", Map.of("name", name, "wanted", wanted));
    }
}
