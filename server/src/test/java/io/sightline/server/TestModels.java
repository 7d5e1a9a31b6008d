// SPDX-License-Identifier: Apache-2.0
package io.sightline.server;

import io.sightline.models.StoredFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;

/** A store with one model of random bytes. */
final class TestModels implements ModelFiles {

    final byte[] bytes;
    final String sha256;
    final String name = "tiny.onnx";
    final Path file;

    TestModels(Path folder, int size) throws Exception {
        bytes = new byte[size];
        new Random(7).nextBytes(bytes);
        sha256 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        file = folder.resolve(name);
        Files.write(file, bytes);
    }

    String path() {
        return "/models/" + sha256 + "/" + name;
    }

    String etag() {
        return '"' + sha256 + '"';
    }

    @Override
    public Optional<StoredFile> file(String wantedSha256, String wantedName) {
        return wantedSha256.equals(sha256) && wantedName.equals(name)
                ? Optional.of(new StoredFile(file, name, bytes.length, sha256))
                : Optional.empty();
    }

    @Override
    public byte[] indexJson() throws IOException {
        return ("{\"models\":[{\"id\":\"tiny\",\"url\":\"" + path() + "\"}]}")
                .getBytes(StandardCharsets.UTF_8);
    }
}
