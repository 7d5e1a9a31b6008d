// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.steady;

import io.sightline.core.depth.DepthRange;
import io.sightline.core.image.ImageSize;
import io.sightline.core.motion.Camera;
import io.sightline.core.motion.CameraWatch;
import io.sightline.core.motion.MotionFinder;
import io.sightline.core.motion.MotionMask;
import io.sightline.core.motion.SmallLuma;
import io.sightline.core.motion.StandWatch;
import io.sightline.core.motion.Warp;

/**
 * What the {@link Stabiliser} of a stream of frames needs besides its maps, wherever those are:
 * what moves and what the camera does, seen on each frame's small luma. It starts anew with another
 * stream, another size of frames and another size of maps. Not safe for use by two threads.
 *
 * @param <M> the maps
 */
public final class StreamStabiliser<M extends SteadyMaps> {
    /** Long edge of the small frames that the camera's movement is found on, cells. */
    public static final int LUMA_EDGE = 320;

    /** Makes maps. */
    public interface Maker<M> {
        /** Maps of a size. */
        M make(ImageSize size);
    }

    private final Maker<M> maker;
    private final RangeSmoother smoother = new RangeSmoother();
    private final FlickerMeter meter = new FlickerMeter();
    private int stream;
    private ImageSize frameSize;
    private ImageSize cells;
    private MotionMask mask;
    private MotionFinder finder;
    private CameraWatch watch;
    private StandWatch stand;
    private int moves;
    private ImageSize size;
    private byte[] moving;
    private Warp warp;
    private M maps;
    private Stabiliser stabiliser;

    /**
     * @param maker of the maps, once for each size
     */
    public StreamStabiliser(Maker<M> maker) {
        this.maker = maker;
    }

    /**
     * Is ready for the next frame.
     *
     * @param number of the stream, above 0
     * @param frame size of the frame
     * @param mapSize size of its map
     * @return the size of the luma to look at
     */
    public ImageSize aim(int number, ImageSize frame, ImageSize mapSize) {
        var small = SmallLuma.sizeOf(frame, LUMA_EDGE);
        if (number != stream || !frame.equals(frameSize)) {
            // A stream whose frames change their size is the same camera.
            moves = number == stream ? moves() : 0;
            stream = number;
            frameSize = frame;
            cells = small;
            mask = new MotionMask(small.width(), small.height());
            finder = new MotionFinder(small.width(), small.height());
            watch = new CameraWatch(small.width(), small.height());
            stand = new StandWatch(small.width(), small.height());
            size = null;
        }
        if (!mapSize.equals(size)) {
            size = mapSize;
            moving = new byte[(int) mapSize.pixels()];
            maps = maker.make(mapSize);
            stabiliser = new Stabiliser(maps);
            smoother.reset();
            meter.reset();
        }
        return small;
    }

    /**
     * Looks at the frame.
     *
     * @param luma of the size that {@link #aim} told, as {@link SmallLuma} makes it
     * @return what moves, as {@link MotionMask} makes it, of the map's size; its own, until the
     *     next frame
     */
    public byte[] look(byte[] luma) {
        var motion = finder.next(luma);
        boolean led = watch.next(motion).moves() && motion.known();
        stand.next(luma, motion, watch.camera());
        warp = led ? Warp.of(motion, cells, size) : null;
        mask.update(luma, led ? Warp.of(motion, cells, cells) : null);
        mask.write(size, moving);
        return moving;
    }

    /** The maps, which have to take the model's next one before {@link #update}. */
    public M maps() {
        return maps;
    }

    /** Makes the steady map. */
    public Stabiliser.Outcome update() {
        var outcome = stabiliser.update(watch.camera(), warp);
        if (outcome.step() == Stabiliser.Step.CUT) {
            smoother.reset();
        }
        meter.note(outcome);
        return outcome;
    }

    /** The range to paint a map with that came of the newest frame. */
    public DepthRange range(DepthRange range) {
        return smoother.next(range);
    }

    /** What the camera does. */
    public Camera camera() {
        return watch == null ? Camera.UNKNOWN : watch.camera();
    }

    /** How often the camera left its stand, or came to another, since the stream began. */
    public int moves() {
        return stand == null ? 0 : moves + stand.moves();
    }

    /** The flicker of the newest frames. */
    public Flicker flicker() {
        return meter.flicker();
    }
}
