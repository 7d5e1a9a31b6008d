// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.error;

/**
 * The error codes of the public API, version 1. Their spelling on the wire is part of the contract.
 */
public enum ErrorCode {
    /** The browser lacks something that this needs. */
    UNSUPPORTED("unsupported"),
    /** What the caller gave cannot be used as it is. */
    BAD_INPUT("bad-input"),
    /** The model is not on the server, or not loaded yet. */
    NO_MODEL("no-model"),
    /** A file of the model is not what the catalogue says. */
    MODEL_CORRUPT("model-corrupt"),
    /** The GPU device went away. */
    DEVICE_LOST("device-lost"),
    /** The caller, or the user, stopped it. */
    ABORTED("aborted"),
    /** The user or the embedding page refused a permission. */
    DENIED("denied"),
    /** Something is in use elsewhere, or a call is under way that excludes this one. */
    BUSY("busy"),
    /** The browser's storage for this site is full. */
    QUOTA("quota"),
    /** The server could not be reached, or broke off. */
    NETWORK("network"),
    /** A fault of ours. */
    INTERNAL("internal");

    private final String wire;

    ErrorCode(String wire) {
        this.wire = wire;
    }

    /** The spelling in messages and in the API. */
    public String wire() {
        return wire;
    }

    /** The code spelt so, or {@link #INTERNAL} for an unknown spelling. */
    public static ErrorCode ofWire(String wire) {
        for (var code : values()) {
            if (code.wire.equals(wire)) {
                return code;
            }
        }
        return INTERNAL;
    }
}
