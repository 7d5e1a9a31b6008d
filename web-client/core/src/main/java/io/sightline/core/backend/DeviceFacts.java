// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.backend;

/**
 * What the browser says of the machine, asked once in the worker that runs the models.
 *
 * @param webGpu the browser offers WebGPU at all
 * @param adapter name of the GPU adapter, empty when there is none
 * @param softwareAdapter the adapter is drawn by the CPU, far slower than WebAssembly
 * @param shaderF16 the adapter computes in half precision
 * @param simd WebAssembly has 128-bit SIMD, which the runtime needs
 * @param isolated the page is cross-origin isolated, so threads may share memory
 * @param cores logical processors, at least 1
 */
public record DeviceFacts(
        boolean webGpu,
        String adapter,
        boolean softwareAdapter,
        boolean shaderF16,
        boolean simd,
        boolean isolated,
        int cores) {}
