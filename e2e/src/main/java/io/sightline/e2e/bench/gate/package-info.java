// SPDX-License-Identifier: Apache-2.0
/** What the gate's benchmark compiles to WebAssembly. */
package io.sightline.e2e.bench.gate;
