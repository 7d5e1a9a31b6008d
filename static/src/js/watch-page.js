// SPDX-License-Identifier: Apache-2.0
// Starts the page's part for watching, which is fetched when it is first wanted.
import { start } from '#watch-page';

/** What this part fetches only when it is used. */
const lazy = { zip: () => import('client-zip') };

/** Starts it with what it needs of the page; it says itself when it is ready. */
export function open(link) {
  return start(new URL('../wasm/watch-page.wasm', import.meta.url).href, { link, lazy }, []);
}
