// SPDX-License-Identifier: Apache-2.0
// Asks a worker, where the product's gate runs too.
const worker = new Worker(new URL('gate-worker.js', import.meta.url));
globalThis.measure = (how) =>
  new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => (data.error ? reject(new Error(data.error)) : resolve(data));
    worker.onerror = (event) => reject(new Error(event.message));
    worker.postMessage(how);
  });
