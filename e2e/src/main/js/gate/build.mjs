// SPDX-License-Identifier: Apache-2.0
// Gets OpenCV.js, exactly as the lock file says, and lays the page beside it: node build.mjs OUT
import { spawnSync } from 'node:child_process';
import { cp, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const out = path.resolve(process.argv[2]);
await mkdir(out, { recursive: true });
for (const name of ['package.json', 'package-lock.json', 'gate.html', 'gate.js', 'gate-worker.js']) {
  await cp(path.join(here, name), path.join(out, name));
}
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
const result = spawnSync(npm, args, { cwd: out, stdio: 'inherit', shell: process.platform === 'win32' });
if (result.error || result.status !== 0) {
  console.error('npm could not get OpenCV.js. Is npm installed, and its registry reachable?');
  process.exit(1);
}
await cp(path.join(out, 'node_modules/@techstark/opencv-js/dist/opencv.js'), path.join(out, 'opencv.js'));
