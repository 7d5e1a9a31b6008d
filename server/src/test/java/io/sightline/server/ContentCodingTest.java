// SPDX-License-Identifier: Apache-2.0
package io.sightline.server;

import static io.sightline.server.ContentCoding.BROTLI;
import static io.sightline.server.ContentCoding.GZIP;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ContentCodingTest {

    @Test
    void theBetterCodingWinsOnEqualWeight() {
        assertEquals(List.of(BROTLI, GZIP), ContentCoding.accepted("gzip, deflate, br, zstd"));
        assertEquals(List.of(BROTLI, GZIP), ContentCoding.accepted("*"));
        assertEquals(List.of(BROTLI, GZIP), ContentCoding.accepted("gzip;q=0.5, br;q=0.5"));
    }

    @Test
    void weightsDecide() {
        assertEquals(List.of(GZIP, BROTLI), ContentCoding.accepted("br;q=0.4, gzip;q=0.8"));
        assertEquals(List.of(GZIP), ContentCoding.accepted("br;q=0, gzip"));
        assertEquals(List.of(GZIP), ContentCoding.accepted("br;q=0, *;q=0.3"));
        assertEquals(List.of(GZIP), ContentCoding.accepted("gzip ; Q=0.001 , br ; q=0.000"));
        assertEquals(List.of(GZIP), ContentCoding.accepted("X-GZIP"));
    }

    @Test
    void thePlainFileIsSentWhereNothingElseIsWanted() {
        assertEquals(List.of(), ContentCoding.accepted(null));
        assertEquals(List.of(), ContentCoding.accepted(""));
        assertEquals(List.of(), ContentCoding.accepted("identity"));
        assertEquals(List.of(), ContentCoding.accepted("deflate, zstd"));
        assertEquals(List.of(), ContentCoding.accepted("*;q=0"));
        assertEquals(List.of(), ContentCoding.accepted("identity, br;q=0.5, gzip;q=0.5"));
    }

    @Test
    void aMalformedWeightRefuses() {
        assertEquals(List.of(), ContentCoding.accepted("br;q=2, gzip;q=high"));
        assertEquals(List.of(), ContentCoding.accepted(";;q, ,=, gz ip"));
    }
}
