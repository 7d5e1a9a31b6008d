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
import java.util.HashMap;
import java.util.List;
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
                api.depth(Scenes.png(picture), List.of(252, 336)).values(), array.values(), 1e-5f);
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
    void png16SaysWhatItsStepsMean(Visit visit) throws IOException {
        Api api = measured(visit, Scenes.corridor(320, 240, 0.2)).api();
        Array array = npy(api.export("depth-npy"));
        byte[] png = api.export("depth-png16");
        var reader = ImageIO.getImageReadersByFormatName("png").next();
        reader.setInput(ImageIO.createImageInputStream(new ByteArrayInputStream(png)));
        var texts = new HashMap<String, String>();
        var root = reader.getImageMetadata(0).getAsTree("javax_imageio_png_1.0");
        for (var chunk = root.getFirstChild(); chunk != null; chunk = chunk.getNextSibling()) {
            if (chunk.getNodeName().equals("tEXt")) {
                for (var e = chunk.getFirstChild(); e != null; e = e.getNextSibling()) {
                    texts.put(
                            e.getAttributes().getNamedItem("keyword").getNodeValue(),
                            e.getAttributes().getNamedItem("value").getNodeValue());
                }
            }
        }
        assertEquals("relative", texts.get("kind"));
        assertEquals("large", texts.get("near"));
        assertEquals("inverse depth up to scale and shift", texts.get("unit"));
        assertEquals("assumed", texts.get("intrinsics"));
        assertEquals(168, Double.parseDouble(texts.get("cx")), 1e-9);
        double scale = Double.parseDouble(texts.get("scale"));
        double offset = Double.parseDouble(texts.get("offset"));
        var raster = ImageIO.read(new ByteArrayInputStream(png)).getRaster();
        for (int i = 0; i < array.values().length; i += 97) {
            int step = raster.getSample(i % array.width(), i / array.width(), 0);
            assertEquals(array.values()[i], offset + scale * step, scale);
        }
    }

    /** A PLY file of float positions, byte colours and triangles: Greg Turk's format of 1994. */
    private record Solid(List<String> header, float[] positions, byte[] colours, int[] corners) {
        static Solid read(byte[] file) {
            int end = new String(file, StandardCharsets.ISO_8859_1).indexOf("end_header\n") + 11;
            var header = new String(file, 0, end, StandardCharsets.US_ASCII).lines().toList();
            assertEquals("ply", header.get(0));
            assertEquals("format binary_little_endian 1.0", header.get(1));
            var properties = header.stream().filter(l -> l.startsWith("property")).toList();
            assertEquals(
                    List.of(
                            "property float x",
                            "property float y",
                            "property float z",
                            "property uchar red",
                            "property uchar green",
                            "property uchar blue"),
                    properties.subList(0, 6));
            int points = count(header, "vertex");
            int faces = count(header, "face");
            var bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).position(end);
            var solid =
                    new Solid(
                            header,
                            new float[points * 3],
                            new byte[points * 3],
                            new int[faces * 3]);
            for (int i = 0; i < points; ++i) {
                for (int k = 0; k < 3; ++k) {
                    solid.positions[i * 3 + k] = bytes.getFloat();
                }
                bytes.get(solid.colours, i * 3, 3);
            }
            for (int i = 0; i < faces; ++i) {
                assertEquals(3, bytes.get());
                for (int k = 0; k < 3; ++k) {
                    solid.corners[i * 3 + k] = bytes.getInt();
                }
            }
            assertEquals(0, bytes.remaining());
            return solid;
        }

        private static int count(List<String> header, String element) {
            var start = "element " + element + " ";
            return header.stream()
                    .filter(line -> line.startsWith(start))
                    .mapToInt(line -> Integer.parseInt(line.substring(start.length())))
                    .sum();
        }
    }

    @Test
    void plyHoldsThePixelsInSpaceWithTheirColours(Visit visit) {
        BufferedImage picture = Scenes.corridor(320, 240, 0.2);
        Api api = measured(visit, picture).api();
        Array array = npy(api.export("depth-npy"));
        Solid points = Solid.read(api.export("pointcloud-ply"));
        assertTrue(
                points.header().contains("comment unit: unknown; not calibrated, shape only"),
                points.header().toString());
        int count = points.positions().length / 3;
        assertTrue(count > 0.9 * array.values().length, "points " + count);
        // 67 degrees across, the axis through the middle; y up and z towards the camera.
        double focal = array.width() / 2.0 / Math.tan(Math.toRadians(67) / 2);
        var values = new double[count];
        var inverse = new double[count];
        int least = 0;
        int most = 0;
        int alike = 0;
        for (int i = 0; i < count; ++i) {
            double z = -points.positions()[i * 3 + 2];
            assertTrue(z > 0);
            double u = focal * points.positions()[i * 3] / z + array.width() / 2.0;
            double v = -focal * points.positions()[i * 3 + 1] / z + array.height() / 2.0;
            values[i] = array.values()[(int) v * array.width() + (int) u];
            inverse[i] = 1 / z;
            least = values[i] < values[least] ? i : least;
            most = values[i] > values[most] ? i : most;
            int rgb =
                    picture.getRGB(
                            (int) (u * 320 / array.width()), (int) (v * 240 / array.height()));
            boolean same = true;
            for (int c = 0; c < 3; ++c) {
                int wanted = rgb >> 16 - 8 * c & 255;
                same &= Math.abs(wanted - (points.colours()[i * 3 + c] & 255)) < 24;
            }
            alike += same ? 1 : 0;
        }
        assertTrue(alike > 0.9 * count, alike + " colours of " + count);
        // Inverse depth is the map, scaled and shifted: two points say how, the others follow.
        double scale = (inverse[most] - inverse[least]) / (values[most] - values[least]);
        assertTrue(scale > 0, "larger is nearer");
        for (int i = 0; i < count; ++i) {
            assertEquals(inverse[least] + scale * (values[i] - values[least]), inverse[i], 1e-3);
        }
        Solid mesh = Solid.read(api.export("mesh-ply"));
        assertEquals(count, mesh.positions().length / 3);
        assertTrue(mesh.corners().length / 3 > count, "triangles " + mesh.corners().length / 3);
        for (int corner : mesh.corners()) {
            assertTrue(corner >= 0 && corner < count);
        }
    }

    @Test
    void csvHoldsTheProbeAndThePins(Visit visit) {
        SightlinePage page = measured(visit, Scenes.corridor(320, 240, 0.2));
        assertTrue(
                page.api()
                        .failure("sightline.export('probes-csv')")
                        .message()
                        .contains("There is no probe"));
        page.tab().locator("#surface").focus();
        page.tab().keyboard().press("ArrowRight");
        page.tab().keyboard().press("Enter");
        page.tab().keyboard().press("Shift+ArrowDown");
        byte[] file = page.api().export("probes-csv");
        Array array = npy(page.api().export("depth-npy"));
        String text = new String(file, StandardCharsets.UTF_8);
        assertTrue(text.endsWith("\r\n"));
        String[] lines = text.split("\r\n");
        assertEquals(3, lines.length, text);
        assertTrue(lines[0].startsWith("probe,x_pixels,y_pixels,value,kind,near,metres"), lines[0]);
        String[] probe = lines[1].split(",");
        String[] pin = lines[2].split(",");
        assertEquals("probe", probe[0]);
        assertEquals("1", pin[0]);
        assertTrue(Double.parseDouble(probe[2]) > Double.parseDouble(pin[2]), "moved down");
        for (String[] row : new String[][] {probe, pin}) {
            assertEquals("relative", row[4]);
            assertEquals("large", row[5]);
            // Not calibrated: no metres are claimed.
            assertEquals("", row[6]);
            assertEquals("my room.png", row[13]);
            int x = (int) (Double.parseDouble(row[1]) * array.width() / 320);
            int y = (int) (Double.parseDouble(row[2]) * array.height() / 240);
            float least = Float.MAX_VALUE;
            float most = -Float.MAX_VALUE;
            for (int v = y - 1; v <= y + 1; ++v) {
                for (int u = x - 1; u <= x + 1; ++u) {
                    least = Math.min(least, array.values()[v * array.width() + u]);
                    most = Math.max(most, array.values()[v * array.width() + u]);
                }
            }
            double value = Double.parseDouble(row[3]);
            assertTrue(value >= least - 1e-5 && value <= most + 1e-5, value + " at " + x + "," + y);
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
        for (String what :
                new String[] {
                    "frame-png",
                    "depth-png16",
                    "depth-npy",
                    "pointcloud-ply",
                    "mesh-ply",
                    "probes-csv"
                }) {
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
