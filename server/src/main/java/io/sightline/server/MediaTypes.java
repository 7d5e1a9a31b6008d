// SPDX-License-Identifier: Apache-2.0
package io.sightline.server;

import java.util.Locale;
import java.util.Map;

/** Media types of the files a site holds, by extension. */
final class MediaTypes {

    private static final String UNKNOWN = "application/octet-stream";

    private static final Map<String, String> BY_EXTENSION =
            Map.ofEntries(
                    Map.entry("html", "text/html; charset=utf-8"),
                    Map.entry("js", "text/javascript; charset=utf-8"),
                    Map.entry("mjs", "text/javascript; charset=utf-8"),
                    // Streaming compilation refuses any other type.
                    Map.entry("wasm", "application/wasm"),
                    Map.entry("json", "application/json"),
                    Map.entry("map", "application/json"),
                    Map.entry("webmanifest", "application/manifest+json"),
                    Map.entry("css", "text/css; charset=utf-8"),
                    Map.entry("txt", "text/plain; charset=utf-8"),
                    // TypeScript declarations; the registered meaning of .ts is an MPEG stream.
                    Map.entry("ts", "text/plain; charset=utf-8"),
                    Map.entry("wgsl", "text/plain; charset=utf-8"),
                    Map.entry("csv", "text/csv; charset=utf-8"),
                    Map.entry("svg", "image/svg+xml"),
                    Map.entry("png", "image/png"),
                    Map.entry("jpg", "image/jpeg"),
                    Map.entry("jpeg", "image/jpeg"),
                    Map.entry("webp", "image/webp"),
                    Map.entry("avif", "image/avif"),
                    Map.entry("gif", "image/gif"),
                    Map.entry("ico", "image/x-icon"),
                    Map.entry("webm", "video/webm"),
                    Map.entry("mp4", "video/mp4"),
                    Map.entry("woff2", "font/woff2"));

    private MediaTypes() {}

    /**
     * The type of a file by its name; {@code application/octet-stream} where the extension is not
     * known.
     */
    static String of(String fileName) {
        int dot = fileName.lastIndexOf('.');
        String extension = fileName.substring(dot + 1).toLowerCase(Locale.ROOT);
        return BY_EXTENSION.getOrDefault(extension, UNKNOWN);
    }

    /** All known extensions with their types, for configuration files of other servers. */
    static Map<String, String> byExtension() {
        return BY_EXTENSION;
    }

    /**
     * Whether files of this type gain from compression; pictures, video and fonts are compressed
     * already.
     */
    static boolean isCompressible(String type) {
        return type.startsWith("text/")
                || type.startsWith("application/json")
                || type.equals("application/wasm")
                || type.equals("application/manifest+json")
                || type.equals("image/svg+xml");
    }
}
