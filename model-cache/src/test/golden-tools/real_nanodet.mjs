// SPDX-License-Identifier: Apache-2.0
// What TensorFlow.js itself computes of NanoDet: every 111th row of the output on drawn pixels, for RealNanoDetTest.
//
//   npm install @tensorflow/tfjs@4.22.0 && npm pack @vladmandic/human@1.2.5     # then unpack it
//   node real_nanodet.mjs FOLDER OUT          # FOLDER has nanodet.json and nanodet.bin; OUT is nanodet-rows.bin
import * as tf from '@tensorflow/tfjs';
import fs from 'node:fs';

const [folder, out] = process.argv.slice(2);
const EDGE = 416;
const STEP = 111;
const model = JSON.parse(fs.readFileSync(`${folder}/nanodet.json`, 'utf8'));
const weights = fs.readFileSync(`${folder}/nanodet.bin`);
await tf.setBackend('cpu');
const graph = await tf.loadGraphModel({
  load: async () => ({
    modelTopology: model.modelTopology,
    signature: model.signature,
    weightSpecs: model.weightsManifest[0].weights,
    weightData: new Uint8Array(weights).buffer,
  }),
});
const pixels = Float32Array.from({ length: 3 * EDGE * EDGE }, (_, i) => ((i * 7919) % 2001 - 1000) / 500);
const ends = ['', '_1', '_2', '_3', '_4', '_5'].map((n) => `Identity${n}:0`);
const parts = graph.execute({ 'input_1:0': tf.tensor(pixels, [1, 3, EDGE, EDGE]) }, ends);
const rows = tf.concat([tf.concat(parts.slice(0, 3), 1), tf.concat(parts.slice(3), 1)], 2).squeeze();
const [count, width] = rows.shape;
const all = await rows.data();
const kept = [];
for (let row = 0; row < count; row += STEP) {
  kept.push(...all.slice(row * width, (row + 1) * width));
}
fs.writeFileSync(out, Buffer.from(new Float32Array(kept).buffer));
console.log(count, 'rows of', width, '- kept', kept.length / width);
