// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.bench;

import com.microsoft.playwright.BrowserContext;
import java.util.List;
import java.util.Map;

/** Frames of video for the product's own vision worker, sent as the page sends them. */
final class LiveFrames {
    /** Catches the page's vision worker, which is then sent frames as the page would. */
    private static final String CATCH_WORKER =
            """
            (() => {
              const Native = Worker;
              window.Worker = class extends Native {
                constructor(url, ...how) {
                  super(url, ...how);
                  if (String(url).includes('vision-worker')) {
                    window.visionWorker = this;
                  }
                }
              };
            })();
            """;

    /** What both sides measure: a picture that drifts, so that no frame is like another. */
    private static final String FRAMES =
            """
            async ([width, height]) => {
              const picture = await createImageBitmap(window.picture);
              const canvas = new OffscreenCanvas(width, height);
              const context = canvas.getContext('2d');
              let shift = 0;
              window.nextFrame = () => {
                shift = (shift + 3) % 60;
                context.drawImage(picture, -shift, 0, width + 60, height);
                return canvas;
              };
            }
            """;

    private static final String OURS =
            """
            async ({ frames, input, steady }) => {
              const worker = window.visionWorker;
              // Numbers that the page does not use.
              window.liveCalls ??= 1e6;
              window.liveSize ??= '';
              const size = `${input} ${steady}`;
              window.liveStreams = (window.liveStreams ?? 1e6) + (size === liveSize ? 0 : 1);
              window.liveSize = size;
              const measure = (message, transfer) => new Promise((resolve, reject) => {
                const listener = ({ data }) => {
                  // A message that the worker could not read is answered without its number.
                  const refused = data?.type === 'failed' && (data.call === message.call || data.call === 0);
                  if (refused || (data?.type === 'depth' && data.call === message.call)) {
                    worker.removeEventListener('message', listener);
                    if (refused) {
                      reject(new Error(`the worker answers ${data.reason}: ${JSON.stringify(data.values)}`));
                    } else {
                      resolve(data);
                    }
                  }
                };
                worker.addEventListener('message', listener);
                worker.postMessage(message, transfer);
              });
              const times = [];
              for (let i = 0; i < frames; ++i) {
                const start = performance.now();
                const canvas = nextFrame();
                const image = new VideoFrame(canvas, { timestamp: i * 33333 });
                const { pre, run, post, steadyTime, paintTime, total, clock, data } = await measure(
                  { v: 1, type: 'frame', call: ++liveCalls, image, width: canvas.width, height: canvas.height,
                    inputWidth: input[1], inputHeight: input[0], draw: true, values: false,
                    stream: steady ? liveStreams : 0, steady }, [image]);
                times.push({ pre, run, post, total, clock, kept: !data, steady: steadyTime, colour: paintTime,
                  range: Math.max(0, post - steadyTime - paintTime), wall: performance.now() - start });
                alive();
              }
              return times;
            }
            """;

    private LiveFrames() {}

    /** Readies a context whose page will be sent frames, before it is opened. */
    static void prepare(BrowserContext context) {
        context.addInitScript(CATCH_WORKER);
    }

    /** Gives a page {@code nextFrame()}. */
    static void draw(Patience page, int[] size) {
        page.run("drawing frames", FRAMES, List.of(size[0], size[1]));
    }

    /**
     * Has our worker measure and paint frames, one after another.
     *
     * @param what in words
     * @param input height and width
     * @param steady as one stream, stabilised
     * @return the stages of each
     */
    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> ours(
            Patience page, String what, int[] input, boolean steady, int frames) {
        var argument =
                Map.of("frames", frames, "input", List.of(input[0], input[1]), "steady", steady);
        return (List<Map<String, Object>>) page.run("measuring frames at " + what, OURS, argument);
    }
}
