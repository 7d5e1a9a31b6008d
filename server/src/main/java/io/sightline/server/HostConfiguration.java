// SPDX-License-Identifier: Apache-2.0
package io.sightline.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What another server must be told to serve the site as this one does: the same headers from the
 * same source, types, compression, ranges and lifetimes.
 */
final class HostConfiguration {

    /**
     * Names that hold their content's hash, as nginx writes it; the same ones as {@link
     * CachePolicy#HASHED_NAME}.
     */
    private static final String HASHED_NAME =
            "[-.]((?=[a-f]*[0-9])[0-9a-f]{8,64}|(?=[A-Z]*[2-7])[A-Z2-7]{8})(\\.[A-Za-z0-9]+)+$";

    private static final String WITHOUT_HUB =
            "The page connects to its own host only. To let people choose the model hub instead, make the folder"
                    + " again with --hub: that adds the hub to connect-src in the Content-Security-Policy"
                    + " below, and to models/index.json.";

    private final SecurityHeaders headers;
    private final List<String> hashedPaths;

    /**
     * Describes a site.
     *
     * @param headers the headers of every response
     * @param hashedPaths paths of the files whose names hold their hash, starting with a slash
     */
    HostConfiguration(SecurityHeaders headers, List<String> hashedPaths) {
        this.headers = headers;
        this.hashedPaths = hashedPaths.stream().sorted().toList();
    }

    /** The {@code _headers} file of Cloudflare Pages and Netlify. */
    String headersFile() {
        StringBuilder out = new StringBuilder("/*\n");
        headers.all()
                .forEach(
                        h ->
                                out.append("  ")
                                        .append(h.name())
                                        .append(": ")
                                        .append(h.value())
                                        .append('\n'));
        // Both hosts revalidate by default; a second Cache-Control would be joined to the first,
        // not replace it.
        rule(out, "/models/:digest/*", "Cache-Control: " + CachePolicy.IMMUTABLE);
        hashedPaths.forEach(path -> rule(out, path, "Cache-Control: " + CachePolicy.IMMUTABLE));
        EmbedFiles.paths().forEach(path -> rule(out, path, "Access-Control-Allow-Origin: *"));
        return out.toString();
    }

    private static void rule(StringBuilder out, String path, String header) {
        out.append(path).append("\n  ").append(header).append('\n');
    }

    /** A sample {@code nginx.conf}. */
    String nginx() {
        String all = nginxHeaders("        ");
        return """
        # Sample for nginx 1.18 or later. Change server_name, the two certificate lines and root, then check it with
        #   nginx -t -c /path/to/this/file
        # Written by the build: the headers are the ones of Sightline's own server.

        worker_processes auto;
        # brotli_static needs the module ngx_brotli; without it, delete these lines and gzip is sent instead:
        #   load_module modules/ngx_http_brotli_static_module.so;   (Debian: libnginx-mod-http-brotli-static)
        events {}

        http {
            types {
        %TYPES%    }
            default_type application/octet-stream;
            charset utf-8;
            charset_types text/css text/plain text/csv text/javascript;

            server_tokens off;
            sendfile on;
            etag on;

            # Which files may be kept forever: those whose names hold their content's hash.
            map $uri $sightline_cache {
                default "no-cache";
                "~^/models/[0-9a-f]{64}/" "%IMMUTABLE%";
                "~%HASHED%" "%IMMUTABLE%";
            }
            # The one module that pages of other origins load.
            map $uri $sightline_cors {
                default "";
        %CORS%    }

            server {
                # A browser gives the camera only to https (or to localhost).
                listen 443 ssl;
                listen [::]:443 ssl;
                server_name sightline.example;
                ssl_certificate /etc/ssl/sightline.pem;
                ssl_certificate_key /etc/ssl/sightline.key;

                root /var/www/sightline/site;
                index index.html;
                autoindex off;
                disable_symlinks on;

                # Files that lie beside themselves as .gz and .br.
                gzip_static on;
                gzip_vary on;
                # brotli_static on;

                # add_header in a location hides those of the server: keep all of them here.
        %HEADERS%
                # Not always: an error is not to be kept.
                add_header Cache-Control $sightline_cache;
                # An empty value sends no header.
                add_header Access-Control-Allow-Origin $sightline_cors always;

                location / {
                    limit_except GET { deny all; }
                    try_files $uri $uri/index.html =404;
                }
                # Never compressed, so that ranges (resumed downloads) work on the bytes themselves.
                location /models/ {
                    gzip_static off;
                    # brotli_static off;
                    limit_except GET { deny all; }
                    try_files $uri =404;
                }
                location ~ /\\. { return 404; }
            }
        }
        """
                .replace("%TYPES%", nginxTypes())
                .replace("%IMMUTABLE%", CachePolicy.IMMUTABLE)
                .replace("%HASHED%", HASHED_NAME)
                .replace("%CORS%", nginxCors())
                .replace("%HEADERS%\n", all);
    }

