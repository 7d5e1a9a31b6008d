// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.media;

import com.microsoft.playwright.Page;
import io.sightline.e2e.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;

/** Makes clips in the browser under test and takes them apart again, frame by frame. */
public final class ClipBench {
    private static final String TOOLS =
            """
            window.clips = {
              /** A clip of frames that are drawn at their times; with words in its metadata. */
              async make(width, height, times, draw, words) {
                const { Output, BufferTarget, WebMOutputFormat, CanvasSource } = Mediabunny;
                const canvas = new OffscreenCanvas(width, height);
                const output = new Output({ format: new WebMOutputFormat(), target: new BufferTarget() });
                const source = new CanvasSource(canvas, { codec: 'vp8', bitrate: 8e6 });
                output.addVideoTrack(source);
                if (words) output.setMetadataTags({ title: words, comment: words });
                await output.start();
                const context = canvas.getContext('2d');
                for (let i = 0; i < times.length; ++i) {
                  draw(context, i);
                  await source.add(times[i], (times[i + 1] ?? times[i] + 0.1) - times[i]);
                }
                await output.finalize();
                return new Blob([output.target.buffer], { type: 'video/webm' });
              },
              /** Each frame of a clip: time, and a canvas. */
              async *frames(blob) {
                const { Input, BlobSource, ALL_FORMATS, VideoSampleSink } = Mediabunny;
                const input = new Input({ source: new BlobSource(blob), formats: ALL_FORMATS });
                const track = await input.getPrimaryVideoTrack();
                for await (const sample of new VideoSampleSink(track).samples()) {
                  const canvas = new OffscreenCanvas(sample.displayWidth, sample.displayHeight);
                  const context = canvas.getContext('2d', { willReadFrequently: true });
                  sample.draw(context, 0, 0);
                  const t = sample.timestamp;
                  sample.close();
                  yield { t, canvas, context };
                }
                input.dispose();
              },
              /** Mean of what one pixel of a rectangle differs from the next, and its extremes. */
              detail({ context }, [x, y, w, h]) {
                const { data } = context.getImageData(x, y, w, h);
                let sum = 0, most = 0, least = 255;
                for (let i = 0; i < w * h; ++i) {
                  const luma = (j) => (data[j] * 3 + data[j + 1] * 6 + data[j + 2]) / 10;
                  most = Math.max(most, luma(i * 4));
                  least = Math.min(least, luma(i * 4));
                  if (i % w) sum += Math.abs(luma(i * 4) - luma(i * 4 - 4));
                }
                return { energy: sum / (h * (w - 1)), most, least };
              },
              /** Mean difference of two frames in a rectangle. */
              difference(a, b, [x, y, w, h]) {
                const p = a.context.getImageData(x, y, w, h).data, q = b.context.getImageData(x, y, w, h).data;
                let sum = 0;
                for (let i = 0; i < p.length; ++i) sum += Math.abs(p[i] - q[i]);
                return sum / (w * h * 3);
              },
            };
            """;

    private ClipBench() {}

    /** Gives the tab {@code clips.make}, {@code frames}, {@code detail} and {@code difference}. */
    public static void into(Page page) {
        try {
            var library =
                    Files.readString(
                            Project.root()
                                    .resolve(
                                            "static/node_modules/mediabunny/dist/bundles/mediabunny.min.cjs"));
            page.evaluate(
                    "() => {\n" + library + "\nwindow.Mediabunny = Mediabunny;\n" + TOOLS + "}");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a function over the tab gives, as a map. */
    @SuppressWarnings("unchecked")
    public static Map<String, Object> map(Page page, String script) {
        return (Map<String, Object>) page.evaluate(script);
    }
}
