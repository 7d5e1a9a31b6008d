// SPDX-License-Identifier: Apache-2.0
/**
 * Typed facade of the ES module {@code onnxruntime-web} (1.31). Whoever loads the WebAssembly file
 * supplies the module, so that there is one copy of it for all: {@code installImports(imports) {
 * imports["onnxruntime-web"] = wrapImport(ort); }}.
 */
package io.sightline.glue.ort;
