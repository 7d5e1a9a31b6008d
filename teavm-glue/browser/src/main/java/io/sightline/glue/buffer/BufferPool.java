// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.buffer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;

/**
 * Direct buffers to use again. They lie in the linear memory that JavaScript sees, so bulk data
 * crosses between the two in one copy; but they are given back to that memory only after a garbage
 * collection, so they are kept here instead.
 *
 * <p>Buffers come in sizes of powers of two. The pool is for one thread of control: take and give
 * back on the same worker, as everything in it.
 */
public final class BufferPool {
    private static final int SMALLEST = 256;
    private static final int LARGEST = 1 << 30;

    private final Map<Integer, ArrayDeque<ByteBuffer>> free = new HashMap<>();
    private final long limit;
    private long pooled;
    private int lent;

    /**
     * @param limit the most bytes to keep for later; what is given back beyond it is left to the
     *     garbage collector
     */
    public BufferPool(long limit) {
        this.limit = limit;
    }

    /**
     * A direct buffer of at least that many bytes: its position is 0, its limit {@code bytes}, its
     * order the native one, its content arbitrary.
     *
     * @throws IllegalArgumentException where {@code bytes} is negative or over 1 GiB
     */
    public ByteBuffer take(int bytes) {
        var size = sizeFor(bytes);
        var kept = free.get(size);
        ByteBuffer result;
        if (kept == null || kept.isEmpty()) {
            result = ByteBuffer.allocateDirect(size);
        } else {
            result = kept.pop();
            pooled -= size;
        }
        lent++;
        result.clear();
        result.limit(bytes);
        return result.order(ByteOrder.nativeOrder());
    }

    /**
     * Takes back a buffer that {@link #take} returned. Nothing may use it, or a view of it, any
     * more.
     *
     * @throws IllegalArgumentException where it is not one of these, or is here already
     */
    public void giveBack(ByteBuffer buffer) {
        var size = buffer.capacity();
        if (!buffer.isDirect() || size < SMALLEST || Integer.bitCount(size) != 1) {
            throw new IllegalArgumentException("not a buffer of this pool");
        }
        var kept = free.computeIfAbsent(size, s -> new ArrayDeque<>());
        for (var other : kept) {
            if (other == buffer) {
                throw new IllegalArgumentException("buffer given back twice");
            }
        }
        lent--;
        if (pooled + size <= limit) {
            kept.push(buffer);
            pooled += size;
        }
    }

    /** Bytes kept for later. */
    public long pooledBytes() {
        return pooled;
    }

    /** Buffers taken and not given back; grows without end where something leaks. */
    public int lent() {
        return lent;
    }

    private static int sizeFor(int bytes) {
        if (bytes < 0 || bytes > LARGEST) {
            throw new IllegalArgumentException("a buffer of " + bytes + " bytes");
        }
        return bytes <= SMALLEST ? SMALLEST : Integer.highestOneBit(bytes - 1) << 1;
    }
}
