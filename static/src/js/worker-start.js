// SPDX-License-Identifier: Apache-2.0
// What the workers' entries share.

/**
 * Starts a worker's program. Its messages start to come as soon as the entry has been run, but the program listens only
 * once it is loaded: those that come early are kept for it.
 */
export function startWorker(start, wasm, libraries) {
  const at = (path) => new URL(path, import.meta.url).href;
  const early = [];
  const keep = (event) => early.push(event.data);
  self.addEventListener('message', keep);

  start(at(`../wasm/${wasm}`), libraries, [at('../ort/')])
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
}
