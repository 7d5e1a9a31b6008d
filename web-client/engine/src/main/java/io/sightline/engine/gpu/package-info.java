// SPDX-License-Identifier: Apache-2.0
/** What the graphics device does before and after a model: the kernels of static/src/wgsl. */
package io.sightline.engine.gpu;
