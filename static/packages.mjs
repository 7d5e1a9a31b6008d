// SPDX-License-Identifier: Apache-2.0
// Installs the npm packages exactly as the lock file says, unless they are there already. Install scripts are not run: one
// of them would download binaries that a browser never uses.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const stamp = 'node_modules/.sightline-lock';
const lock = createHash('sha256').update(readFileSync('package-lock.json')).digest('hex');
if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== lock) {
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const result = spawnSync(npm, args, { stdio: 'inherit', shell: process.platform === 'win32' });
  if (result.error || result.status !== 0) {
    console.error(`npm ci failed${result.error ? ': ' + result.error.message : ''}. Is npm installed, and its registry reachable?`);
    process.exit(1);
  }
  writeFileSync(stamp, lock);
}
