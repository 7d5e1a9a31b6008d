// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.media;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Makes a video of pictures, whose frames are encoded by the browser under test. */
public final class DrawnClip {
    private DrawnClip() {}

    /**
     * A WebM.
     *
     * @param page any page of the browser
     * @param folder of the pictures
     * @param names of PNG files of one size
     * @param milliseconds that each is shown
     */
    public static byte[] of(Page page, Path folder, List<String> names, int milliseconds) {
        return of(
                page,
                names.stream().map(name -> read(folder.resolve(name))).toList(),
                milliseconds);
    }

    /**
     * A WebM of PNG files; where one is of another size than the one before, the video changes its
     * size.
     *
     * @param milliseconds that each is shown
     */
    @SuppressWarnings("unchecked")
    public static byte[] of(Page page, List<byte[]> files, int milliseconds) {
        var pictures = files.stream().map(Base64.getEncoder()::encodeToString).toList();
        var encoded =
                (Map<String, Object>)
                        page.evaluate(
                                """
                                async (pictures) => {
                                  let first;
                                  const frames = [];
                                  for (const base64 of pictures) {
                                    const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
                                    const image = await createImageBitmap(new Blob([bytes]));
                                    const { width, height } = image;
                                    first ??= { width, height };
                                    const canvas = new OffscreenCanvas(width, height);
                                    canvas.getContext('2d', { alpha: false }).drawImage(image, 0, 0);
                                    const blob = await canvas.convertToBlob({ type: 'image/webp', quality: 0.95 });
                                    const webp = new Uint8Array(await blob.arrayBuffer());
                                    frames.push(btoa(Array.from(webp, (b) => String.fromCharCode(b)).join('')));
                                  }
                                  return { ...first, frames };
                                }
                                """,
                                pictures);
        return WebmWriter.of(
                ((List<String>) encoded.get("frames"))
                        .stream().map(Base64.getDecoder()::decode).toList(),
                ((Number) encoded.get("width")).intValue(),
                ((Number) encoded.get("height")).intValue(),
                milliseconds);
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
