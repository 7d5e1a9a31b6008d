// SPDX-License-Identifier: Apache-2.0
// The service worker: keeps the page's own files, so that it opens again where its server is not reached. The server
// always comes first, so what is shown is never older than what can be had; models are kept elsewhere, by their digest.

// Both are set by the build: the files' names, and one number for their contents.
const FILES = SITE_FILES;
const CACHE = 'sightline-' + SITE_VERSION;

/** Names the models that the server has; it changes while the files stay. */
const INDEX = 'models/index.json';

const known = new Set([...FILES, INDEX]);
const at = (name) => new URL(name, self.registration.scope).href;

async function install() {
  const cache = await caches.open(CACHE);
  await cache.addAll(FILES.map(at));
  const index = await fetch(at(INDEX));
  if (index.ok) {
    await cache.put(at(INDEX), index);
  }
  await self.skipWaiting();
}

async function forgetOlder() {
  for (const name of await caches.keys()) {
    if (name.startsWith('sightline-') && name !== CACHE) {
      await caches.delete(name);
    }
  }
}

/** The name of a file that is kept, or undefined. */
function nameOf(request) {
  const url = new URL(request.url);
  if (request.method !== 'GET' || !url.href.startsWith(self.registration.scope)) {
    return undefined;
  }
  const name = url.origin + url.pathname === at('index.html') ? '' : (url.origin + url.pathname).slice(at('').length);
  return known.has(name) ? name : undefined;
}

async function answer(request, name) {
  const cache = await caches.open(CACHE);
  let response;
  try {
    response = await fetch(request);
  } catch (e) {
    const kept = await cache.match(at(name), { ignoreVary: true });
    if (!kept) {
      throw e;
    }
    return kept;
  }
  if (name === INDEX && response.ok) {
    await cache.put(at(INDEX), response.clone());
  }
  return response;
}

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(forgetOlder()));
self.addEventListener('fetch', (event) => {
  const name = nameOf(event.request);
  if (name !== undefined) {
    event.respondWith(answer(event.request, name));
  }
});
