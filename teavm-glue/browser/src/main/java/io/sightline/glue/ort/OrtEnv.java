// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.ort;

import org.teavm.jso.JSObject;
import org.teavm.jso.JSProperty;
import org.teavm.jso.core.JSPromise;
import org.teavm.jso.webgpu.GPUAdapter;
import org.teavm.jso.webgpu.GPUDevice;

/** Settings for all sessions of this realm. */
public interface OrtEnv extends JSObject {
    /** Settings of the WebAssembly backend, which also hosts the WebGPU one. */
    @JSProperty
    Wasm getWasm();

    /** Settings of the WebGPU backend. */
    @JSProperty
    WebGpu getWebgpu();

    /** Versions of the parts. */
    @JSProperty
    Versions getVersions();

    /** One of verbose, info, warning, error, fatal. */
    @JSProperty
    void setLogLevel(String level);

    /**
     * Sets where the WebAssembly backend's files are and how many threads it uses.
     *
     * @param folder absolute URL, ending in a slash
     * @param threads 1 means none; more needs cross-origin isolation
     */
    default void setWasm(String folder, int threads) {
        getWasm().setWasmPaths(folder);
        getWasm().setNumThreads(threads);
    }

    /** Settings of the WebAssembly backend. */
    interface Wasm extends JSObject {
        /** 1 means no threads; more needs cross-origin isolation. */
        @JSProperty
        void setNumThreads(int threads);

        /** Threads in use. */
        @JSProperty
        int getNumThreads();

        /** Absolute URL of the folder with the .wasm and .mjs files, ending in a slash. */
        @JSProperty
        void setWasmPaths(String urlPrefix);

        /** URLs of the files one by one. */
        @JSProperty("wasmPaths")
        void setWasmFiles(WasmFiles files);

        /** Whether to run in a worker of its own; detaches the caller's input buffers. */
        @JSProperty
        void setProxy(boolean proxy);

        /** Longest wait for the backend to start, in milliseconds; 0 waits for ever. */
        @JSProperty
        void setInitTimeout(int milliseconds);
    }

    /** URLs of the backend's files. */
    interface WasmFiles extends JSObject {
        /** URL of the .wasm file. */
        @JSProperty
        void setWasm(String url);

        /** URL of its .mjs loader. */
        @JSProperty
        void setMjs(String url);
    }

    /** Settings of the WebGPU backend. */
    interface WebGpu extends JSObject {
        /** The adapter to use; to be set before the first session. */
        @JSProperty
        void setAdapter(GPUAdapter adapter);

        /** The device in use; there is one once a WebGPU session exists. */
        @JSProperty
        JSPromise<GPUDevice> getDevice();

        /** The device to use; to be set before the first session. */
        @JSProperty("device")
        void setOwnDevice(GPUDevice device);

        /** One of low-power and high-performance. */
        @JSProperty
        void setPowerPreference(String preference);
    }

    /** Versions of the parts. */
    interface Versions extends JSObject {
        /** Version of onnxruntime-common. */
        @JSProperty
        String getCommon();

        /** Version of onnxruntime-web. */
        @JSProperty
        String getWeb();
    }
}
