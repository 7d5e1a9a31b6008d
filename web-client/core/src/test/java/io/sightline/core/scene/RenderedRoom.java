// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.scene;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sightline.core.camera.Intrinsics;
import io.sightline.core.image.ImageSize;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** The sample picture that was path traced with its depth: what it shows is known exactly. */
public final class RenderedRoom {
    private static final Path MEDIA = Path.of("../../static/samples/media");

    private final JsonNode sidecar;
    private final float[] depth;

    /** Reads it. */
    public RenderedRoom() {
        try {
            sidecar = new ObjectMapper().readTree(MEDIA.resolve("room.json").toFile());
            var image = ImageIO.read(MEDIA.resolve("room-depth.png").toFile());
            depth = new float[image.getWidth() * image.getHeight()];
            for (int i = 0; i < depth.length; ++i) {
                depth[i] =
                        image.getRaster().getSample(i % image.getWidth(), i / image.getWidth(), 0)
                                / 1000f;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The picture itself. */
    public BufferedImage picture() {
        try {
            return ImageIO.read(MEDIA.resolve("room.jpg").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its camera. */
    public Intrinsics lens() {
        var k = sidecar.path("intrinsics");
        return new Intrinsics(
                new ImageSize(sidecar.path("width").asInt(), sidecar.path("height").asInt()),
                k.path("fx").asDouble(),
                k.path("fy").asDouble(),
                k.path("cx").asDouble(),
                k.path("cy").asDouble());
    }

    /** Its depth, metres, row-major, 0 where there is none. */
    public float[] depth() {
        return depth;
    }

    /** The lens's height over the floor, metres. */
    public double cameraHeight() {
        return sidecar.path("cameraHeightMetres").asDouble();
    }

    /** Radians downwards. */
    public double pitch() {
        return -Math.asin(sidecar.path("cameraToWorld").path(2).path(2).asDouble());
    }

    /** The figure's height, metres. */
    public double figureHeight() {
        return sidecar.path("figure").path("heightMetres").asDouble();
    }

    /** Where a world point of the sidecar's axes (z up) falls: x, y in pixels, depth in metres. */
    public double[] project(double x, double y, double z) {
        var m = sidecar.path("cameraToWorld");
        double[] d = {
            x - m.path(0).path(3).asDouble(),
            y - m.path(1).path(3).asDouble(),
            z - m.path(2).path(3).asDouble()
        };
        var c = new double[3];
        for (int i = 0; i < 3; ++i) {
            for (int k = 0; k < 3; ++k) {
                c[i] += m.path(k).path(i).asDouble() * d[k];
            }
        }
        var lens = lens();
        return new double[] {
            lens.fx() * c[0] / c[2] + lens.cx(), lens.fy() * c[1] / c[2] + lens.cy(), c[2]
        };
    }

    /** Where the figure stands, the sidecar's axes. */
    public double[] foot() {
        var foot = sidecar.path("figure").path("foot");
        return new double[] {
            foot.path(0).asDouble(), foot.path(1).asDouble(), foot.path(2).asDouble()
        };
    }
}
