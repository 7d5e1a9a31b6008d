// SPDX-License-Identifier: Apache-2.0
/** Makes ONNX files of weights that are published in another form. */
package io.sightline.models.translate;
