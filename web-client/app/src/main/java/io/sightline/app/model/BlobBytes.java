// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.model;

import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.onnx.FileBytes;
import io.sightline.glue.async.Await;
import io.sightline.glue.dom.Blobs;
import io.sightline.glue.error.JsException;
import java.util.Map;
import org.teavm.jso.file.Blob;
import org.teavm.jso.typedarrays.Int8Array;

/** A file that the user chose, read in pieces. Its reading blocks. */
public final class BlobBytes implements FileBytes {
    private final Blob blob;

    /**
     * @param blob a file
     */
    public BlobBytes(Blob blob) {
        this.blob = blob;
    }

    @Override
    public long length() {
        return (long) Blobs.size(blob);
    }

    @Override
    public byte[] read(long from, int count) {
        try {
            return new Int8Array(
                            Await.await(
                                    Blobs.slice(blob, from, from + (double) count).arrayBuffer()))
                    .copyToJavaArray();
        } catch (JsException e) {
            throw new SightlineException(
                    ErrorCode.BAD_INPUT, "file-unreadable", Map.of("name", "ONNX"));
        }
    }
}
