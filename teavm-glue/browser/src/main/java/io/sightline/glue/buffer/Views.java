// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.buffer;

import java.nio.ByteBuffer;
import org.teavm.jso.JSBody;
import org.teavm.jso.typedarrays.ArrayBuffer;
import org.teavm.jso.typedarrays.Float32Array;
import org.teavm.jso.typedarrays.Int32Array;
import org.teavm.jso.typedarrays.TypedArray;
import org.teavm.jso.typedarrays.Uint8Array;
import org.teavm.jso.typedarrays.Uint8ClampedArray;

/**
 * Typed arrays over direct buffers, from position to limit, and bulk copies.
 *
 * <p>A view is for the call it is made for: when linear memory grows, as any allocation of a direct
 * buffer may make it, every view made before is detached and of length 0. So make views where they
 * are used and do not keep them. JavaScript that keeps its input (a tensor, a message, an {@code
 * ImageData}) wants a {@code copy}.
 */
public final class Views {
    private Views() {}

    /** The bytes. */
    public static Uint8Array bytes(ByteBuffer buffer) {
        return Uint8Array.fromJavaBuffer(slice(buffer));
    }

    /** The bytes, as canvases have them. */
    public static Uint8ClampedArray clampedBytes(ByteBuffer buffer) {
        return Uint8ClampedArray.fromJavaBuffer(slice(buffer));
    }

    /**
     * The bytes as 32-bit floats.
     *
     * @throws IllegalArgumentException where they are not a whole number of floats
     */
    public static Float32Array floats(ByteBuffer buffer) {
        return floatView(bytes(buffer), wholeCount(buffer));
    }

    /**
     * The bytes as 32-bit integers.
     *
     * @throws IllegalArgumentException where they are not a whole number of integers
     */
    public static Int32Array ints(ByteBuffer buffer) {
        return intView(bytes(buffer), wholeCount(buffer));
    }

    /** A typed array of its own with the bytes; JavaScript may keep or transfer it. */
    public static Uint8Array copyBytes(ByteBuffer buffer) {
        return copyOf(bytes(buffer));
    }

    /**
     * A typed array of its own with the bytes, as canvases have them; JavaScript may keep or
     * transfer it.
     */
    public static Uint8ClampedArray copyClampedBytes(ByteBuffer buffer) {
        return copyOf(clampedBytes(buffer));
    }

    /** A typed array of its own with the floats; JavaScript may keep or transfer it. */
    public static Float32Array copyFloats(ByteBuffer buffer) {
        return copyOf(floats(buffer));
    }

    /**
     * Copies all bytes of a typed array, whatever its element type, to the buffer's position, which
     * moves on.
     *
     * @throws java.nio.BufferOverflowException where they do not fit between position and limit
     */
    public static void put(ByteBuffer buffer, TypedArray source) {
        var length = source.getByteLength();
        if (length > buffer.remaining()) {
            throw new java.nio.BufferOverflowException();
        }
        copy(bytes(buffer), source.getBuffer(), source.getByteOffset(), length);
        buffer.position(buffer.position() + length);
    }

    /** As above, for a whole array buffer. */
    public static void put(ByteBuffer buffer, ArrayBuffer source) {
        var length = source.getByteLength();
        if (length > buffer.remaining()) {
            throw new java.nio.BufferOverflowException();
        }
        copy(bytes(buffer), source, 0, length);
        buffer.position(buffer.position() + length);
    }

    private static ByteBuffer slice(ByteBuffer buffer) {
        if (!buffer.isDirect()) {
            throw new IllegalArgumentException(
                    "only a direct buffer lies where JavaScript sees it");
        }
        return buffer.slice();
    }

    private static int wholeCount(ByteBuffer buffer) {
        if ((buffer.remaining() & 3) != 0) {
            throw new IllegalArgumentException(
                    buffer.remaining() + " bytes are not a whole number of 32-bit values");
        }
        return buffer.remaining() >> 2;
    }

    @JSBody(
            params = {"bytes", "count"},
            script = "return new Float32Array(bytes.buffer, bytes.byteOffset, count);")
    private static native Float32Array floatView(Uint8Array bytes, int count);

    @JSBody(
            params = {"bytes", "count"},
            script = "return new Int32Array(bytes.buffer, bytes.byteOffset, count);")
    private static native Int32Array intView(Uint8Array bytes, int count);

    @JSBody(params = "view", script = "return view.slice();")
    private static native <T extends TypedArray> T copyOf(T view);

    @JSBody(
            params = {"target", "source", "offset", "length"},
            script = "target.set(new Uint8Array(source, offset, length));")
    private static native void copy(Uint8Array target, ArrayBuffer source, int offset, int length);
}
