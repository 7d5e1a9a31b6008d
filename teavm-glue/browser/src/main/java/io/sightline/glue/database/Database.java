// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.database;

import io.sightline.glue.async.Await;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSArrayReader;
import org.teavm.jso.core.JSPromise;
import org.teavm.jso.core.JSString;
import org.teavm.jso.core.JSUndefined;
import org.teavm.jso.indexeddb.IDBDatabase;
import org.teavm.jso.indexeddb.IDBFactory;
import org.teavm.jso.indexeddb.IDBOpenDBRequest;

/**
 * Tables of records by key, kept by the browser for this origin (IndexedDB). All methods wait, and
 * throw {@link io.sightline.glue.error.JsException} with the browser's reason: {@code
 * QuotaExceededError} where the disk is full.
 */
public final class Database {
    private final IDBDatabase database;

    private Database(IDBDatabase database) {
        this.database = database;
    }

    /**
     * Opens a database; a new one gets these tables.
     *
     * @param version to be raised when there is another table
     */
    public static Database open(String name, int version, String... tables) {
        var request = IDBFactory.getInstance().open(name, version);
        request.setOnUpgradeNeeded(
                event -> {
                    var fresh = request.getResult();
                    for (var table : tables) {
                        if (!has(fresh, table)) {
                            fresh.createObjectStore(table);
                        }
                    }
                });
        return new Database(Await.await(opened(request)));
    }

    /** Writes a record in place of the one that has this key. */
    public void put(String table, String key, JSObject value) {
        var transaction = database.transaction(table, IDBDatabase.TRANSACTION_READWRITE);
        transaction.objectStore(table).put(value, JSString.valueOf(key));
        Await.await(completed(transaction));
    }

    /** The record with this key; null where there is none. */
    public JSObject get(String table, String key) {
        var request = database.transaction(table).objectStore(table).get(JSString.valueOf(key));
        return orNull(Await.await(result(request)));
    }

    /** All keys, sorted. */
    public JSArrayReader<JSString> keys(String table) {
        return Await.await(result(database.transaction(table).objectStore(table).getAllKeys()))
                .cast();
    }

    /** All records, by key. */
    public JSArrayReader<JSObject> all(String table) {
        return Await.await(result(getAll(database.transaction(table).objectStore(table)))).cast();
    }

    /** Removes the record with this key, if there is one. */
    public void delete(String table, String key) {
        var transaction = database.transaction(table, IDBDatabase.TRANSACTION_READWRITE);
        transaction.objectStore(table).delete(JSString.valueOf(key));
        Await.await(completed(transaction));
    }

    /** Removes all records. */
    public void clear(String table) {
        var transaction = database.transaction(table, IDBDatabase.TRANSACTION_READWRITE);
        transaction.objectStore(table).clear();
        Await.await(completed(transaction));
    }

    /** Closes it. */
    public void close() {
        database.close();
    }

    @JSBody(
            params = {"database", "name"},
            script = "return database.objectStoreNames.contains(name);")
    private static native boolean has(IDBDatabase database, String name);

    @JSBody(params = "store", script = "return store.getAll();")
    private static native JSObject getAll(JSObject store);

    @JSBody(params = "value", script = "return value === undefined ? null : value;")
    private static native JSObject orNull(JSObject value);

    @JSBody(
            params = "request",
            script =
                    "return new Promise((a, b) => { request.onsuccess = () => a(request.result);"
                            + " request.onerror = request.onblocked = () => b(request.error); });")
    private static native JSPromise<IDBDatabase> opened(IDBOpenDBRequest request);

    @JSBody(
            params = "request",
            script =
                    "return new Promise((a, b) => { request.onsuccess = () => a(request.result);"
                            + " request.onerror = () => b(request.error); });")
    private static native JSPromise<JSObject> result(JSObject request);

    // A record is kept when its transaction is complete, not when the request succeeded.
    @JSBody(
            params = "transaction",
            script =
                    "return new Promise((a, b) => { transaction.oncomplete = () => a();"
                            + " transaction.onabort = transaction.onerror = () => b(transaction.error); });")
    private static native JSPromise<JSUndefined> completed(JSObject transaction);
}
