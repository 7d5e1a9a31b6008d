// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.database;

import io.sightline.glue.async.Await;
import io.sightline.glue.error.JsException;
import java.util.ArrayList;
import java.util.List;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSPromise;
import org.teavm.jso.core.JSUndefined;
import org.teavm.jso.indexeddb.IDBDatabase;
import org.teavm.jso.indexeddb.IDBFactory;
import org.teavm.jso.indexeddb.IDBOpenDBRequest;

/**
 * Tables of records by key, kept by the browser for this origin (IndexedDB). All methods wait, and
 * throw {@link io.sightline.glue.error.JsException} with the browser's reason: {@code
 * QuotaExceededError} where the disk is full.
 *
 * <p>A tab with a newer version of the tables is let in at once: this end is closed then, and has
 * to be opened again.
 */
public final class Database {
    private final IDBDatabase database;
    private boolean open = true;

    private Database(IDBDatabase database) {
        this.database = database;
        database.setOnVersionChange(
                () -> {
                    open = false;
                    database.close();
                });
        onClose(database, () -> open = false);
    }

    /**
     * A table.
     *
     * @param name of it
     * @param indexes fields of its records that it is walked by
     */
    public record Table(String name, List<String> indexes) {}

    /** Asks what it wants of a transaction. */
    public interface Work {
        /** Asks; does not wait. */
        void in(Transaction transaction);
    }

    @JSFunctor
    private interface Closed extends JSObject {
        void closed();
    }

    /**
     * Opens a database; a new one, and an older version, gets the tables and indexes that it lacks.
     *
     * @param version to be raised when there is another table or index
     * @throws io.sightline.glue.error.JsException also named {@code BlockedError} where a tab with
     *     an older version does not let go, {@code SecurityError} or {@code NotSupportedError}
     *     where the browser keeps nothing for this site
     */
    public static Database open(String name, int version, Table... tables) {
        if (!supported()) {
            Await.await(refused());
        }
        var request = IDBFactory.getInstance().open(name, version);
        request.setOnUpgradeNeeded(
                event -> {
                    var fresh = request.getResult();
                    for (var table : tables) {
                        var store =
                                has(fresh, table.name())
                                        ? upgraded(request, table.name())
                                        : fresh.createObjectStore(table.name());
                        for (var index : table.indexes()) {
                            index(store, index);
                        }
                    }
                });
        return new Database(Await.await(opened(request)));
    }

    /** As above, with tables that have no indexes. */
    public static Database open(String name, int version, String... tables) {
        var plain = new Table[tables.length];
        for (int i = 0; i < tables.length; ++i) {
            plain[i] = new Table(tables[i], List.of());
        }
        return open(name, version, plain);
    }

    /** Writes a record in place of the one that has this key. */
    public void put(String table, String key, JSObject value) {
        change(transaction -> transaction.put(table, key, value), table);
    }

    /** The record with this key; null where there is none. */
    public JSObject get(String table, String key) {
        var found = new ArrayList<JSObject>();
        read(transaction -> transaction.get(table, key, found::add), table);
        return found.get(0);
    }

    /** Removes the record with this key, if there is one. */
    public void delete(String table, String key) {
        change(transaction -> transaction.delete(table, key), table);
    }

    /** False once it was closed, by whomever: it has to be opened again. */
    public boolean isOpen() {
        return open;
    }

    /** Reads, all of it at one moment. */
    public void read(Work work, String... tables) {
        run(work, false, tables);
    }

    /** Reads and writes: all of it, or nothing. */
    public void change(Work work, String... tables) {
        run(work, true, tables);
    }

    private void run(Work work, boolean writes, String... tables) {
        var transaction =
                database.transaction(
                        tables,
                        writes
                                ? IDBDatabase.TRANSACTION_READWRITE
                                : IDBDatabase.TRANSACTION_READONLY);
        var completed = completed(transaction);
        var mine = new Transaction(transaction);
        mine.guarded(() -> work.in(mine));
        try {
            Await.await(completed);
        } catch (JsException e) {
            // What the browser undid it for comes first: all that is asked later fails of that.
            throw mine.failure() == null || !e.is("AbortError") ? e : mine.failure();
        }
    }

    /** Closes it. */
    public void close() {
        open = false;
        database.close();
    }

    @JSBody(script = "return typeof indexedDB === 'object' && indexedDB !== null;")
    private static native boolean supported();

    @JSBody(
            script =
                    "return Promise.reject(new DOMException('this browser has no IndexedDB here', "
                            + "'NotSupportedError'));")
    private static native JSPromise<JSUndefined> refused();

    @JSBody(
            params = {"database", "listener"},
            script = "database.onclose = listener;")
    private static native void onClose(IDBDatabase database, Closed listener);

    @JSBody(
            params = {"database", "name"},
            script = "return database.objectStoreNames.contains(name);")
    private static native boolean has(IDBDatabase database, String name);

    @JSBody(
            params = {"request", "name"},
            script = "return request.transaction.objectStore(name);")
    private static native JSObject upgraded(JSObject request, String name);

    @JSBody(
            params = {"store", "name"},
            script = "if (!store.indexNames.contains(name)) store.createIndex(name, name);")
    private static native void index(JSObject store, String name);

    // A request that was blocked may still succeed, when nobody waits for it any more.
    @JSBody(
            params = "request",
            script =
                    "return new Promise((a, b) => { request.onsuccess = () => a(request.result); "
                            + "request.onerror = () => b(request.error); request.onblocked = () => { "
                            + "request.onsuccess = () => request.result.close(); b(new DOMException("
                            + "'another tab holds an older version open', 'BlockedError')); }; });")
    private static native JSPromise<IDBDatabase> opened(IDBOpenDBRequest request);

    // What is written is kept when its transaction is complete, not when the request succeeded; its
    // error is known when it was undone.
    @JSBody(
            params = "transaction",
            script =
                    "return new Promise((a, b) => { transaction.oncomplete = () => a(); "
                            + "transaction.onabort = () => b(transaction.error || new DOMException("
                            + "'the transaction was undone', 'AbortError')); });")
    private static native JSPromise<JSUndefined> completed(JSObject transaction);
}
