// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.source;

import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.value.Clock;
import java.util.Map;

/** What the browser's names for failed media mean to a person. */
public final class MediaFault {
    /** A clip may end this much before its header says: frames have a length too, seconds. */
    private static final double SLACK = 0.5;

    private MediaFault() {}

    /**
     * A camera that could not be opened.
     *
     * @param name of the DOMException (W3C Media Capture and Streams, 10.2 getUserMedia)
     */
    public static SightlineException camera(String name) {
        return switch (name) {
            case "NotAllowedError", "SecurityError" ->
                    new SightlineException(ErrorCode.DENIED, "camera-denied");
            case "NotFoundError", "OverconstrainedError" ->
                    new SightlineException(ErrorCode.BAD_INPUT, "camera-none");
            case "NotReadableError", "AbortError" ->
                    new SightlineException(ErrorCode.BUSY, "camera-busy");
            default -> new SightlineException(ErrorCode.UNSUPPORTED, "camera-unsupported");
        };
    }

    /**
     * A screen that could not be shared.
     *
     * @param name of the DOMException
     */
    public static SightlineException screen(String name) {
        return switch (name) {
            case "NotAllowedError", "SecurityError", "AbortError", "InvalidStateError" ->
                    new SightlineException(ErrorCode.DENIED, "screen-denied");
            default -> new SightlineException(ErrorCode.UNSUPPORTED, "screen-unsupported");
        };
    }

    /**
     * A video that could not be played.
     *
     * @param code of the MediaError (HTML, 4.8.11.1): 1 aborted, 2 network, 3 decode, 4 not
     *     supported
     * @param started a frame of it was shown before
     * @param at seconds played so far
     * @param name of the file
     */
    public static SightlineException video(int code, boolean started, double at, String name) {
        if (code == 2) {
            return new SightlineException(ErrorCode.NETWORK, "video-network", Map.of("name", name));
        }
        return started
                ? new SightlineException(
                        ErrorCode.BAD_INPUT,
                        "video-broken",
                        Map.of("name", name, "at", Clock.text(at)))
                : new SightlineException(ErrorCode.BAD_INPUT, "not-a-video", Map.of("name", name));
    }

    /**
     * True when a clip ended well before its end.
     *
     * @param at seconds where it ended
     * @param length seconds that its header promised
     */
    public static boolean endsEarly(double at, double length) {
        return length > 0 && length < 1e9 && at < length - Math.max(SLACK, length * 0.02);
    }
}
