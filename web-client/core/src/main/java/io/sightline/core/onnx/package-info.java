// SPDX-License-Identifier: Apache-2.0
/** What a model file says about itself, read without running it. */
package io.sightline.core.onnx;
