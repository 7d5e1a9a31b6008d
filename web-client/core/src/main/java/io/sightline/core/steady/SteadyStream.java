// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.steady;

import io.sightline.core.depth.DepthRange;
import io.sightline.core.image.ImageSize;
import io.sightline.core.motion.Camera;
import io.sightline.core.motion.SmallLuma;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/**
 * Stabilises the maps of a stream of frames, both in memory: see {@link StreamStabiliser}. Not safe
 * for use by two threads.
 */
public final class SteadyStream {
    private final StreamStabiliser<ArraySteadyMaps> stabiliser =
            new StreamStabiliser<>(ArraySteadyMaps::new);
    private SmallLuma small;
    private byte[] luma;

    /**
     * Takes the next frame and its map.
     *
     * @param number of the stream, above 0
     * @param rgba the frame, row-major, four bytes a pixel; read from index 0
     * @param frame its size
     * @param map the model's values, row-major; read from index 0
     * @param mapSize its size
     */
    public Stabiliser.Outcome next(
            int number, ByteBuffer rgba, ImageSize frame, FloatBuffer map, ImageSize mapSize) {
        stabiliser.aim(number, frame, mapSize);
        if (small == null || !small.frame().equals(frame)) {
            small = new SmallLuma(frame, StreamStabiliser.LUMA_EDGE);
            luma = new byte[(int) small.size().pixels()];
        }
        small.run(rgba, luma);
        stabiliser.maps().take(map, stabiliser.look(luma));
        return stabiliser.update();
    }

    /** Writes the newest steady map, row-major, from index 0. */
    public void write(FloatBuffer out) {
        stabiliser.maps().write(out);
    }

    /** The range to paint a map with that came of the newest frame. */
    public DepthRange range(DepthRange range) {
        return stabiliser.range(range);
    }

    /** What the camera does. */
    public Camera camera() {
        return stabiliser.camera();
    }

    /** How often the camera left its stand, or came to another, since the stream began. */
    public int moves() {
        return stabiliser.moves();
    }

    /** The flicker of the newest frames. */
    public Flicker flicker() {
        return stabiliser.flicker();
    }
}
