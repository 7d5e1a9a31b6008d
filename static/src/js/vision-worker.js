// SPDX-License-Identifier: Apache-2.0
// Starts the vision worker with the one runtime of all models.
import * as ort from 'onnxruntime-web/webgpu';
import { start } from '#engine';

const at = (path) => new URL(path, import.meta.url).href;
start(at('../wasm/engine.wasm'), { 'onnxruntime-web': ort }, [at('../ort/')]).catch((e) => {
  // Outside a promise, so that the page's worker.onerror hears of it.
  setTimeout(() => {
    throw e;
  });
});
