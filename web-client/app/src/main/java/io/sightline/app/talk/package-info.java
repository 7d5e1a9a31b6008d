// SPDX-License-Identifier: Apache-2.0
/** The page's part for watching: a module of its own, which the page fetches when it is wanted. */
package io.sightline.app.watch;
