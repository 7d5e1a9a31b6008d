// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.flow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Download;
import io.sightline.e2e.media.Scenes;
import io.sightline.e2e.page.Api;
import io.sightline.e2e.page.SightlinePage;
import io.sightline.e2e.page.Visit;
import io.sightline.e2e.stage.InChromium;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** What is exported, read back by readers that are not ours. */
@InChromium
final class ExportIT {
    private static final Pattern NPY =
            Pattern.compile(
                    "\\{'descr': '<f4', 'fortran_order': False, 'shape': \\((\\d+), (\\d+)\\), \\}\\s*\\n");

    private record Array(int height, int width, float[] values) {}

    private static SightlinePage measured(Visit visit, BufferedImage picture) {
        SightlinePage page = SightlinePage.open(visit);
        page.loadModel();
        page.openImage("my room.png", "image/png", Scenes.png(picture));
        page.waitForDepth();
        return page;
    }

    @Test
    void npyHoldsTheModelsOwnValues(Visit visit) {
        BufferedImage picture = Scenes.corridor(320, 240, 0.2);
        Api api = measured(visit, picture).api();
        Array array = npy(api.export("depth-npy"));
        assertEquals(252, array.height());
        assertEquals(336, array.width());
        assertArrayEquals(
                api.depth(Scenes.png(picture), java.util.List.of(252, 336)).values(),
                array.values(),
                1e-5f);
    }

    @Test
    void png16IsTheSameScaledToSixteenBits(Visit visit) throws IOException {
        Api api = measured(visit, Scenes.corridor(320, 240, 0.2)).api();
        Array array = npy(api.export("depth-npy"));
        var image = ImageIO.read(new ByteArrayInputStream(api.export("depth-png16")));
        assertEquals(array.width(), image.getWidth());
        assertEquals(array.height(), image.getHeight());
        assertEquals(16, image.getColorModel().getComponentSize(0));
        float least = Float.POSITIVE_INFINITY;
        float greatest = Float.NEGATIVE_INFINITY;
        for (float value : array.values()) {
            least = Math.min(least, value);
            greatest = Math.max(greatest, value);
        }
        for (int i = 0; i < array.values().length; ++i) {
            double wanted = (array.values()[i] - least) / (greatest - least) * 65535;
            int found = image.getRaster().getSample(i % array.width(), i / array.width(), 0);
            assertTrue(
                    Math.abs(wanted - found) <= 1, "pixel " + i + ": " + found + " for " + wanted);
        }
    }

    @Test
    void framePngIsThePicture(Visit visit) throws IOException {
        BufferedImage picture = Scenes.corridor(320, 240, 0.2);
        Api api = measured(visit, picture).api();
        var image = ImageIO.read(new ByteArrayInputStream(api.export("frame-png")));
        assertEquals(320, image.getWidth());
        assertEquals(240, image.getHeight());
        for (int i = 0; i < 320 * 240; ++i) {
            assertEquals(
                    picture.getRGB(i % 320, i / 320) & 0xffffff,
                    image.getRGB(i % 320, i / 320) & 0xffffff);
        }
    }

    @Test
    void theMenuSavesAFileWithATellingName(Visit visit) throws IOException {
        SightlinePage page = measured(visit, Scenes.corridor(320, 240, 0.2));
        Download download =
                page.tab()
                        .waitForDownload(
                                () -> {
                                    page.tab().locator("#export").click();
                                    page.tab().locator("#exports [data-export=depth-npy]").click();
                                });
        assertEquals("my_room-depth.npy", download.suggestedFilename());
        assertEquals(252, npy(Files.readAllBytes(download.path())).height());
    }

    @Test
    void nothingMeasuredIsSaidInWords(Visit visit) {
        Api api = SightlinePage.open(visit).api();
        for (String what : new String[] {"frame-png", "depth-png16", "depth-npy"}) {
            Api.Failure failure = api.failure("sightline.export('" + what + "')");
            assertEquals("bad-input", failure.code(), what);
            assertTrue(
                    failure.message().contains("Nothing has been measured yet"), failure.message());
        }
        assertEquals("bad-input", api.failure("sightline.export('hologram')").code());
    }

    /** NumPy's format 1.0: github.com/numpy/numpy/blob/main/doc/neps/nep-0001-npy-format.rst. */
    private static Array npy(byte[] bytes) {
        var buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        var magic = new byte[6];
        buffer.get(magic);
        assertEquals("\u0093NUMPY", new String(magic, StandardCharsets.ISO_8859_1));
        assertEquals(1, buffer.get());
        assertEquals(0, buffer.get());
        int length = buffer.getShort();
        assertEquals(0, (10 + length) % 16, "the data is not aligned");
        var header = new byte[length];
        buffer.get(header);
        Matcher shape = NPY.matcher(new String(header, StandardCharsets.US_ASCII));
        assertTrue(shape.matches(), new String(header, StandardCharsets.US_ASCII));
        int height = Integer.parseInt(shape.group(1));
        int width = Integer.parseInt(shape.group(2));
        assertEquals(height * width * 4, buffer.remaining());
        var values = new float[height * width];
        buffer.asFloatBuffer().get(values);
        return new Array(height, width, values);
    }
}