    private String nginxHeaders(String indent) {
        StringBuilder out = new StringBuilder();
        for (SecurityHeaders.Header h : headers.all()) {
            out.append(indent)
                    .append("add_header ")
                    .append(h.name())
                    .append(" \"")
                    .append(
                            h.value()
                                    .replace("\\", "\\\\")
                                    .replace("\"", "\\\"")
                                    .replace("$", "\\$"))
                    .append("\" always;\n");
        }
        return out.toString();
    }

    private static String nginxTypes() {
        Map<String, List<String>> extensions = new TreeMap<>();
        MediaTypes.byExtension()
                .forEach(
                        (extension, type) ->
                                extensions
                                        .computeIfAbsent(
                                                type.split(";")[0], key -> new ArrayList<>())
                                        .add(extension));
        StringBuilder out = new StringBuilder();
        extensions.forEach(
                (type, names) ->
                        out.append("        ")
                                .append(type)
                                .append(' ')
                                .append(String.join(" ", names.stream().sorted().toList()))
                                .append(";\n"));
        return out.toString();
    }

    private static String nginxCors() {
        StringBuilder out = new StringBuilder();
        EmbedFiles.paths().forEach(path -> out.append("        ").append(path).append(" \"*\";\n"));
        return out.toString();
    }

    /** The text beside the folder, for the person who uploads it. */
    String readme(boolean withModels, Optional<HubAccess> hub) {
        StringBuilder out = new StringBuilder();
        out.append(
                """
                Sightline as a folder for any static host or CDN
                ================================================

                Upload what is in site/. Nothing runs on the host: it only hands out files.

                What the host must do:

                1. https. Browsers give the camera, WebGPU and threads to secure pages only (localhost counts as one).
                2. Send the headers below with every file, also with errors and with the workers' scripts.
                   Cloudflare Pages and Netlify read them from site/_headers; for nginx see nginx.conf; elsewhere
                   type them in. A host that cannot set headers can show the page, but only with one thread.
                3. The right types: .wasm as application/wasm, .js and .mjs as text/javascript.
                4. Ranges (206) for models/ and video, and no compression of models/.
                5. Files named with their hash, and models/<digest>/, may be kept forever
                """);
        out.append("   (Cache-Control: ").append(CachePolicy.IMMUTABLE).append(");\n");
        out.append(
                """
                   index.html and everything else must be asked about again (no-cache).
                6. Where it can: send the .br or .gz that lies beside a file, with Content-Encoding and Vary.

                """);
        out.append(
                withModels
                        ? "The models that were ready when this folder was made are in site/models.\n"
                        : """
                          The models are not in this folder. Make it again with them:
                              ./sightline models fetch
                              ./sightline dist --with-models
                          Some hosts take no file over 25 MB.
                          """);
        out.append('\n').append(wrap(hub.map(HostConfiguration::withHub).orElse(WITHOUT_HUB)));
        out.append("\nThe headers, and what each is for\n---------------------------------\n");
        for (SecurityHeaders.Header h : headers.all()) {
            out.append('\n').append(h.name()).append(": ").append(h.value()).append('\n');
            out.append(wrap(h.reason()));
        }
        out.append("\nAccess-Control-Allow-Origin: *     on ")
                .append(String.join(", ", EmbedFiles.paths()));
        out.append(" only\n")
                .append(
                        wrap(
                                "Pages of other origins load this module, which browsers do only with CORS."));
        out.append(
                """

                To let only certain pages embed it, name them when making the folder:
                    ./sightline dist --frame-ancestors "https://shop.example https://www.shop.example"
                """);
        return out.toString();
    }

    private static String withHub(HubAccess hub) {
        return "People may choose on the page to get models from the hub themselves ("
                + hub.address()
                + "): connect-src in the Content-Security-Policy below allows it, and models/index.json offers"
                + " it. To take it back, make the folder again without --hub.";
    }

    private static String wrap(String text) {
        StringBuilder out = new StringBuilder("   ");
        int column = 3;
        for (String word : text.split(" ")) {
            if (column + word.length() + 1 > 100) {
                out.append("\n   ");
                column = 3;
            }
            out.append(' ').append(word);
            column += word.length() + 1;
        }
        return out.append('\n').toString();
    }
}
