// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.steady;

import io.sightline.core.depth.DepthRange;
import io.sightline.core.image.ImageSize;
import io.sightline.core.motion.Camera;
import io.sightline.core.motion.CameraWatch;
import io.sightline.core.motion.MotionFinder;
import io.sightline.core.motion.MotionMask;
import io.sightline.core.motion.SmallLuma;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/**
 * Stabilises the maps of a stream of frames: looks at each frame's small luma for what moves and
 * for what the camera does, and keeps what the {@link Stabiliser} needs. It starts anew with
 * another stream, another size of frames and another size of maps. Not safe for use by two threads.
 */
public final class SteadyStream {
    /** Long edge of the small frames that the camera's movement is found on, cells. */
    private static final int LUMA_EDGE = 320;

    private final RangeSmoother smoother = new RangeSmoother();
    private final FlickerMeter meter = new FlickerMeter();
    private int stream;
    private SmallLuma small;
    private byte[] luma;
    private MotionMask mask;
    private MotionFinder finder;
    private CameraWatch watch;
    private ImageSize size;
    private byte[] moving;
    private ArraySteadyMaps maps;
    private Stabiliser stabiliser;

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
        if (number != stream || small == null || !small.frame().equals(frame)) {
            stream = number;
            look(frame);
            size = null;
        }
        if (!mapSize.equals(size)) {
            size = mapSize;
            moving = new byte[(int) mapSize.pixels()];
            maps = new ArraySteadyMaps(mapSize);
            stabiliser = new Stabiliser(maps);
            smoother.reset();
            meter.reset();
        }
        small.run(rgba, luma);
        mask.update(luma);
        mask.write(mapSize, moving);
        var camera = watch.next(finder.next(luma));
        maps.take(map, moving);
        var outcome = stabiliser.update(camera);
        if (outcome.step() == Stabiliser.Step.CUT) {
            smoother.reset();
        }
        meter.note(outcome);
        return outcome;
    }

    private void look(ImageSize frame) {
        small = new SmallLuma(frame, LUMA_EDGE);
        int width = small.size().width();
        int height = small.size().height();
        luma = new byte[width * height];
        mask = new MotionMask(width, height);
        finder = new MotionFinder(width, height);
        watch = new CameraWatch(width, height);
    }

    /** Writes the newest steady map, row-major, from index 0. */
    public void write(FloatBuffer out) {
        maps.write(out);
    }

    /** The range to paint a map with that came of the newest frame. */
    public DepthRange range(DepthRange range) {
        return smoother.next(range);
    }

    /** What the camera does. */
    public Camera camera() {
        return watch == null ? Camera.UNKNOWN : watch.camera();
    }

    /** The flicker of the newest frames. */
    public Flicker flicker() {
        return meter.flicker();
    }
}
