// SPDX-License-Identifier: Apache-2.0
// transformers.js' own depth-estimation pipeline, the bare runtime beneath it, and SmolVLM as the library's public example
// runs it (processor, then generate), in a worker like ours.
import { AutoModelForVision2Seq, AutoProcessor, env, pipeline, RawImage, TextStreamer } from '@huggingface/transformers';
import * as ort from 'onnxruntime-web/webgpu';

let depth;
let marks;
let input;
let bare;
let words;

function offline(threads) {
  env.allowRemoteModels = false;
  env.allowLocalModels = true;
  // A path, not an address: files at an address are taken for absent when it looks for its processor.
  env.localModelPath = '/models/';
  env.useWasmCache = false;
  const wasm = env.backends.onnx.wasm;
  wasm.wasmPaths = new URL('ort/', self.location.href).href;
  wasm.numThreads = threads;
  wasm.proxy = false;
}

const calls = {
  /** Loads the pipeline. options: {model, device, threads, edge} */
  async load({ device, threads, edge }) {
    offline(threads);
    depth = await pipeline('depth-estimation', 'edge-' + edge, { device, dtype: 'fp32' });
    const { processor, model } = depth;
    depth.processor = async (...args) => {
      const inputs = await processor(...args);
      marks.prepared = performance.now();
      input = inputs.pixel_values;
      return inputs;
    };
    depth.model = async (...args) => {
      const outputs = await model(...args);
      // On a GPU the values may still be there: the run ends when they can be read.
      await outputs.predicted_depth.ort_tensor?.getData?.();
      marks.ran = performance.now();
      return outputs;
    };
    return { version: env.version };
  },

  /** Measures a bitmap; what our own worker gets, and what comes back is as free to use. */
  async depth({ bitmap }) {
    marks = { start: performance.now() };
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    canvas.getContext('2d', { willReadFrequently: true }).drawImage(bitmap, 0, 0);
    bitmap.close();
    const result = await depth(canvas);
    const end = performance.now();
    const [, , height, width] = input.dims;
    return {
      height,
      width,
      pre: marks.prepared - marks.start,
      run: marks.ran - marks.prepared,
      post: end - marks.ran,
      total: end - marks.start,
      outputHeight: result.depth.height,
      outputWidth: result.depth.width,
    };
  },

  /** Runs the same file with nothing around it, on the tensor of the last call. */
  async bare({ device, runs }) {
    if (!bare) {
      const bytes = new Uint8Array(await (await fetch(env.localModelPath + 'bare.onnx')).arrayBuffer());
      const [, , height, width] = input.dims;
      bare = await ort.InferenceSession.create(bytes, {
        executionProviders: [device],
        freeDimensionOverrides: { batch_size: 1, height, width },
      });
    }
    const feeds = { [bare.inputNames[0]]: new ort.Tensor('float32', Float32Array.from(input.data), input.dims) };
    const times = [];
    for (let i = 0; i < runs; ++i) {
      const start = performance.now();
      const outputs = await bare.run(feeds);
      for (const output of Object.values(outputs)) {
        await output.getData();
        output.dispose();
      }
      times.push(performance.now() - start);
    }
    return times;
  },

  /** Loads the language model. options: {device, threads, dtype} */
  async loadWords({ device, threads, dtype }) {
    offline(threads);
    words = {
      processor: await AutoProcessor.from_pretrained('words'),
      model: await AutoModelForVision2Seq.from_pretrained('words', { device, dtype }),
    };
  },

  /** Asks about pictures; a clip is written as the reference processor writes it. */
  async ask({ pictures, times, question, most, stream }) {
    const start = performance.now();
    const { processor, model } = words;
    const images = await Promise.all(pictures.map((blob) => RawImage.fromBlob(blob)));
    const content = images.flatMap((_, i) => [...(times[i] ? [{ type: 'text', text: times[i] }] : []), { type: 'image' }]);
    content.push({ type: 'text', text: question });
    const prompt = processor.apply_chat_template([{ role: 'user', content }], { add_generation_prompt: true });
    const inputs = await processor(prompt, images, { do_image_splitting: false });
    let first = 0;
    let tokens = 0;
    // The library's example tells its page of each piece of text as it comes.
    const teller = stream
      ? new TextStreamer(processor.tokenizer, {
          skip_prompt: true,
          skip_special_tokens: true,
          callback_function: (told) => self.postMessage({ told }),
        })
      : undefined;
    const streamer = {
      put(value) {
        // The first call brings the prompt.
        if (++tokens === 2) {
          first = performance.now();
        }
        teller?.put(value);
      },
      end() {
        teller?.end();
      },
    };
    const output = await model.generate({ ...inputs, max_new_tokens: most, do_sample: false, streamer });
    const end = performance.now();
    const prompted = inputs.input_ids.dims[1];
    const made = output.dims[1] - prompted;
    const text = processor.batch_decode(output.slice(null, [prompted, null]), { skip_special_tokens: true })[0];
    return { text, prompt: prompted, tokens: made, first: first - start, decode: end - first, total: end - start };
  },

  async release() {
    await depth?.dispose();
    await bare?.release();
    depth = bare = undefined;
  },
};

self.onmessage = async ({ data: { call, name, argument } }) => {
  try {
    self.postMessage({ call, value: await calls[name](argument) });
  } catch (e) {
    self.postMessage({ call, error: String(e?.stack ?? e) });
  }
};
