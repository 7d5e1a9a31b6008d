// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.database;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;
import static org.junit.Assert.fail;

import io.sightline.glue.error.JsException;
import io.sightline.glue.testing.InBrowser;
import io.sightline.glue.value.JsValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.teavm.jso.JSObject;
import org.teavm.junit.SkipJVM;

/** Transactions as the browser runs them. */
@RunWith(InBrowser.class)
@SkipJVM
public class DatabaseTest {
    private static final Database.Table THINGS = new Database.Table("things", List.of("at"));

    private static JSObject thing(double at) {
        return JsValues.toJs(Map.of("at", at));
    }

    private static List<String> keys(Database database, boolean falling, int most) {
        var keys = new ArrayList<String>();
        database.read(
                t ->
                        t.walk(
                                "things",
                                "at",
                                falling,
                                (key, record) -> {
                                    keys.add(key);
                                    return keys.size() < most;
                                },
                                () -> keys.add("end")),
                "things");
        return keys;
    }

    @Test
    public void walksByItsIndex() {
        var database = Database.open("walks", 1, THINGS);
        database.change(
                t -> {
                    t.clear("things");
                    t.put("things", "b", thing(3));
                    t.put("things", "a", thing(2));
                    t.put("things", "c", thing(1));
                },
                "things");
        assertEquals(List.of("c", "a", "b", "end"), keys(database, false, 9));
        assertEquals(List.of("b", "a", "end"), keys(database, true, 2));
        var late = new ArrayList<String>();
        database.read(
                t -> t.walk("things", "at", 2, false, (key, record) -> late.add(key), () -> {}),
                "things");
        assertEquals(List.of("a", "b"), late);
        database.close();
        assertFalse(database.isOpen());
    }

    @Test
    public void whatIsReadDecidesWhatIsWritten() {
        var database = Database.open("reads", 1, THINGS);
        for (int i = 0; i < 3; ++i) {
            database.change(
                    t ->
                            t.get(
                                    "things",
                                    "sum",
                                    before -> {
                                        var old = before == null ? null : JsValues.toJava(before);
                                        double at =
                                                old instanceof Map<?, ?> map
                                                        ? (Double) map.get("at")
                                                        : 0;
                                        t.put("things", "sum", thing(at + 1));
                                    }),
                    "things");
        }
        var found = new ArrayList<Object>();
        database.read(t -> t.get("things", "sum", r -> found.add(JsValues.toJava(r))), "things");
        assertEquals(List.of(Map.of("at", 3.0)), found);
        database.change(t -> t.clear("things"), "things");
        database.close();
    }

    @Test
    public void whatThrowsUndoesAll() {
        var database = Database.open("undoes", 1, THINGS);
        try {
            database.change(
                    t -> {
                        t.put("things", "a", thing(1));
                        t.get(
                                "things",
                                "a",
                                record -> {
                                    throw new IllegalStateException("mine");
                                });
                    },
                    "things");
            fail("it threw nothing");
        } catch (IllegalStateException e) {
            assertEquals("mine", e.getMessage());
        }
        var found = new ArrayList<JSObject>();
        database.read(t -> t.get("things", "a", found::add), "things");
        assertEquals(1, found.size());
        assertNull(found.get(0));
        database.close();
    }

    @Test
    public void aNewerVersionIsLetInAndKeepsWhatWasThere() {
        var old = Database.open("ages", 1, new Database.Table("things", List.of()));
        old.change(t -> t.put("things", "a", thing(1)), "things");
        assertTrue(old.isOpen());
        var fresh = Database.open("ages", 2, THINGS, new Database.Table("more", List.of()));
        assertFalse(old.isOpen());
        assertEquals(List.of("a", "end"), keys(fresh, false, 9));
        fresh.close();
        try {
            Database.open("ages", 1, THINGS);
            fail("an older version opened a newer database");
        } catch (JsException e) {
            assertEquals("VersionError", e.name());
        }
    }
}
