// SPDX-License-Identifier: Apache-2.0
/** What the computer and browser can do; TeaVM's own binding has WebGPU itself. */
package io.sightline.glue.gpu;
