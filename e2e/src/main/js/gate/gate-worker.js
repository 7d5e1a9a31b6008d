// SPDX-License-Identifier: Apache-2.0
// The two gates on the same frames, taking turns: ours, compiled to WebAssembly GC, and OpenCV.js' MOG2 with morphology.
// OpenCV.js is a script of the old kind, so this is one too.
importScripts('opencv.js');

/** OpenCV, in an array: what it is itself looks like a promise. */
const opencv =
  self.cv instanceof Promise
    ? self.cv.then((cv) => [cv])
    : new Promise((done) => (self.cv.onRuntimeInitialized = () => done([self.cv])));

/** A room with texture and noise, through which somebody walks in the second half of the measured frames. */
function* scene(width, height, warm, frames) {
  const room = new Float32Array(width * height);
  for (let y = 0; y < height; ++y) {
    for (let x = 0; x < width; ++x) {
      const boards = y > 0.62 * height ? 25 * Math.sin(Math.floor(x / 26) * 2.7) - 40 : 0;
      room[y * width + x] = 140 - (40 * x) / width + 12 * Math.sin(x / 7) * Math.cos(y / 11) + boards;
    }
  }
  let seed = 7;
  for (let n = 0; n < warm + frames; ++n) {
    const luma = new Uint8Array(width * height);
    const walked = ((n - warm) / frames) * 2 - 1;
    const at = walked < 0 ? -width : width * (1.1 * walked - 0.05);
    for (let y = 0, i = 0; y < height; ++y) {
      for (let x = 0; x < width; ++x, ++i) {
        seed = (Math.imul(seed, 1664525) + 1013904223) | 0;
        const noise = (((seed >>> 8) & 255) + (seed >>> 24) - 255) / 60;
        const across = (x - at) / (0.07 * width);
        const down = (y - 0.55 * height) / (0.36 * height);
        const body = across * across + down * down < 1;
        luma[i] = (body ? 60 + 25 * Math.sin(x / 5 + y / 9) : room[i]) + noise;
      }
    }
    yield luma;
  }
}

function theirs(cv, width, height) {
  // OpenCV's defaults: 500 frames of history, a squared distance of 16, shadows told.
  const mog = new cv.BackgroundSubtractorMOG2(500, 16, true);
  const frame = new cv.Mat(height, width, cv.CV_8UC1);
  const mask = new cv.Mat();
  const small = cv.getStructuringElement(cv.MORPH_RECT, new cv.Size(3, 3));
  const reach = 2 * Math.max(1, Math.floor(width / 160)) + 1;
  const large = cv.getStructuringElement(cv.MORPH_RECT, new cv.Size(reach, reach));
  return (luma) => {
    const times = [performance.now()];
    frame.data.set(luma);
    mog.apply(frame, mask);
    times.push(performance.now());
    cv.threshold(mask, mask, 200, 255, cv.THRESH_BINARY);
    cv.morphologyEx(mask, mask, cv.MORPH_OPEN, small);
    cv.morphologyEx(mask, mask, cv.MORPH_CLOSE, large);
    times.push(performance.now());
    return { mog: times[1] - times[0], total: times[2] - times[0], found: cv.countNonZero(mask) / (width * height) };
  };
}

function ours(program, width, height) {
  program.begin(width, height);
  return (luma, n) => {
    const begin = performance.now();
    program.take(luma);
    const taken = performance.now();
    const found = program.next(n / 30);
    const end = performance.now();
    return { crossing: taken - begin, total: end - begin, found };
  };
}

/** What it costs to get luma out of a canvas into the module, as where no graphics device helps. */
function canvasCost(program, width, height, frames) {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  const read = [];
  const luma = [];
  for (let n = 0; n < frames; ++n) {
    context.fillStyle = `rgb(${n % 255} 80 90)`;
    context.fillRect(n, 0, 40, height);
    const begin = performance.now();
    const { data } = context.getImageData(0, 0, width, height);
    const got = performance.now();
    program.takeRgba(data);
    const end = performance.now();
    read.push(got - begin);
    luma.push(end - got);
  }
  return { read, luma };
}

self.onmessage = async ({ data: { width, height, frames, warm } }) => {
  try {
    const [cv] = await opencv;
    const { start } = await import('./gate.loader.mjs');
    const program = await start(new URL('gate.wasm', self.location.href).href);
    const our = ours(program, width, height);
    const their = theirs(cv, width, height);
    const our1 = [];
    const their1 = [];
    let n = 0;
    for (const luma of scene(width, height, warm, frames)) {
      // They take turns at being first.
      const first = n % 2 ? [their(luma), our(luma, n)] : [our(luma, n), their(luma)].reverse();
      if (n++ >= warm) {
        their1.push(first[0]);
        our1.push(first[1]);
      }
    }
    self.postMessage({ ours: our1, theirs: their1, canvas: canvasCost(program, width, height, 60) });
  } catch (e) {
    self.postMessage({ error: String(e?.stack ?? e) });
  }
};
