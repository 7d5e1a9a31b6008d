// SPDX-License-Identifier: Apache-2.0
/** Writes ONNX files: the few messages of {@code onnx.proto} that a graph needs. */
package io.sightline.models.onnx;
