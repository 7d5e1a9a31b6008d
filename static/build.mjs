// SPDX-License-Identifier: Apache-2.0
// Assembles the site from its parts: node build.mjs [--dev]
//   src/site/**            pages, styles, locales, icons     -> /
//   samples/media/**       pictures and clips                -> /samples/
//   src/js/*.js            entries, bundled with their libraries and the Wasm runtimes -> /js/
//   src/wgsl/*.wgsl        kernels, bundled with the vision worker
//   ../web-client/*/target the Wasm modules, shrunk    -> /wasm/
//   onnxruntime-web        the one runtime of all models     -> /ort/
//   src/js/offline.js      the service worker, told what all these are -> /offline.js
// With --dev the result is not minified and not compressed.
import { build, transform } from 'esbuild';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { promises as fs, existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import zlib from 'node:zlib';

const here = path.dirname(fileURLToPath(import.meta.url));
const dev = process.argv.includes('--dev');
const site = path.join(here, 'target', 'site');
const packed = path.join(here, 'target', 'packed');
const modules = {
  app: path.join(here, '../web-client/app/target/wasm'),
  engine: path.join(here, '../web-client/engine/target/wasm'),
  language: path.join(here, '../web-client/engine/target/wasm'),
  watch: path.join(here, '../web-client/engine/target/wasm'),
  'watch-page': path.join(here, '../web-client/app/target/wasm'),
  'talk-page': path.join(here, '../web-client/app/target/wasm'),
};
const runtime = 'ort-wasm-simd-threaded.asyncify';
const COMPRESSIBLE = new Set(['.html', '.css', '.js', '.mjs', '.json', '.svg', '.wasm', '.txt', '.ts', '.webmanifest']);
const LEAST = 1024;
// What TeaVM uses and every browser with WebAssembly GC has; told more, the optimizer writes what they cannot read.
const FEATURES = [
  'gc', 'reference-types', 'exception-handling', 'bulk-memory', 'bulk-memory-opt', 'nontrapping-float-to-int', 'sign-ext',
  'mutable-globals', 'multivalue', 'simd', 'extended-const', 'call-indirect-overlong',
];
// Brotli's best quality takes a minute on 27 MB of WebAssembly and saves 4 % over the next best.
const LARGE = 4 << 20;

const run = promisify(execFile);
const brotli = promisify(zlib.brotliCompress);
const gzip = promisify(zlib.gzip);

async function* files(folder) {
  for (const entry of await fs.readdir(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) {
      yield* files(file);
    } else {
      yield file;
    }
  }
}

const written = new Set();

/** Writes a file of the site; one whose content is the same keeps its time, so that nothing reloads for nothing. */
async function write(name, content) {
  const file = path.join(site, name);
  written.add(file);
  const before = await fs.readFile(file).catch(() => null);
  if (!before || !before.equals(Buffer.from(content))) {
    await fs.mkdir(path.dirname(file), { recursive: true });
    await fs.writeFile(file, content);
  }
}

async function copyFolder(from, to, but) {
  if (existsSync(from)) {
    for await (const file of files(from)) {
      if (but && file.startsWith(but)) {
        continue;
      }
      await write(path.join(to, path.relative(from, file)), await terse(file));
    }
  }
}

// Texts of a part of the page that is fetched when it is wanted go with it.
const PARTS = {
  talk: /^(talk\.|shape\.|error\.(frames|recent|schema)-|error\.(clip-unreadable|detail-clip|max-tokens-range|no-clip|no-token-allowed|temperature-range)$)/,
  watch: /^(watch\.|recipe\.|fact\.|redact\.|error\.(sketch|redact|labels|moment|replay)-|error\.(record-closed|value-unreadable|json-empty)$)/,
};

/** The bundles of a language, split by who needs them. */
async function locales() {
  const folder = path.join(here, 'src/site/locales');
  for (const file of await fs.readdir(folder)) {
    const texts = Object.entries(JSON.parse(await fs.readFile(path.join(folder, file), 'utf8')));
    const part = (key) => Object.keys(PARTS).find((name) => PARTS[name].test(key));
    for (const name of [undefined, ...Object.keys(PARTS)]) {
      const own = Object.fromEntries(texts.filter(([key]) => part(key) === name));
      await write(`locales/${path.basename(file, '.json')}${name ? '.' + name : ''}.json`, JSON.stringify(own, null, dev ? 2 : 0));
    }
  }
}

/** A file without what only its author reads. */
async function terse(file) {
  const content = await fs.readFile(file);
  if (!dev && file.endsWith('.css')) {
    return (await transform(content.toString(), { loader: 'css', minify: true })).code;
  }
  return content;
}

async function bundle() {
  const result = await build({
    absWorkingDir: here,
    entryPoints: [
      'src/js/page.js', 'src/js/vision-worker.js', 'src/js/language-worker.js', 'src/js/watch-worker.js', 'src/js/watch-page.js',
      'src/js/talk-page.js',
    ],
    outdir: path.join(site, 'js'),
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    minify: !dev,
    sourcemap: dev,
    legalComments: 'linked',
    loader: { '.wgsl': 'text' },
    chunkNames: 'chunk-[hash]',
    // The runtime's glue stays a file of its own beside its .wasm: its threads start from that file.
    conditions: ['onnxruntime-web-use-extern-wasm'],
    alias: Object.fromEntries(Object.entries(modules).map(([name, folder]) => ['#' + name, path.join(folder, `${name}.loader.mjs`)])),
    write: false,
  });
  for (const output of result.outputFiles) {
    await write(path.relative(site, output.path), output.contents);
  }
}

/** A module of fewer bytes that does the same; what was shrunk once is kept by its content. */
async function shrunk(file) {
  const content = await fs.readFile(file);
  const kept = path.join(packed, createHash('sha256').update(content).digest('hex') + '.wasm');
  if (!existsSync(kept)) {
    await fs.mkdir(packed, { recursive: true });
    const optimizer = path.join(here, 'node_modules/binaryen/bin/wasm-opt');
    await run(process.execPath, [optimizer, file, '-o', kept + '.tmp', ...FEATURES.map((name) => '--enable-' + name), '-Oz', '-Oz']);
    await fs.rename(kept + '.tmp', kept);
  }
  return fs.readFile(kept);
}

/** The service worker stands at the root, so that all of the site is its own; samples and the embed script are not kept. */
async function offline() {
  const names = [...written].map((file) => path.relative(site, file).split(path.sep).join('/')).sort();
  const kept = names.filter((name) => !/^samples\/|\.(d\.ts|txt|map)$|^sightline\.js$/.test(name));
  const version = createHash('sha256');
  for (const name of kept) {
    version.update(name).update(await fs.readFile(path.join(site, name)));
  }
  const { outputFiles } = await build({
    absWorkingDir: here,
    entryPoints: ['src/js/offline.js'],
    target: 'es2022',
    minify: !dev,
    define: {
      SITE_FILES: JSON.stringify(kept.map((name) => (name === 'index.html' ? '' : name))),
      SITE_VERSION: JSON.stringify(version.digest('hex').slice(0, 16)),
    },
    write: false,
  });
  await write('offline.js', outputFiles[0].contents);
}

async function compress() {
  await fs.mkdir(packed, { recursive: true });
  for (const file of [...written]) {
    const content = await fs.readFile(file);
    if (!COMPRESSIBLE.has(path.extname(file)) || content.length < LEAST) {
      continue;
    }
    const key = path.join(packed, createHash('sha256').update(content).digest('hex'));
    const quality = content.length > LARGE ? 9 : 11;
    const params = { [zlib.constants.BROTLI_PARAM_QUALITY]: quality, [zlib.constants.BROTLI_PARAM_LGWIN]: 24 };
    for (const [suffix, make] of [['.br', () => brotli(content, { params })], ['.gz', () => gzip(content, { level: 9 })]]) {
      const kept = key + suffix;
      if (!existsSync(kept)) {
        await fs.writeFile(kept + '.tmp', await make());
        await fs.rename(kept + '.tmp', kept);
      }
      await write(path.relative(site, file) + suffix, await fs.readFile(kept));
    }
  }
}

/** What an earlier build left and this one did not write does not belong to the site. */
async function prune() {
  for await (const file of files(site)) {
    if (!written.has(file)) {
      await fs.rm(file);
    }
  }
}

await fs.mkdir(site, { recursive: true });
await copyFolder(path.join(here, 'src/site'), '', path.join(here, 'src/site/locales'));
await locales();
await copyFolder(path.join(here, 'samples/media'), 'samples');
for (const [name, folder] of Object.entries(modules)) {
  const file = path.join(folder, `${name}.wasm`);
  // The page's module is all of what is fetched before a model; the workers' are small beside what they run.
  await write(`wasm/${name}.wasm`, await (dev || name !== 'app' ? fs.readFile(file) : shrunk(file)));
}
const ort = path.join(here, 'node_modules/onnxruntime-web/dist');
for (const suffix of ['.mjs', '.wasm']) {
  await write(`ort/${runtime}${suffix}`, await fs.readFile(path.join(ort, runtime + suffix)));
}
await bundle();
await offline();
if (!dev) {
  await compress();
}
await prune();
