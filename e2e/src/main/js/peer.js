// SPDX-License-Identifier: Apache-2.0
// The page's side of the peer: it sends calls to the worker and waits, as our own page does.
const worker = new Worker(new URL('peer-worker.js', import.meta.url), { type: 'module' });
const waiting = new Map();
let last = 0;

worker.onmessage = ({ data }) => {
  if (data.told !== undefined) {
    globalThis.told += data.told;
    return;
  }
  const { resolve, reject } = waiting.get(data.call);
  waiting.delete(data.call);
  if (data.error) {
    reject(new Error(data.error));
  } else {
    resolve(data.value);
  }
};
worker.onerror = (event) => {
  for (const { reject } of waiting.values()) {
    reject(new Error(event.message));
  }
};

globalThis.peer = (name, argument, transfer = []) =>
  new Promise((resolve, reject) => {
    const call = ++last;
    waiting.set(call, { resolve, reject });
    worker.postMessage({ call, name, argument }, transfer);
  });
