// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.media;

import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Clips of a drawn room in which what happens is known, encoded by the browser under test. */
public final class ScriptedClip {
    /** Pixels across. */
    public static final int WIDTH = 320;

    /** Pixels down. */
    public static final int HEIGHT = 180;

    private final List<Frame> frames = new ArrayList<>();

    /**
     * One frame.
     *
     * @param milliseconds its time
     * @param gain of the exposure, about 1
     * @param lamp how bright a lamp on the right shines, 0 to 1
     * @param infrared the camera sees by infra-red: grey, and everything in other tones
     * @param shiftX pixels that the camera is off
     * @param shiftY pixels that the camera is off
     * @param noise standard deviation of each pixel, grey levels
     * @param walker left edge of somebody who is there; negative for nobody
     */
    public record Frame(
            long milliseconds,
            double gain,
            double lamp,
            boolean infrared,
            int shiftX,
            int shiftY,
            double noise,
            double walker) {
        /** An empty room. */
        public static Frame empty(long milliseconds) {
            return new Frame(milliseconds, 1, 0, false, 0, 0, 2, -1);
        }

        /** Somebody is there. */
        public static Frame walker(long milliseconds, double left) {
            return new Frame(milliseconds, 1, 0, false, 0, 0, 2, left);
        }
    }

    /** Adds a frame. */
    public ScriptedClip add(Frame frame) {
        frames.add(frame);
        return this;
    }

    /** Times of the frames, milliseconds. */
    public long[] times() {
        return frames.stream().mapToLong(Frame::milliseconds).toArray();
    }

    /** The frames, each a VP8 key frame. */
    @SuppressWarnings("unchecked")
    public List<byte[]> encoded(Page page) {
        var script = new ArrayList<Map<String, Object>>();
        for (var frame : frames) {
            script.add(
                    Map.of(
                            "gain", frame.gain(),
                            "lamp", frame.lamp(),
                            "infrared", frame.infrared(),
                            "dx", frame.shiftX(),
                            "dy", frame.shiftY(),
                            "noise", frame.noise(),
                            "walker", frame.walker()));
        }
        var files =
                (List<String>)
                        page.evaluate(DRAW, Map.of("w", WIDTH, "h", HEIGHT, "script", script));
        return files.stream().map(Base64.getDecoder()::decode).map(WebmWriter::keyFrame).toList();
    }

    /** The clip. */
    public byte[] webm(Page page) {
        return WebmWriter.of(encoded(page), WIDTH, HEIGHT, times());
    }

    private static final String DRAW =
            """
            async ({ w, h, script }) => {
              let seed = 12345;
              const random = () => (seed = (seed * 1664525 + 1013904223) >>> 0) / 4294967296;
              const gauss = () => random() + random() + random() + random() - 2;
              // Larger than a frame by what a shaken camera may be off.
              const edge = 12, W = w + 2 * edge, H = h + 2 * edge;
              const room = new OffscreenCanvas(W, H);
              const draw = room.getContext('2d', { willReadFrequently: true });
              draw.fillStyle = '#9a9488';
              draw.fillRect(0, 0, W, H);
              draw.fillStyle = '#6d5f4e';
              draw.fillRect(0, H * 0.65, W, H);
              for (let i = 0; i < 90; ++i) {
                const value = 60 + random() * 120;
                draw.fillStyle = `rgb(${value} ${value * 0.95} ${value * (0.7 + random() * 0.4)})`;
                draw.fillRect(random() * W, random() * H, 6 + random() * 40, 4 + random() * 30);
              }
              const wall = draw.getImageData(0, 0, W, H).data;
              const canvas = new OffscreenCanvas(w, h);
              const context = canvas.getContext('2d', { alpha: false });
              const image = context.createImageData(w, h);
              // Drawn from a table: a number for each pixel of each frame would take long.
              const drawn = Float32Array.from({ length: 65536 }, () => gauss() * 1.73);
              const lamp = new Float32Array(w * h);
              for (let i = 0; i < w * h; ++i) {
                const away = Math.hypot(i % w - w * 0.75, Math.floor(i / w) - h * 0.3) / w;
                lamp[i] = 0.7 * Math.exp(-away * away * 8);
              }
              const files = [];
              for (const f of script) {
                let at = Math.floor(random() * 65536);
                for (let y = 0; y < h; ++y) {
                  for (let x = 0; x < w; ++x) {
                    const from = ((y + edge + f.dy) * W + x + edge + f.dx) * 4;
                    const to = (y * w + x) * 4;
                    const light = f.gain * (1 + f.lamp * lamp[y * w + x]);
                    let r = wall[from], g = wall[from + 1], b = wall[from + 2];
                    if (f.walker >= 0 && x >= f.walker && x < f.walker + 36 && y >= 60 && y < 160) {
                      r = y < 82 ? 200 : 30 + ((x + y) % 7) * 6;
                      g = y < 82 ? 160 : 40;
                      b = y < 82 ? 140 : 90;
                    }
                    if (f.infrared) {
                      r = g = b = 40 + 0.75 * (255 - Math.abs(r * 0.9 - b * 0.3 - 90));
                    }
                    at = (at + 12289) & 65535;
                    const noise = f.noise * drawn[at];
                    image.data[to] = r * light + noise;
                    image.data[to + 1] = g * light + noise;
                    image.data[to + 2] = b * light + noise;
                    image.data[to + 3] = 255;
                  }
                }
                context.putImageData(image, 0, 0);
                const blob = await canvas.convertToBlob({ type: 'image/webp', quality: 0.85 });
                const bytes = new Uint8Array(await blob.arrayBuffer());
                files.push(btoa(Array.from(bytes, (b) => String.fromCharCode(b)).join('')));
              }
              return files;
            }
            """;
}
