// SPDX-License-Identifier: Apache-2.0
// Starts the watch worker with the reader of clips.
import * as mediabunny from 'mediabunny';
import { start } from '#watch';
import { startWorker } from './worker-start.js';

startWorker(start, 'watch.wasm', { mediabunny });
