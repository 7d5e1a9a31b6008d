// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.database;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSString;
import org.teavm.jso.indexeddb.IDBCursorRequest;
import org.teavm.jso.indexeddb.IDBGetRequest;
import org.teavm.jso.indexeddb.IDBObjectStore;
import org.teavm.jso.indexeddb.IDBTransaction;

/**
 * Reads and writes that happen as one, whatever other tabs do meanwhile. It ends by itself when
 * nothing more is asked of it, so all has to be asked at once or in what it calls back, where
 * nothing may wait. What throws there undoes all of it.
 */
public final class Transaction {
    private final IDBTransaction transaction;
    private RuntimeException failure;

    Transaction(IDBTransaction transaction) {
        this.transaction = transaction;
    }

    /** Takes a record. */
    public interface Reader {
        /** The record; null where there is none. */
        void read(JSObject record);
    }

    /** Goes from record to record. */
    public interface Walker {
        /**
         * The next record.
         *
         * @return whether to go on
         */
        boolean next(String key, JSObject record);
    }

    /** Reads the record with this key. */
    public void get(String table, String key, Reader reader) {
        IDBGetRequest request = store(table).get(JSString.valueOf(key));
        request.setOnSuccess(() -> guarded(() -> reader.read(orNull(request.getResult()))));
    }

    /** Writes a record in place of the one that has this key. */
    public void put(String table, String key, JSObject record) {
        store(table).put(record, JSString.valueOf(key));
    }

    /** Removes the record with this key, if there is one. */
    public void delete(String table, String key) {
        store(table).delete(JSString.valueOf(key));
    }

    /** Removes all records. */
    public void clear(String table) {
        store(table).clear();
    }

    /**
     * Goes through the records that have this field, by its value.
     *
     * @param falling the highest first
     * @param end called after the last, or after the one at which it was left
     */
    public void walk(String table, String index, boolean falling, Walker walker, Runnable end) {
        walk(table, index, Double.NEGATIVE_INFINITY, falling, walker, end);
    }

    /**
     * As above, of those alone that have at least this number there.
     *
     * @param least negative infinity for all
     */
    public void walk(
            String table,
            String index,
            double least,
            boolean falling,
            Walker walker,
            Runnable end) {
        IDBCursorRequest request =
                open(store(table).index(index), least, falling ? "prev" : "next").cast();
        request.setOnSuccess(
                () ->
                        guarded(
                                () -> {
                                    var cursor = request.getResult();
                                    if (cursor == null) {
                                        end.run();
                                        return;
                                    }
                                    var key = ((JSString) cursor.getPrimaryKey()).stringValue();
                                    if (walker.next(key, cursor.getValue())) {
                                        cursor.doContinue();
                                    } else {
                                        end.run();
                                    }
                                }));
    }

    /** What was thrown in a callback; null for nothing. */
    RuntimeException failure() {
        return failure;
    }

    /** Runs what a callback does. */
    void guarded(Runnable work) {
        if (failure != null) {
            return;
        }
        try {
            work.run();
        } catch (RuntimeException e) {
            failure = e;
            abort(transaction);
        }
    }

    // One that was undone already cannot be undone again.
    @JSBody(
            params = "transaction",
            script = "try { transaction.abort(); } catch (e) { /* It is over. */ }")
    private static native void abort(IDBTransaction transaction);

    private IDBObjectStore store(String table) {
        return transaction.objectStore(table);
    }

    @JSBody(params = "value", script = "return value === undefined ? null : value;")
    private static native JSObject orNull(JSObject value);

    @JSBody(
            params = {"source", "least", "direction"},
            script =
                    "return source.openCursor(least > -Infinity ? IDBKeyRange.lowerBound(least) : null, "
                            + "direction);")
    private static native JSObject open(JSObject source, double least, String direction);
}
