// SPDX-License-Identifier: Apache-2.0
package io.sightline.build;

/** A WebAssembly binary that cannot be read, with the reason. */
final class WasmFormatException extends RuntimeException {
    WasmFormatException(String message) {
        super(message);
    }
}
