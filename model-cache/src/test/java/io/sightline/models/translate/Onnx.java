// SPDX-License-Identifier: Apache-2.0
package io.sightline.models.translate;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.Map;

/** Runs a depth model in ONNX Runtime on the CPU. */
final class Onnx implements AutoCloseable {
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;

    Onnx(byte[] model) throws OrtException {
        try (var options = options()) {
            session = environment.createSession(model, options);
        }
    }

    Onnx(String path) throws OrtException {
        try (var options = options()) {
            session = environment.createSession(path, options);
        }
    }

    private static OrtSession.SessionOptions options() throws OrtException {
        var options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(2);
        return options;
    }

    float[] run(float[] pixels, int height, int width) throws OrtException {
        var shape = new long[] {1, 3, height, width};
        try (var input = OnnxTensor.createTensor(environment, FloatBuffer.wrap(pixels), shape);
                var result = session.run(Map.of(DepthTranslator.INPUT, input))) {
            var output = (OnnxTensor) result.get(DepthTranslator.OUTPUT).orElseThrow();
            var got = output.getInfo().getShape();
            if (got.length != 3 || got[0] != 1 || got[1] != height || got[2] != width) {
                throw new AssertionError("shape " + java.util.Arrays.toString(got));
            }
            var values = new float[height * width];
            output.getFloatBuffer().get(values);
            return values;
        }
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }

    static double correlation(float[] a, float[] b) {
        double ma = 0;
        double mb = 0;
        for (int i = 0; i < a.length; ++i) {
            ma += a[i];
            mb += b[i];
        }
        ma /= a.length;
        mb /= b.length;
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; ++i) {
            ab += (a[i] - ma) * (b[i] - mb);
            aa += (a[i] - ma) * (a[i] - ma);
            bb += (b[i] - mb) * (b[i] - mb);
        }
        return ab / Math.sqrt(aa * bb);
    }

    static double greatestDifference(float[] a, float[] b) {
        double most = 0;
        for (int i = 0; i < a.length; ++i) {
            // Written so that NaN does not pass.
            if (!(Math.abs(a[i] - b[i]) <= most)) {
                most = Math.abs(a[i] - b[i]);
            }
        }
        return most;
    }
}
