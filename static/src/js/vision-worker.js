// SPDX-License-Identifier: Apache-2.0
// Starts the vision worker with the one runtime of all models and the kernels for graphics processors.
import * as ort from 'onnxruntime-web/webgpu';
import { start } from '#engine';
import * as kernels from '../wgsl/index.js';
import { startWorker } from './worker-start.js';

startWorker(start, 'engine.wasm', { 'onnxruntime-web': ort, kernels });
