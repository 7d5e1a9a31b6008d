// SPDX-License-Identifier: Apache-2.0
package io.sightline.samples;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Pictures and depth maps as files. */
final class Picture {
    private Picture() {}

    /** Linear radiance through the tone curve. */
    static BufferedImage colour(int width, int height, float[] rgb, ToneCurve tone) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < width * height; i++) {
            image.setRGB(
                    i % width, i / width, tone.pack(rgb[3 * i], rgb[3 * i + 1], rgb[3 * i + 2]));
        }
        return image;
    }

    static void writePng(BufferedImage image, Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            ImageIO.write(image, "png", out);
        }
    }

    static void writeJpeg(BufferedImage image, float quality, OutputStream out) throws IOException {
        ImageWriter writer =
                ImageIO.getImageWriters(ImageTypeSpecifier.createFromRenderedImage(image), "jpeg")
                        .next();
        try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionQuality(quality);
            writer.setOutput(stream);
            writer.write(null, new IIOImage(image, null, null), param);
        } finally {
            writer.dispose();
        }
    }

    /** z-depth as a 16-bit grey PNG in whole millimetres; 0 says that there is no surface. */
    static void writeDepth(int width, int height, float[] metres, Path file) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_USHORT_GRAY);
        for (int i = 0; i < width * height; i++) {
            image.getRaster().setSample(i % width, i / width, 0, millimetres(metres[i]));
        }
        writePng(image, file);
    }

    static int millimetres(float metres) {
        return (int) Math.max(0, Math.min(65535, Math.round(metres * 1000.0)));
    }
}
