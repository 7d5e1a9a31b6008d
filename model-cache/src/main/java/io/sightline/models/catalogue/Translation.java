// SPDX-License-Identifier: Apache-2.0
package io.sightline.models.catalogue;

/**
 * How the entries of a package become a model file.
 *
 * @param from the entries' format; {@link #MIL}, {@link #NANODET} or {@link #BLAZEFACE}
 * @param storage precision of the written weights: fp16 or int8
 * @param compute precision of the written graph's arithmetic: fp32 or fp16
 */
public record Translation(String from, String storage, String compute) {
    /** Depth Anything V2 in Core ML's text form: {@code model.mil}, {@code weight.bin}. */
    public static final String MIL = "coreml-mil";

    /** NanoDet as a TensorFlow.js graph model: {@code model.json}, {@code weight.bin}. */
    public static final String NANODET = "tfjs-nanodet";

    /** BlazeFace as a model of TensorFlow Lite: {@code model.tflite}. */
    public static final String BLAZEFACE = "tflite-blazeface";
}
