// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.motion;

/**
 * Tells from the motions of frames what the camera does. It moves when the frame moves by a
 * threshold twice running, or by three times that at once; it stands again when the frame has moved
 * by less than half of it for a while. Moving about a place, so that the steps cancel, is shaking;
 * else it is panning.
 */
public final class CameraWatch {
    /** The least movement, as a share of the frame's width, a frame. */
    private static final double ENTER = 0.0025;

    private static final double LEAVE = 0.5;
    private static final double AT_ONCE = 3;

    /** Frames at rest before the camera counts as still. */
    private static final int SETTLE = 4;

    /** Frames that say nothing before it counts as unknown. */
    private static final int LOST = 3;

    /** Frames that shaking is told from panning by. */
    private static final int KEPT = 8;

    /** Steps that cancel to less than this share of their way are shaking. */
    private static final double CANCEL = 0.5;

    private final int width;
    private final int height;
    private final double[] stepX = new double[KEPT];
    private final double[] stepY = new double[KEPT];
    private int steps;
    private Camera camera = Camera.UNKNOWN;
    private int over;
    private int under;
    private int lost;

    /** For motions of small frames of this size, cells. */
    public CameraWatch(int width, int height) {
        this.width = width;
        this.height = height;
    }

    /** Forgets everything, as for another source. */
    public void reset() {
        camera = Camera.UNKNOWN;
        steps = 0;
        over = 0;
        under = 0;
        lost = 0;
    }

    /** What the camera does. */
    public Camera camera() {
        return camera;
    }

    /** Takes the motion of the next frame and tells what the camera does. */
    public Camera next(FrameMotion motion) {
        if (!motion.known()) {
            if (++lost >= LOST) {
                reset();
            }
            return camera;
        }
        lost = 0;
        double reach = motion.reach(width, height) / width;
        over = reach > ENTER ? over + 1 : 0;
        under = reach < ENTER * LEAVE ? under + 1 : 0;
        stepX[steps % KEPT] = motion.shiftX();
        stepY[steps % KEPT] = motion.shiftY();
        ++steps;
        if (over >= 2 || reach > AT_ONCE * ENTER || camera.moves() && under < SETTLE) {
            camera = cancels() ? Camera.SHAKING : Camera.PANNING;
        } else if (!camera.moves() || under >= SETTLE) {
            camera = Camera.STILL;
        }
        return camera;
    }

    private boolean cancels() {
        int kept = Math.min(steps, KEPT);
        if (kept < 4) {
            return false;
        }
        double sumX = 0;
        double sumY = 0;
        double way = 0;
        for (int i = 0; i < kept; ++i) {
            sumX += stepX[i];
            sumY += stepY[i];
            way += Math.hypot(stepX[i], stepY[i]);
        }
        return Math.hypot(sumX, sumY) < CANCEL * way;
    }
}
