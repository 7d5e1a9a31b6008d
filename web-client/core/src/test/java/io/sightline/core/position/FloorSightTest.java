// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.position;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.sightline.core.scene.BoxRoom;
import org.junit.jupiter.api.Test;

final class FloorSightTest {
    /** A rendered room knows where its floor is seen. */
    @Test
    void theFloorIsWhereItIsRendered() {
        double pitch = Math.toRadians(14);
        var lens = MeasuredRoom.lens(67);
        var room = new BoxRoom(lens, 1.9, pitch, 4, 10);
        var sight = new FloorSight(lens, FloorSight.level(pitch, 1.9));
        for (double away : new double[] {2, 3.5, 8}) {
            for (double across : new double[] {-1.5, 0, 2}) {
                var truth = room.floor(across, away);
                var seen = sight.seen(across, away);
                assertEquals(truth[0] / MeasuredRoom.FRAME.width(), seen.u(), 1e-9);
                assertEquals(truth[1] / MeasuredRoom.FRAME.height(), seen.v(), 1e-9);
            }
        }
        assertNull(sight.seen(0, -3));
    }
}
