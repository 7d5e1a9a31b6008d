// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.zone;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class SketchFrameTest {
    /** Twice as wide as high: what is near is measured on the screen, not in shares. */
    private static final SketchFrame FRAME = new SketchFrame(800, 400);

    private static final Sketch SQUARE =
            Sketch.empty(Plane.IMAGE)
                    .add(new Corner(0.25, 0.25))
                    .add(new Corner(0.75, 0.25))
                    .add(new Corner(0.75, 0.75))
                    .add(new Corner(0.25, 0.75))
                    .close();

    @Test
    void thePictureIsItsOwnShares() {
        var corner = new Corner(0.3, 0.8);
        assertEquals(0.3, SketchFrame.across(Plane.IMAGE, corner));
        assertEquals(0.8, SketchFrame.down(Plane.IMAGE, corner));
        assertEquals(corner, SketchFrame.corner(Plane.IMAGE, 0.3, 0.8));
    }

    @Test
    void theCameraStandsAtTheMiddleOfTheFloorsLowerEdge() {
        assertEquals(new Corner(0, 0), SketchFrame.corner(Plane.FLOOR, 0.5, 1));
        assertEquals(new Corner(-5, 10), SketchFrame.corner(Plane.FLOOR, 0, 0));
        var twoToTheRight = new Corner(2, 4);
        assertEquals(0.7, SketchFrame.across(Plane.FLOOR, twoToTheRight), 1e-12);
        assertEquals(0.6, SketchFrame.down(Plane.FLOOR, twoToTheRight), 1e-12);
    }

    @Test
    void noCornerLiesBeyondWhatIsShown() {
        assertEquals(new Corner(1, 0), SketchFrame.corner(Plane.IMAGE, 1.4, -0.2));
        assertEquals(new Corner(5, 0), SketchFrame.corner(Plane.FLOOR, 7, 3));
    }

    @Test
    void theNearestCornerWithinReachIsHit() {
        // 16 px across and 8 px down from the second corner.
        assertEquals(1, FRAME.cornerAt(SQUARE, 0.77, 0.27, 22));
        assertEquals(-1, FRAME.cornerAt(SQUARE, 0.77, 0.27, 17));
        assertEquals(-1, FRAME.cornerAt(SQUARE, 0.5, 0.5, 22));
        assertEquals(-1, FRAME.cornerAt(Sketch.empty(Plane.IMAGE), 0.5, 0.5, 22));
    }

    @Test
    void theNearestEdgeWithinReachIsHit() {
        assertEquals(0, FRAME.edgeAt(SQUARE, 0.5, 0.28, 14));
        // As far in shares, but twice as far on the screen.
        assertEquals(-1, FRAME.edgeAt(SQUARE, 0.72, 0.5, 14));
        assertEquals(1, FRAME.edgeAt(SQUARE, 0.74, 0.5, 14));
        assertEquals(3, FRAME.edgeAt(SQUARE, 0.25, 0.5, 14));
        // Beyond an edge's end its corner counts, not the line.
        assertEquals(-1, FRAME.edgeAt(SQUARE, 0.1, 0.25, 14));
    }
}
