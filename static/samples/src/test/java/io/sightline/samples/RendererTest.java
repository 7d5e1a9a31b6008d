// SPDX-License-Identifier: Apache-2.0
package io.sightline.samples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RendererTest {
    private static Scene empty;
    private static Scene scene;

    @BeforeAll
    static void build() {
        empty = new Room().scene();
        scene = empty.with(Views.pictureFigure().mesh(0.02));
    }

    @Test
    void theSameBitsWhateverTheThreadsAndTheCrop() {
        Camera camera = Views.picture().scaledTo(96, 72);
        Film one = new Renderer(camera, 3, 1).render(scene, 1);
        Film many = new Renderer(camera, 3, 5).render(scene, 1);
        assertArrayEquals(one.rgb, many.rgb);
        assertArrayEquals(one.depth, many.depth);
        Film crop = new Renderer(camera, 3, 2).render(scene, 1, 40, 30, 70, 50);
        for (int y = 30; y < 50; y++) {
            for (int x = 3 * 40; x < 3 * 70; x++) {
                assertEquals(one.rgb[3 * 96 * y + x], crop.rgb[3 * 96 * y + x]);
            }
        }
        assertEquals(0, crop.count[0]);
    }

    @Test
    void theSameBitsOnEveryMachine() {
        Camera camera = Views.picture().scaledTo(96, 72);
        Film film = new Renderer(camera, 3).render(scene, 2, 30, 20, 78, 60);
        assertEquals(
                CHECKSUM,
                checksum(film),
                "made on another machine; a change of scene or tracer changes it too");
    }

    /** Of the crop above, colours and depth. */
    private static final long CHECKSUM = 3093192066L;

    private static long checksum(Film film) {
        CRC32 crc = new CRC32();
        ByteBuffer bytes = ByteBuffer.allocate(4);
        for (float[] values : new float[][] {film.rgb, film.depth, film.albedo, film.normal}) {
            for (float v : values) {
                crc.update(bytes.clear().putFloat(v).flip());
            }
        }
        return crc.getValue();
    }

    @Test
    void anotherSeedGivesAnotherNoiseButTheSameLight() {
        Camera camera = Views.picture().scaledTo(32, 24);
        Film a = new Renderer(camera, 1).render(scene, 8);
        Film b = new Renderer(camera, 2).render(scene, 8);
        double sumA = 0;
        double sumB = 0;
        boolean same = true;
        for (int i = 0; i < a.rgb.length; i++) {
            sumA += a.rgb[i];
            sumB += b.rgb[i];
            same &= a.rgb[i] == b.rgb[i];
        }
        assertEquals(1, sumA / sumB, 0.05);
        assertTrue(!same);
    }

    @Test
    void inAClipOnlyTheFigureAndItsLightChange() {
        Camera camera = Views.clip().scaledTo(96, 54);
        Clip clip = new Clip(camera, empty, 8, 4);
        Walk walk = new Walk();
        Clip.Frame far = clip.frame(walk.after(0.3).mesh(0.02));
        Clip.Frame near = clip.frame(walk.after(3.0).mesh(0.02));
        Clip.Frame none = clip.frame(new Bvh(new Mesh()));
        int seen = 0;
        double before = 0;
        double after = 0;
        for (int i = 0; i < 96 * 54; i++) {
            assertEquals(0, none.coverage()[i]);
            assertTrue(
                    far.depth()[i] <= none.depth()[i] + 1e-6 || none.depth()[i] == 0,
                    "a figure only comes before");
            seen += near.coverage()[i] > 0 ? 1 : 0;
            // The door's corner of the room hardly sees the figure by the window.
            if (i % 96 > 70 && i / 96 < 10) {
                before += none.rgb()[3 * i];
                after += near.rgb()[3 * i];
            }
        }
        assertTrue(seen > 96 * 54 / 60 && seen < 96 * 54 / 4, "the figure covers " + seen);
        assertEquals(1, after / before, 0.1);
    }
}
