// SPDX-License-Identifier: Apache-2.0
package io.sightline.models.catalogue;

/**
 * How numbers are kept and used.
 *
 * @param storage of the weights in the file: fp32, fp16, int8 or q4
 * @param compute of the arithmetic: fp32 or fp16
 */
public record Precision(String storage, String compute) {}
