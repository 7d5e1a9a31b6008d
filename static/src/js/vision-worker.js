// SPDX-License-Identifier: Apache-2.0
// Starts the vision worker with the one runtime of all models.
import * as ort from 'onnxruntime-web/webgpu';
import { start } from '#engine';

const at = (path) => new URL(path, import.meta.url).href;

// A worker's messages start to come as soon as this file has been run, but the program listens only once it is loaded.
const early = [];
const keep = (event) => early.push(event.data);
self.addEventListener('message', keep);

start(at('../wasm/engine.wasm'), { 'onnxruntime-web': ort }, [at('../ort/')])
  .then(() => {
    self.removeEventListener('message', keep);
    for (const data of early) {
      self.dispatchEvent(new MessageEvent('message', { data }));
    }
  })
  .catch((e) => {
    // Outside a promise, so that the page's worker.onerror hears of it.
    setTimeout(() => {
      throw e;
    });
  });
