// SPDX-License-Identifier: Apache-2.0
/** The server under test, and what may go wrong between it and the browser. */
package io.sightline.e2e.site;
