// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.bench.gate;

import io.sightline.core.gate.GateReading;
import io.sightline.core.gate.GateSettings;
import io.sightline.core.gate.MotionGate;
import io.sightline.core.image.ImageSize;
import io.sightline.core.motion.SmallLuma;
import java.nio.ByteBuffer;
import org.teavm.jso.JSExport;
import org.teavm.jso.typedarrays.Uint8Array;
import org.teavm.jso.typedarrays.Uint8ClampedArray;

/** The motion gate alone, as a program for a worker: frames in, what was found out. */
public final class GateProgram {
    private static MotionGate gate;
    private static SmallLuma small;
    private static ByteBuffer pixels;
    private static ByteBuffer rgba;
    private static byte[] luma;

    private GateProgram() {}

    /** Does nothing by itself. */
    public static void main(String[] args) {}

    /** Begins with frames of another size. */
    @JSExport
    public static void begin(int width, int height) {
        gate = new MotionGate(width, height, GateSettings.DEFAULT);
        small = new SmallLuma(new ImageSize(width, height), Math.max(width, height));
        pixels = ByteBuffer.allocateDirect(width * height);
        rgba = ByteBuffer.allocateDirect(4 * width * height);
        luma = new byte[width * height];
    }

    /** Takes a frame's luma over into Java: what the crossing costs. */
    @JSExport
    public static void take(Uint8Array frame) {
        Uint8Array.fromJavaBuffer(pixels.clear()).set(frame, 0);
        pixels.get(luma, 0, luma.length);
    }

    /** Takes a frame's pixels over and makes luma of them. */
    @JSExport
    public static void takeRgba(Uint8ClampedArray frame) {
        Uint8ClampedArray.fromJavaBuffer(rgba.clear()).set(frame, 0);
        small.run(rgba, luma);
    }

    /** Looks at the frame that was taken; the share of the frame that stands out. */
    @JSExport
    public static double next(double seconds) {
        GateReading reading = gate.next(luma, seconds);
        return reading.state().open() ? reading.share() : 0;
    }
}
