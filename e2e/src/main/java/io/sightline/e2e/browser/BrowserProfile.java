// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.browser;

import java.util.List;

/** The machines that the tests pretend to run on; each is one browser process. */
public enum BrowserProfile {
    /** No graphics adapter and no camera: WebAssembly is all there is. */
    PLAIN("--use-fake-device-for-media-stream=device-count=0"),

    /**
     * WebGPU on the software adapter. The set works only as a whole: with {@code
     * --enable-unsafe-webgpu} alone, copies from video to the GPU fail and a canvas reads back as
     * zeros.
     */
    SOFTWARE_WEBGPU(
            "--enable-unsafe-webgpu",
            "--use-angle=swiftshader",
            "--enable-features=Vulkan",
            "--use-vulkan=swiftshader",
            "--use-webgpu-adapter=swiftshader",
            "--ignore-gpu-blocklist",
            "--use-fake-device-for-media-stream=device-count=0"),

    /** WebGPU on this machine's own graphics adapter, for measuring. */
    REAL_WEBGPU("--enable-unsafe-webgpu", "--enable-features=Vulkan", "--ignore-gpu-blocklist"),

    /** One camera that plays a clip. Whether it may be used is left to each test. */
    FAKE_CAMERA("--use-fake-device-for-media-stream");

    private final List<String> arguments;

    BrowserProfile(String... arguments) {
        this.arguments = List.of(arguments);
    }

    /** What tells this machine from the others on Chromium's command line. */
    List<String> arguments() {
        return arguments;
    }
}
