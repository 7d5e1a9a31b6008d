// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.core.camera.Intrinsics;
import io.sightline.core.image.ImageSize;
import io.sightline.core.scene.BoxRoom;
import io.sightline.core.space.DepthMesh;
import io.sightline.core.space.PointCloud;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Reads PLY as Greg Turk's paper describes it, whatever properties there are: the libraries for
 * Java were last touched in 2011.
 */
class PlyTest {
    private static final Intrinsics LENS = Intrinsics.ofFieldOfView(new ImageSize(60, 40), 66);

    private record Property(String name, String type, String countType) {}

    private record Element(String name, int count, List<Property> properties) {}

    private record Ply3d(
            List<String> comments, Map<String, List<Map<String, double[]>>> elements) {}

    private static Ply3d read(ByteBuffer file) {
        var bytes = file.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        assertEquals("ply", line(bytes));
        assertEquals("format binary_little_endian 1.0", line(bytes));
        var comments = new ArrayList<String>();
        var elements = new ArrayList<Element>();
        for (var text = line(bytes); !text.equals("end_header"); text = line(bytes)) {
            var words = text.split(" ");
            switch (words[0]) {
                case "comment" -> comments.add(text.substring(8));
                case "element" ->
                        elements.add(
                                new Element(
                                        words[1], Integer.parseInt(words[2]), new ArrayList<>()));
                case "property" ->
                        elements.get(elements.size() - 1)
                                .properties()
                                .add(
                                        words[1].equals("list")
                                                ? new Property(words[4], words[3], words[2])
                                                : new Property(words[2], words[1], null));
                default -> throw new AssertionError("unknown line: " + text);
            }
        }
        var read = new HashMap<String, List<Map<String, double[]>>>();
        for (var element : elements) {
            var rows = new ArrayList<Map<String, double[]>>();
            for (int i = 0; i < element.count(); ++i) {
                var row = new HashMap<String, double[]>();
                for (var property : element.properties()) {
                    int count =
                            property.countType() == null
                                    ? 1
                                    : (int) number(bytes, property.countType());
                    var values = new double[count];
                    for (int k = 0; k < count; ++k) {
                        values[k] = number(bytes, property.type());
                    }
                    row.put(property.name(), values);
                }
                rows.add(row);
            }
            read.put(element.name(), rows);
        }
        assertEquals(0, bytes.remaining(), "bytes after the last element");
        return new Ply3d(comments, read);
    }

    private static double number(ByteBuffer bytes, String type) {
        return switch (type) {
            case "char" -> bytes.get();
            case "uchar" -> bytes.get() & 255;
            case "short" -> bytes.getShort();
            case "ushort" -> bytes.getShort() & 65535;
            case "int" -> bytes.getInt();
            case "uint" -> bytes.getInt() & 0xffffffffL;
            case "float" -> bytes.getFloat();
            case "double" -> bytes.getDouble();
            default -> throw new AssertionError("unknown type: " + type);
        };
    }

    private static String line(ByteBuffer bytes) {
        var text = new StringBuilder();
        for (byte b = bytes.get(); b != '\n'; b = bytes.get()) {
            assertTrue(b >= ' ' && b <= '~', "not ASCII: " + b);
            text.append((char) b);
        }
        return text.toString();
    }

    private static ByteBuffer picture() {
        var rgba = ByteBuffer.allocate(60 * 40 * 4);
        for (int i = 0; i < 60 * 40; ++i) {
            rgba.put(i * 4, (byte) i).put(i * 4 + 1, (byte) (i * 7)).put(i * 4 + 2, (byte) 200);
        }
        return rgba;
    }

    @Test
    void pointsComeBackInMetresWithTheirColours() {
        var depth = new BoxRoom(LENS, 1.5, 0.2, 3, 8).depth();
        depth[17] = 0;
        var cloud = PointCloud.of(FloatBuffer.wrap(depth), picture(), LENS, 50, 1);
        var ply =
                read(
                        Ply.points(
                                cloud,
                                List.of("unit: metres", "source: k\u00fcche\nelement vertex 9")));
        assertEquals(List.of("unit: metres", "source: k?che element vertex 9"), ply.comments());
        var vertices = ply.elements().get("vertex");
        assertEquals(60 * 40 - 1, vertices.size());
        assertEquals(1, ply.elements().size());
        for (int i = 0; i < vertices.size(); ++i) {
            int pixel = i < 17 ? i : i + 1;
            var v = vertices.get(i);
            double z = -v.get("z")[0];
            assertEquals(depth[pixel], z, 1e-6);
            assertEquals(pixel % 60 + 0.5, LENS.fx() * v.get("x")[0] / z + LENS.cx(), 1e-3);
            assertEquals(pixel / 60 + 0.5, LENS.fy() * -v.get("y")[0] / z + LENS.cy(), 1e-3);
            assertEquals(pixel & 255, v.get("red")[0]);
            assertEquals(pixel * 7 & 255, v.get("green")[0]);
            assertEquals(200, v.get("blue")[0]);
        }
    }

    @Test
    void trianglesComeBackFacingTheCamera() {
        var depth = new BoxRoom(LENS, 1.5, 0.2, 3, 8).with(0, 3, 1, 1, 1).depth();
        var mesh = DepthMesh.of(FloatBuffer.wrap(depth), null, LENS, 50, DepthMesh.JUMP, 1);
        var ply = read(Ply.mesh(mesh, List.of()));
        var faces = ply.elements().get("face");
        var vertices = ply.elements().get("vertex");
        assertEquals(mesh.count(), faces.size());
        assertTrue(faces.size() > 4400);
        for (var face : faces) {
            double[] corners = face.get("vertex_indices");
            assertEquals(3, corners.length);
            double[][] p = new double[3][];
            for (int k = 0; k < 3; ++k) {
                var v = vertices.get((int) corners[k]);
                p[k] = new double[] {v.get("x")[0] / v.get("z")[0], v.get("y")[0] / v.get("z")[0]};
            }
            // z is negative, so dividing by it mirrors twice: counter-clockwise stays.
            double area =
                    (p[1][0] - p[0][0]) * (p[2][1] - p[0][1])
                            - (p[2][0] - p[0][0]) * (p[1][1] - p[0][1]);
            assertTrue(area > 0);
        }
    }

    @Test
    void anEmptyCloudIsAFileToo() {
        var cloud = PointCloud.of(FloatBuffer.allocate(60 * 40), null, LENS, 50, 1);
        assertEquals(0, read(Ply.points(cloud, List.of())).elements().get("vertex").size());
    }
}
