// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.buffer;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotSame;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertTrue;
import static org.junit.Assert.fail;

import io.sightline.glue.testing.InBrowser;
import io.sightline.glue.testing.Js;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.teavm.jso.typedarrays.Float32Array;
import org.teavm.jso.typedarrays.Uint8Array;
import org.teavm.junit.SkipJVM;

/** Buffers, and views while memory grows. */
@RunWith(InBrowser.class)
@SkipJVM
public class BufferPoolTest {
    @Test
    public void givesTheSizeAskedFor() {
        var pool = new BufferPool(1 << 20);
        for (var size : new int[] {0, 1, 255, 256, 257, 4096, 640 * 480 * 4}) {
            var buffer = pool.take(size);
            assertTrue(buffer.isDirect());
            assertEquals(0, buffer.position());
            assertEquals(size, buffer.remaining());
            assertSame(ByteOrder.nativeOrder(), buffer.order());
        }
        assertEquals(7, pool.lent());
    }

    @Test
    public void usesBuffersAgain() {
        var pool = new BufferPool(1 << 20);
        var first = pool.take(1000);
        first.position(10);
        pool.giveBack(first);
        assertEquals(1024, pool.pooledBytes());
        var second = pool.take(600);
        assertSame(first, second);
        assertEquals(600, second.remaining());
        assertEquals(0, pool.pooledBytes());
        assertNotSame(second, pool.take(600));
    }

    @Test
    public void keepsNoMoreThanItsLimit() {
        var pool = new BufferPool(2048);
        var buffers = new ArrayList<ByteBuffer>();
        for (var i = 0; i < 4; i++) {
            buffers.add(pool.take(1024));
        }
        buffers.forEach(pool::giveBack);
        assertEquals(2048, pool.pooledBytes());
        assertEquals(0, pool.lent());
    }

    @Test
    public void refusesMisuse() {
        var pool = new BufferPool(1 << 20);
        var buffer = pool.take(10);
        pool.giveBack(buffer);
        assertRefused(() -> pool.giveBack(buffer));
        assertRefused(() -> pool.giveBack(ByteBuffer.allocate(256)));
        assertRefused(() -> pool.giveBack(ByteBuffer.allocateDirect(300)));
        assertRefused(() -> pool.take(-1));
        assertRefused(() -> Views.floats(pool.take(7)));
        assertRefused(() -> Views.bytes(ByteBuffer.allocate(4)));
    }

    @Test
    public void viewsShowTheSameMemory() {
        var buffer = new BufferPool(0).take(16);
        Views.floats(buffer).set(1, 2.5f);
        assertEquals(2.5f, buffer.getFloat(4), 0);
        buffer.putInt(8, -3);
        assertEquals(-3, Views.ints(buffer).get(2));
        buffer.position(12);
        buffer.put(12, (byte) 200);
        assertEquals(4, Views.bytes(buffer).getLength());
        assertEquals(200, Views.clampedBytes(buffer).get(0));
    }

    @Test
    public void copiesAreIndependent() {
        var buffer = new BufferPool(0).take(8);
        buffer.putFloat(0, 1).putFloat(4, 2);
        var copy = Views.copyFloats(buffer);
        buffer.putFloat(0, 9);
        assertEquals(1f, copy.get(0), 0);
        assertEquals(2f, copy.get(1), 0);
        assertEquals("8", Js.apply("c => c.buffer.byteLength", copy));
    }

    @Test
    public void copiesTypedArraysIn() {
        var buffer = new BufferPool(0).take(16);
        Views.put(buffer, (Float32Array) Js.eval("new Float32Array([0, 1.5, 2.5]).subarray(1)"));
        Views.put(buffer, (Uint8Array) Js.eval("new Uint8Array([7, 8])"));
        assertEquals(10, buffer.position());
        assertEquals(1.5f, buffer.getFloat(0), 0);
        assertEquals(2.5f, buffer.getFloat(4), 0);
        assertEquals(8, buffer.get(9));
        try {
            Views.put(buffer, (Uint8Array) Js.eval("new Uint8Array(7)"));
            fail("not refused");
        } catch (BufferOverflowException e) {
            assertEquals(10, buffer.position());
        }
    }

    @Test
    public void contentSurvivesThatMemoryGrows() {
        var pool = new BufferPool(0);
        var buffer = pool.take(1024);
        buffer.putInt(1000, 42);
        var old = Views.bytes(buffer);
        var more = new ArrayList<ByteBuffer>();
        for (var i = 0; i < 8; i++) {
            more.add(pool.take(4 << 20));
        }
        assertEquals("the old view is detached", 0, old.getLength());
        assertEquals(42, buffer.getInt(1000));
        assertEquals(42, Views.ints(buffer).get(250));
        assertEquals(8, more.size());
    }

    private static void assertRefused(Runnable misuse) {
        try {
            misuse.run();
            fail("not refused");
        } catch (IllegalArgumentException e) {
            assertTrue(e.getMessage().length() > 0);
        }
    }
}
