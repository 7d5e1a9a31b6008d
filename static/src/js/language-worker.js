// SPDX-License-Identifier: Apache-2.0
// Starts the language worker with transformers.js, over the one runtime of all models.
import * as transformers from '@huggingface/transformers';
import * as ort from 'onnxruntime-web/webgpu';
import { start } from '#language';
import { startWorker } from './worker-start.js';

startWorker(start, 'language.wasm', { 'onnxruntime-web': ort, '@huggingface/transformers': transformers });
