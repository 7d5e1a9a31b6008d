// SPDX-License-Identifier: Apache-2.0
// Starts the program on the page, or says in plain HTML why this browser cannot run it.
import { start } from '#app';

// The smallest modules that need the feature: a struct type, and an instruction on a 128-bit vector
// (after wasm-feature-detect, Google, Apache-2.0).
const NEEDS = {
  'wasm-gc': [1, 5, 1, 95, 1, 120, 0],
  'wasm-simd': [1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11],
};

// The theme that was chosen holds from the first paint; the program takes it over.
try {
  document.documentElement.dataset.theme = JSON.parse(localStorage.getItem('sightline.settings')).theme ?? 'auto';
} catch {
  // Nothing is kept, or may not be read: the system's theme holds.
}

function lacks() {
  const missing = Object.keys(NEEDS).filter(
    (need) => !globalThis.WebAssembly?.validate(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, ...NEEDS[need]])),
  );
  return globalThis.Worker && globalThis.OffscreenCanvas ? missing : [...missing, 'modules'];
}

function refuse(needs, detail) {
  document.body.dataset.phase = 'unsupported';
  const block = document.getElementById('unsupported');
  for (const line of block.querySelectorAll('[data-need]')) {
    line.hidden = !needs.includes(line.dataset.need);
  }
  document.getElementById('unsupported-detail').textContent = detail;
  block.hidden = false;
}

const missing = lacks();
if (missing.length > 0) {
  refuse(missing, navigator.userAgent);
} else {
  start(new URL('../wasm/app.wasm', import.meta.url).href, {}, []).catch((e) => refuse(['start'], String(e)));
}
