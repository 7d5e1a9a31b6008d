// SPDX-License-Identifier: Apache-2.0
// Starts the page's part for words, which is fetched when it is first wanted.
import { start } from '#talk-page';

/** Starts it with what it needs of the page; it says itself when it is ready. */
export function open(link) {
  return start(new URL('../wasm/talk-page.wasm', import.meta.url).href, { link }, []);
}
