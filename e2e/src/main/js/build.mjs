// SPDX-License-Identifier: Apache-2.0
// Bundles the benchmark's peer with the packages of static/: node build.mjs OUT
import { createRequire } from 'node:module';
import { cp, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const packages = path.resolve(here, '../../../../static/node_modules');
const { build } = createRequire(path.join(packages, 'package.json'))('esbuild');
const out = path.resolve(process.argv[2]);

await mkdir(path.join(out, 'ort'), { recursive: true });
await build({
  absWorkingDir: here,
  entryPoints: ['peer.js', 'peer-worker.js'],
  outdir: out,
  bundle: true,
  format: 'esm',
  target: 'es2022',
  minify: true,
  nodePaths: [packages],
  conditions: ['onnxruntime-web-use-extern-wasm'],
});
await cp(path.join(here, 'peer.html'), path.join(out, 'peer.html'));
// The runtime is ours, byte for byte: what differs is only what stands around it.
for (const suffix of ['.mjs', '.wasm']) {
  const name = 'ort-wasm-simd-threaded.asyncify' + suffix;
  await cp(path.join(packages, 'onnxruntime-web/dist', name), path.join(out, 'ort', name));
}
