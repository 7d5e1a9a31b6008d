// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.export;

import io.sightline.core.space.DepthMesh;
import io.sightline.core.space.PointCloud;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes points and surfaces as PLY (Greg Turk, "The PLY Polygon File Format", 1994), binary,
 * little endian. Viewers expect y up and the viewer on the z axis, so the axes are turned: x right,
 * y up, z towards the camera, the lens at the origin.
 */
public final class Ply {
    private static final int POINT = 15;
    private static final int TRIANGLE = 13;

    private Ply() {}

    /**
     * A cloud.
     *
     * @param comments lines that say what the file holds and in which unit; ASCII, line breaks
     *     become spaces
     */
    public static ByteBuffer points(PointCloud cloud, List<String> comments) {
        return file(cloud, null, 0, comments);
    }

    /** A surface; as above. */
    public static ByteBuffer mesh(DepthMesh mesh, List<String> comments) {
        return file(mesh.cloud(), mesh.triangles(), mesh.count(), comments);
    }

    private static ByteBuffer file(
            PointCloud cloud, IntBuffer triangles, int count, List<String> comments) {
        var header = header(cloud.count(), triangles == null ? -1 : count, comments);
        var out =
                ByteBuffer.allocateDirect(header.length + cloud.count() * POINT + count * TRIANGLE)
                        .order(ByteOrder.LITTLE_ENDIAN);
        out.put(header);
        var positions = cloud.positions();
        var colours = cloud.colours();
        for (int i = 0; i < cloud.count() * 3; i += 3) {
            out.putFloat(positions.get(i));
            out.putFloat(-positions.get(i + 1));
            out.putFloat(-positions.get(i + 2));
            out.put(colours.get(i)).put(colours.get(i + 1)).put(colours.get(i + 2));
        }
        for (int i = 0; i < count * 3; i += 3) {
            out.put((byte) 3);
            out.putInt(triangles.get(i)).putInt(triangles.get(i + 1)).putInt(triangles.get(i + 2));
        }
        return out.flip();
    }

    private static byte[] header(int points, int triangles, List<String> comments) {
        var text = new StringBuilder("ply\nformat binary_little_endian 1.0\n");
        for (var comment : comments) {
            text.append("comment ").append(plain(comment)).append('\n');
        }
        text.append("element vertex ").append(points).append('\n');
        for (var name : List.of("x", "y", "z")) {
            text.append("property float ").append(name).append('\n');
        }
        for (var name : List.of("red", "green", "blue")) {
            text.append("property uchar ").append(name).append('\n');
        }
        if (triangles >= 0) {
            text.append("element face ").append(triangles);
            text.append("\nproperty list uchar int vertex_indices\n");
        }
        return text.append("end_header\n").toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** A comment ends with its line, and a file's name may hold anything. */
    private static String plain(String comment) {
        var text = new StringBuilder();
        for (int i = 0; i < comment.length(); ++i) {
            char c = comment.charAt(i);
            text.append(c < ' ' ? ' ' : c > '~' ? '?' : c);
        }
        return text.toString();
    }
}
