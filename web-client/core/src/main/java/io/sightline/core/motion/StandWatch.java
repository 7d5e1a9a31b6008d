// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.motion;

/**
 * Tells whether a camera still sees what it saw: a stand is a place and a direction that it keeps.
 *
 * <p>While it moves, the motions of frames are chained: once the view has been away from its stand
 * for a while, the stand is left. When it comes to rest, or could not be followed, the frame of the
 * stand is compared with the newest one, so that no drift of the chain counts: a shake, a hand
 * before the lens or a pan that returns leaves nothing behind. The two are compared now and then at
 * rest, too, since a joint that gives way is slower than any threshold a frame.
 */
public final class StandWatch {
    /** The same view is within this, as a share of the frame's width: about a degree. */
    private static final double SAME = 0.02;

    /** Farther than this from the stand it is away. */
    private static final double AWAY = 0.05;

    /** Frames away, one after the other, before the stand is left. */
    private static final int LEFT = 10;

    /** Frames at rest from one comparison to the next. */
    private static final int EVERY = 30;

    /** Comparisons that have to say the same before a stand is another one. */
    private static final int AGREE = 3;

    private final int width;
    private final int height;
    private final MotionFinder finder;
    private byte[] home;
    private boolean adrift;
    private boolean unsure;
    private int others;
    private int rested;
    private int away;
    private boolean chained = true;
    private double a = 1;
    private double b;
    private double shiftX;
    private double shiftY;
    private int moves;

    /** For small frames of this size, cells. */
    public StandWatch(int width, int height) {
        this.width = width;
        this.height = height;
        finder = new MotionFinder(width, height);
    }

    /** How often the camera left its stand or came to another one. */
    public int moves() {
        return moves;
    }

    /**
     * Takes the next frame.
     *
     * @param luma of it
     * @param motion from the one before
     * @param camera what it does
     */
    public void next(byte[] luma, FrameMotion motion, Camera camera) {
        if (!motion.known()) {
            unsure = true;
            chained = false;
            away = 0;
        } else if (camera.moves()) {
            unsure = true;
            follow(motion);
        } else if (camera == Camera.STILL) {
            rest(luma);
        }
    }

    private void follow(FrameMotion motion) {
        double nextA = motion.a() * a - motion.b() * b;
        double nextB = motion.b() * a + motion.a() * b;
        double nextX = motion.a() * shiftX - motion.b() * shiftY + motion.shiftX();
        shiftY = motion.b() * shiftX + motion.a() * shiftY + motion.shiftY();
        shiftX = nextX;
        a = nextA;
        b = nextB;
        var chain = new FrameMotion(true, a, b, shiftX, shiftY, 0, 0);
        boolean far = chained && chain.reach(width, height) > AWAY * width;
        away = far ? away + 1 : 0;
        if (away >= LEFT && !adrift) {
            ++moves;
            adrift = true;
            home = null;
        }
    }

    private void rest(byte[] luma) {
        if (adrift) {
            ++moves;
            settle(luma);
        } else if (home == null) {
            settle(luma);
        } else if (unsure || others > 0 || ++rested >= EVERY) {
            compare(luma);
        }
    }

    private void compare(byte[] luma) {
        finder.reset();
        finder.next(home);
        var there = finder.next(luma);
        if (there.known() && there.reach(width, height) <= SAME * width) {
            back();
        } else if (++others >= AGREE) {
            // What stands and looks quite otherwise is in another light.
            moves += there.known() || unsure ? 1 : 0;
            settle(luma);
        }
    }

    private void settle(byte[] luma) {
        home = luma.clone();
        adrift = false;
        back();
    }

    private void back() {
        unsure = false;
        others = 0;
        rested = 0;
        away = 0;
        chained = true;
        a = 1;
        b = 0;
        shiftX = 0;
        shiftY = 0;
    }
}
