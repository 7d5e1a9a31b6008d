// SPDX-License-Identifier: Apache-2.0
package io.sightline.models.catalogue;

/**
 * How the entries of a package become a model file.
 *
 * @param from the entries' format; {@code coreml-mil} is the only one
 * @param storage precision of the written weights: fp16 or int8
 * @param compute precision of the written graph's arithmetic: fp32 or fp16
 */
public record Translation(String from, String storage, String compute) {}
