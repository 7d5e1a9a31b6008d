// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RoomTest {
    @Test
    void aRecordIsCountedWithWhatItSays() {
        assertEquals(5e4, Room.bytesOf(Map.of(Room.BYTES, 5e4)));
        assertEquals(Room.WORDS, Room.bytesOf(Map.of()), "of another version");
        assertEquals(Room.WORDS, Room.bytesOf(Map.of(Room.BYTES, "x")));
        assertEquals(Room.WORDS, Room.bytesOf(Map.of(Room.BYTES, -1.0)));
        assertEquals(Room.WORDS, Room.bytesOf(Map.of(Room.BYTES, Double.NaN)));
    }

    @Test
    void aSumThatSomebodyTamperedWithIsCountedAnew() {
        var room = new Room(3, 1e6);
        assertEquals(room, Room.of(room.toMap()));
        assertNull(Room.of(null));
        assertNull(Room.of(Map.of("count", -1.0, "bytes", 3.0)));
        assertNull(Room.of(Map.of("count", 1.0, "bytes", "x")));
        assertNull(Room.of(Map.of("count", Double.NaN, "bytes", 1.0)));
        assertEquals(Room.EMPTY, new Room(0, 5).without(9));
    }
}
