// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sightline.core.error.SightlineException;
import io.sightline.core.image.ImagePoint;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class GateBookTest {
    private static final GateSettings SET =
            GateSettings.DEFAULT
                    .withThreshold(14)
                    .withMinArea(0.01)
                    .withShadow(0)
                    .withMasks(
                            List.of(
                                    List.of(
                                            new ImagePoint(0, 0),
                                            new ImagePoint(1, 0),
                                            new ImagePoint(0.25, 0.5))));

    @Test
    void eachCameraHasItsOwn() {
        var book = GateBook.EMPTY.with("camera#a", SET);
        assertEquals(SET, GateBook.of(book.toList()).of("camera#a"));
        assertEquals(GateSettings.DEFAULT, book.of("camera#b"));
        assertEquals(GateBook.EMPTY, book.with("camera#a", GateSettings.DEFAULT));
    }

    @Test
    void theOldestIsForgotten() {
        var book = GateBook.EMPTY;
        for (int i = 0; i < GateBook.MOST + 5; ++i) {
            book = book.with("c" + i, SET);
        }
        assertEquals(GateBook.MOST, book.cameras().size());
        assertEquals(GateSettings.DEFAULT, book.of("c4"));
        assertEquals(SET, book.of("c5"));
    }

    @Test
    void whatIsNoneIsRefused() {
        for (Object bad :
                List.of(
                        7,
                        List.of(Map.of("threshold", 9)),
                        List.of(Map.of("camera", "c", "threshold", 1e9)),
                        List.of(
                                Map.of(
                                        "camera",
                                        "c",
                                        "masks",
                                        List.of(Map.of("points", List.of())))))) {
            assertThrows(SightlineException.class, () -> GateBook.of(bad), bad::toString);
        }
    }
}
