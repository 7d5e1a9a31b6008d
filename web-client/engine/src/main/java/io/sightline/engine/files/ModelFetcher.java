// SPDX-License-Identifier: Apache-2.0
package io.sightline.engine.files;

import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.message.VisionEvent;
import io.sightline.core.model.ModelFile;
import io.sightline.glue.async.Await;
import io.sightline.glue.dom.Digest;
import io.sightline.glue.error.JsErrors;
import io.sightline.glue.error.JsException;
import io.sightline.glue.net.AbortSignal;
import io.sightline.glue.net.Fetch;
import io.sightline.glue.net.Response;
import java.util.HashMap;
import java.util.Map;
import org.teavm.jso.typedarrays.Uint8Array;

/**
 * Gets the bytes of a model's file: from the browser's store, or from the server or the model hub
 * into the store, going on where an earlier attempt stopped. Whatever it returns has the length and
 * the digest that the catalogue says.
 */
public final class ModelFetcher {
    /** Told how far it is. */
    public interface Listener {
        /** Bytes at hand of all, and whether they came from the store. */
        void at(String stage, double done, double total, boolean cached);

        /** The file could not be kept; the reason is a key of "notice.". */
        void notKept(String reason);
    }

    /**
     * A file's bytes.
     *
     * @param bytes in the script's memory, not the module's
     * @param kept the store has it too, so the bytes may be dropped and read again
     */
    public record Fetched(Uint8Array bytes, boolean kept) {}

    private final ModelStore store;
    // What the user brought and the browser does not keep; wrapped, as maps hold Java objects.
    private final Map<String, Fetched> brought = new HashMap<>();

    public ModelFetcher(ModelStore store) {
        this.store = store;
    }

    /** Keeps a file that the user brought, in the store or else in memory. */
    public VisionEvent.Kept keep(int call, Uint8Array bytes) {
        var sha256 = digest(bytes);
        var file = new ModelFile("", bytes.getLength(), sha256, "");
        boolean lasting;
        try (var kept = store.open(file)) {
            if (kept.size() != file.bytes()) {
                kept.truncate();
                kept.append(bytes);
            }
            lasting = kept.finish();
        }
        if (!lasting) {
            brought.put(sha256, new Fetched(bytes, false));
        }
        return new VisionEvent.Kept(call, sha256, bytes.getLength(), lasting);
    }

    /**
     * The file's bytes.
     *
     * @throws SightlineException network, model-corrupt, no-model, aborted
     */
    public Fetched fetch(ModelFile file, String site, AbortSignal abort, Listener listener) {
        if (brought.containsKey(file.sha256())) {
            return brought.get(file.sha256());
        }
        try (var kept = store.open(file)) {
            if (kept.refusal() != null) {
                listener.notKept(kept.refusal());
            }
            boolean cached = kept.size() == file.bytes();
            var bytes = cached ? kept.read() : download(file, site, abort, kept, listener);
            listener.at("verify", file.bytes(), file.bytes(), cached);
            if (!digest(bytes).equals(file.sha256())) {
                kept.discard();
                if (cached) {
                    // The store's copy went bad; the server's may be good.
                    bytes = download(file, site, abort, kept, listener);
                    if (digest(bytes).equals(file.sha256())) {
                        return new Fetched(bytes, kept.finish());
                    }
                    kept.discard();
                }
                throw new SightlineException(
                        ErrorCode.MODEL_CORRUPT,
                        file.elsewhere() ? "hub-altered" : "model-altered",
                        Map.of("file", file.name(), "host", file.host()));
            }
            return new Fetched(bytes, kept.finish());
        }
    }

    private Uint8Array download(
            ModelFile file,
            String site,
            AbortSignal abort,
            ModelStore.Kept kept,
            Listener listener) {
        if (file.url().isEmpty()) {
            throw new SightlineException(
                    ErrorCode.NO_MODEL, "own-model-gone", Map.of("file", file.name()));
        }
        int length = (int) file.bytes();
        var bytes = new Uint8Array(length);
        if (kept.size() > length) {
            kept.truncate();
        }
        int done = kept.readInto(bytes);
        var response = request(file, site, abort, done);
        if (done > 0 && response.getStatus() != 206) {
            // The server sends all of it (200), or knows another file under this name (416): start
            // again.
            done = 0;
            kept.truncate();
            response = response.getStatus() == 200 ? response : request(file, site, abort, 0);
        }
        listener.at("fetch", done, length, false);
        try {
            var reader = response.getBody().getReader();
            while (true) {
                var chunk = Await.await(reader.read());
                if (chunk.isDone()) {
                    break;
                }
                var part = chunk.getValue();
                if (done + part.getLength() > length) {
                    kept.discard();
                    throw new SightlineException(
                            ErrorCode.MODEL_CORRUPT,
                            file.elsewhere() ? "hub-altered" : "model-length",
                            Map.of("file", file.name(), "host", file.host()));
                }
                bytes.set(part, done);
                done += part.getLength();
                var refusal = kept.append(part);
                if (refusal != null) {
                    listener.notKept(refusal);
                }
                listener.at("fetch", done, length, false);
            }
        } catch (JsException e) {
            throw broken(e, file, done);
        }
        if (done < length) {
            throw broken(file, done);
        }
        return bytes;
    }

    private Response request(ModelFile file, String site, AbortSignal abort, int done) {
        Response response;
        try {
            response = Await.await(Fetch.from(file.address(site), abort, done));
        } catch (JsException e) {
            throw broken(e, file, done);
        }
        int status = response.getStatus();
        if (status == 200 || status == 206 || status == 416 && done > 0) {
            return response;
        }
        if (status == 404) {
            throw new SightlineException(
                    ErrorCode.NO_MODEL,
                    file.elsewhere() ? "hub-lacks" : "model-gone",
                    Map.of("file", file.name(), "host", file.host()));
        }
        throw new SightlineException(
                ErrorCode.NETWORK,
                file.elsewhere() ? "hub-status" : "server-status",
                Map.of("file", file.name(), "host", file.host(), "status", (double) status));
    }

    private static String digest(Uint8Array bytes) {
        return Digest.hex(Await.await(Digest.sha256(bytes)));
    }

    private static SightlineException broken(JsException e, ModelFile file, int done) {
        if (JsErrors.isAbort(e)) {
            return new SightlineException(ErrorCode.ABORTED, "stopped");
        }
        return broken(file, done);
    }

    private static SightlineException broken(ModelFile file, int done) {
        return new SightlineException(
                ErrorCode.NETWORK,
                file.elsewhere() ? "hub-broken" : "download-broken",
                Map.of(
                        "file",
                        file.name(),
                        "host",
                        file.host(),
                        "done",
                        (double) done,
                        "total",
                        (double) file.bytes()));
    }
}
