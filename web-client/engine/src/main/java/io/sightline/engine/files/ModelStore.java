// SPDX-License-Identifier: Apache-2.0
package io.sightline.engine.files;

import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.message.VisionEvent.StoredFile;
import io.sightline.core.model.ModelFile;
import io.sightline.glue.async.Await;
import io.sightline.glue.error.JsException;
import io.sightline.glue.storage.DirectoryHandle;
import io.sightline.glue.storage.Opfs;
import io.sightline.glue.storage.SyncAccessHandle;
import java.util.ArrayList;
import java.util.List;
import org.teavm.jso.typedarrays.Uint8Array;

/**
 * The browser's store of model files, in the origin private file system, one for all models. A file
 * is named by its digest; one that is shorter than the catalogue says is the start of a download
 * that was cut off, and is gone on with. What is read is checked again by the caller, so a kill at
 * any moment leaves nothing worse than a download to finish.
 *
 * <p>Where there is no such file system, another tab has the file open, or the disk is full, the
 * model is used from memory and the user is told that it was not kept.
 */
public final class ModelStore {
    private static final String FOLDER = "models";

    /** An open place for one file. */
    public final class Kept implements AutoCloseable {
        private final ModelFile file;
        private SyncAccessHandle handle;
        private String refusal;

        private Kept(ModelFile file) {
            this.file = file;
            try {
                var entry = Await.await(folder().file(file.sha256(), true));
                handle = Await.await(entry.createSyncAccessHandle());
            } catch (RuntimeException e) {
                refusal = reason(e);
            }
        }

        /** Why nothing is kept, a key of "notice.", or null. */
        public String refusal() {
            return refusal;
        }

        /** Bytes kept so far. */
        public double size() {
            return handle == null ? 0 : handle.getSize();
        }

        /** All that is kept. */
        public Uint8Array read() {
            var bytes = new Uint8Array((int) file.bytes());
            handle.read(bytes, 0);
            return bytes;
        }

        /** Reads what is kept into the start of an array; how much it is. */
        public int readInto(Uint8Array bytes) {
            return handle == null ? 0 : (int) handle.read(bytes, 0);
        }

        /** Forgets what is kept. */
        public void truncate() {
            if (handle != null) {
                handle.truncate(0);
            }
        }

        /**
         * Adds bytes at the end; a reason, a key of "notice.", when that just became impossible,
         * else null.
         */
        public String append(Uint8Array part) {
            if (handle == null) {
                return null;
            }
            try {
                double at = handle.getSize();
                if (handle.write(part, at) == part.getLength()) {
                    return null;
                }
                refusal = "no-space";
            } catch (RuntimeException e) {
                refusal = reason(e);
            }
            discard();
            return refusal;
        }

        /** Makes it lasting; true when all of it is kept. */
        public boolean finish() {
            if (handle == null || handle.getSize() != file.bytes()) {
                return false;
            }
            handle.flush();
            return true;
        }

        /** Empties it: what it holds is of no use. */
        public void discard() {
            try {
                truncate();
            } catch (RuntimeException e) {
                refusal = reason(e);
            }
        }

        @Override
        public void close() {
            if (handle == null) {
                return;
            }
            boolean empty = handle.getSize() == 0;
            handle.close();
            handle = null;
            if (empty) {
                delete(file.sha256());
            }
        }
    }

    /** Opens the place for a file; never fails, but may keep nothing. */
    public Kept open(ModelFile file) {
        return new Kept(file);
    }

    /** What is kept; empty where there is no such file system. */
    public List<StoredFile> list() {
        var files = new ArrayList<StoredFile>();
        try {
            var folder = folder();
            var names = folder.names();
            for (var step = Await.await(names.next());
                    !step.isDone();
                    step = Await.await(names.next())) {
                var entry = Await.await(folder.file(step.getValue(), false));
                files.add(new StoredFile(step.getValue(), Await.await(entry.size()).doubleValue()));
            }
        } catch (RuntimeException e) {
            files.clear();
        }
        return files;
    }

    /** Deletes a file; one that is in use or not there stays as it is. */
    public void delete(String sha256) {
        try {
            Await.await(folder().remove(sha256));
        } catch (RuntimeException e) {
            // In use by another tab, or gone already; the list that follows shows which.
        }
    }

    private static DirectoryHandle folder() {
        if (!Opfs.available()) {
            throw new SightlineException(ErrorCode.UNSUPPORTED, "no-storage");
        }
        return Await.await(Await.await(Opfs.root()).folder(FOLDER));
    }

    private static String reason(RuntimeException failure) {
        return switch (failure instanceof JsException e ? e.name() : "") {
            case "QuotaExceededError" -> "no-space";
            case "NoModificationAllowedError", "InvalidStateError" -> "in-use";
            default -> "no-storage";
        };
    }
}
