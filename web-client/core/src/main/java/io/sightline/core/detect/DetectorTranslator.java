// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.detect;

import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Both ends of a detector's run: a frame's pixels to the input tensor, the raw output to
 * detections. Not safe for use by two threads.
 */
public final class DetectorTranslator {
    private static final int CHANNELS = 3;
    private static final int PIXEL = 4;

    private final DetectorContract contract;
    private final BoxDecoder decoder;
    private final float[] factor = new float[CHANNELS];
    private final float[] offset = new float[CHANNELS];
    private final byte[] pixels;
    private final float[] row;

    /** For a detector that is called so. */
    public DetectorTranslator(DetectorContract contract) {
        this.contract = contract;
        decoder = BoxDecoder.of(contract.decoder());
        for (int c = 0; c < CHANNELS; ++c) {
            factor[c] = contract.full() / 255 / contract.std()[c];
            offset[c] = -contract.mean()[c] / contract.std()[c];
        }
        pixels = new byte[contract.size().width() * PIXEL];
        row = new float[contract.size().width()];
    }

    /** How it is called. */
    public DetectorContract contract() {
        return contract;
    }

    /** How many values come out: more or fewer are not this detector's. */
    public int outputs() {
        return decoder.cells(contract.size()) * decoder.values();
    }

    /**
     * Fills the tensor: planes, normalised, the padding with the rest.
     *
     * @param rgba the frame at the letterbox's inner size, row-major, four bytes a pixel; alpha is
     *     ignored; read from index 0, position untouched
     * @param letterbox how the frame lies in the input
     * @param tensor [3, height, width]; written from index 0, position untouched
     */
    public void input(ByteBuffer rgba, Letterbox letterbox, FloatBuffer tensor) {
        int height = contract.size().height();
        int inner = letterbox.inner().width();
        var from = rgba.duplicate();
        for (int y = 0; y < height; ++y) {
            boolean inside = y < letterbox.inner().height();
            if (inside) {
                from.position(y * inner * PIXEL);
                from.get(pixels, 0, inner * PIXEL);
            }
            for (int c = 0; c < CHANNELS; ++c) {
                int channel = contract.blueFirst() ? CHANNELS - 1 - c : c;
                int filled = inside ? inner : 0;
                for (int x = 0; x < filled; ++x) {
                    row[x] = (pixels[x * PIXEL + channel] & 255) * factor[c] + offset[c];
                }
                float pad = contract.pad() * factor[c] + offset[c];
                for (int x = filled; x < row.length; ++x) {
                    row[x] = pad;
                }
                tensor.put((c * height + y) * row.length, row, 0, row.length);
            }
        }
    }

    /**
     * What is on the frame, best first, in source pixels.
     *
     * @param raw the output; read from index 0
     * @param letterbox of the frame
     * @param minScore below which nothing is told, 0 to 1; 0 for the detector's own
     * @throws SightlineException {@code bad-input}, "model-size", for an output of another length;
     *     {@code internal}, "not-finite", when it cannot be a detection
     */
    public List<Detection> output(FloatBuffer raw, Letterbox letterbox, double minScore) {
        if (raw.capacity() != outputs()) {
            throw new SightlineException(
                    ErrorCode.BAD_INPUT,
                    "model-size",
                    Map.of("found", (double) raw.capacity(), "wanted", (double) outputs()));
        }
        double least = minScore > 0 ? minScore : decoder.usualScore();
        var found = new ArrayList<Detection>();
        var candidates = decoder.decode(raw, contract.size(), least);
        for (var one : decoder.suppression().of(candidates)) {
            var box = letterbox.toSource(one.box());
            // What lies in the padding is on no frame.
            if (box.width() > 0 && box.height() > 0) {
                found.add(new Detection(decoder.label(one.label()), one.score(), box));
            }
        }
        return found;
    }
}
