// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SourceRequestTest {
    @Test
    void readsEveryKind() {
        var blob = new Object();
        assertEquals(
                new SourceRequest.Sample("room"),
                SourceRequest.of(Map.of("kind", "sample", "id", "room")));
        assertEquals(
                new SourceRequest.File(blob),
                SourceRequest.of(Map.of("kind", "file", "blob", blob)));
        assertEquals(
                new SourceRequest.Camera("x"),
                SourceRequest.of(Map.of("kind", "camera", "deviceId", "x")));
        assertEquals(new SourceRequest.Screen(), SourceRequest.of(Map.of("kind", "screen")));
        assertEquals(
                new SourceRequest.Url("a.mp4"),
                SourceRequest.of(Map.of("kind", "url", "url", "a.mp4")));
    }

    @Test
    void refusesTheRestAndSaysWhy() {
        for (var wrong :
                List.of(
                        Map.of(),
                        Map.of("kind", "telepathy"),
                        Map.of("kind", "file"),
                        Map.of("kind", "sample", "id", "mona-lisa"),
                        Map.of("kind", "url"),
                        "camera")) {
            var e = assertThrows(SightlineException.class, () -> SourceRequest.of(wrong));
            assertEquals(ErrorCode.BAD_INPUT, e.code());
        }
    }

    @Test
    void readsTheAddress() {
        assertNull(SourceRequest.ofParameter(null));
        assertNull(SourceRequest.ofParameter(""));
        assertEquals(
                new SourceRequest.Sample("room-walk"),
                SourceRequest.ofParameter("sample:room-walk"));
        assertEquals(new SourceRequest.Camera(""), SourceRequest.ofParameter("camera"));
        assertEquals(new SourceRequest.Url("x/y.jpg"), SourceRequest.ofParameter("x/y.jpg"));
        assertThrows(SightlineException.class, () -> SourceRequest.ofParameter("sample:../secret"));
    }

    @Test
    void tellsWhatTheBrowserMeans() {
        assertEquals("camera-denied", MediaFault.camera("NotAllowedError").reason());
        assertEquals("camera-none", MediaFault.camera("NotFoundError").reason());
        assertEquals("camera-busy", MediaFault.camera("NotReadableError").reason());
        assertEquals("camera-unsupported", MediaFault.camera("TypeError").reason());
        assertEquals(ErrorCode.DENIED, MediaFault.screen("NotAllowedError").code());
        assertEquals("not-a-video", MediaFault.video(4, false, 0, "x").reason());
        assertEquals("video-broken", MediaFault.video(3, true, 4.2, "x").reason());
        assertEquals("0:04.2", MediaFault.video(3, true, 4.2, "x").values().get("at"));
        assertEquals(ErrorCode.NETWORK, MediaFault.video(2, true, 1, "x").code());
    }

    @Test
    void knowsAClipThatEndsEarly() {
        assertTrue(MediaFault.endsEarly(5, 12));
        assertFalse(MediaFault.endsEarly(11.8, 12));
        assertFalse(MediaFault.endsEarly(5, 0), "a stream without a length");
        assertFalse(MediaFault.endsEarly(5, Double.POSITIVE_INFINITY));
    }
}
