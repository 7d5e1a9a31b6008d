// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.motion;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sightline.core.image.ImageSize;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WarpTest {
    private final Random random = new Random(4);

    @Test
    void goesBackTheWayThatAMotionCame() {
        var cells = new ImageSize(320, 180);
        for (int round = 0; round < 200; ++round) {
            var size = new ImageSize(14 + random.nextInt(900), 14 + random.nextInt(600));
            double zoom = 0.7 + 0.6 * random.nextDouble();
            double turn = random.nextDouble() - 0.5;
            var motion =
                    new FrameMotion(
                            true,
                            zoom * Math.cos(turn),
                            zoom * Math.sin(turn),
                            20 * random.nextGaussian(),
                            20 * random.nextGaussian(),
                            40,
                            40);
            var warp = Warp.of(motion, cells, size);
            int x = random.nextInt(size.width());
            int y = random.nextInt(size.height());
            // Where it was, in cells from the centre; from there with the motion, and to pixels.
            double u = (warp.x(x, y) + 0.5) * 320 / size.width() - 160;
            double v = (warp.y(x, y) + 0.5) * 180 / size.height() - 90;
            double toU = motion.a() * u - motion.b() * v + motion.shiftX();
            double toV = motion.b() * u + motion.a() * v + motion.shiftY();
            assertEquals(x, (toU + 160) * size.width() / 320 - 0.5, 2e-3);
            assertEquals(y, (toV + 90) * size.height() / 180 - 0.5, 2e-3);
        }
    }

    @Test
    void noMotionIsNoWarp() {
        var still = new FrameMotion(true, 1, 0, 0, 0, 40, 40);
        var warp = Warp.of(still, new ImageSize(320, 213), new ImageSize(518, 350));
        assertEquals(7, warp.x(7, 300), 1e-4);
        assertEquals(300, warp.y(7, 300), 1e-4);
    }
}
