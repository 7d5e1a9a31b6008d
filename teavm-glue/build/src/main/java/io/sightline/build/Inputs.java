// SPDX-License-Identifier: Apache-2.0
package io.sightline.build;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * A fingerprint of all that decides what {@link WasmCompiler} makes, to skip a build that would
 * change nothing.
 */
final class Inputs {
    private Inputs() {}

    /**
     * SHA-256 over settings, the program's class path, the compiler with its libraries, and the
     * results.
     */
    static String fingerprint(WasmBuild build) throws IOException {
        var digest = sha256();
        add(
                digest,
                build.mainClass()
                        + '\n'
                        + build.name()
                        + '\n'
                        + build.fast()
                        + '\n'
                        + build.debug()
                        + '\n');
        for (var entry : build.classPath()) {
            addTree(digest, entry);
        }
        for (var entry : WasmCompiler.libraries()) {
            // Libraries come from a repository where a name means one content.
            add(digest, entry.getFileName() + "\n");
        }
        var own = WasmCompiler.class.getProtectionDomain().getCodeSource().getLocation();
        addTree(digest, Path.of(own.getPath()));
        for (var result : List.of(build.wasm(), build.runtime(), build.bodies(), build.loader())) {
            addTree(digest, result);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void addTree(MessageDigest digest, Path root) throws IOException {
        if (!Files.exists(root)) {
            add(digest, "absent\n");
            return;
        }
        try (var files = Files.walk(root)) {
            files.filter(Files::isRegularFile)
                    .sorted()
                    .forEach(
                            file -> {
                                add(digest, root.relativize(file) + "\n");
                                try {
                                    var bytes = Files.readAllBytes(file);
                                    add(digest, bytes.length + "\n");
                                    digest.update(bytes);
                                } catch (IOException e) {
                                    throw new UncheckedIOException(e);
                                }
                            });
        }
    }

    private static void add(MessageDigest digest, String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
