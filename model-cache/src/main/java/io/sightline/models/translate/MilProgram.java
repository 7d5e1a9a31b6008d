// SPDX-License-Identifier: Apache-2.0
package io.sightline.models.translate;

import java.util.List;
import java.util.Map;

/**
 * A program in Core ML's intermediate language: one function of assignments, in order.
 *
 * @param input the function's one input
 * @param constants by name
 * @param operations in order of execution
 * @param output name of the function's one output
 */
record MilProgram(
        Operation input,
        Map<String, Constant> constants,
        List<Operation> operations,
        String output) {

    /**
     * A tensor's type, of at most 2³¹ - 1 elements.
     *
     * @param element fp16, fp32, int32, uint64, bool or string
     * @param shape sizes; empty for a scalar
     */
    record Type(String element, List<Integer> shape) {
        long elements() {
            long count = 1;
            for (int size : shape) {
                count *= size;
            }
            return count;
        }
    }

    /**
     * A constant.
     *
     * @param line where it stands
     * @param type its type
     * @param text its elements as written, row-major; null where they lie in the weights
     * @param offset of its record in the weights; -1 where it is written out
     */
    record Constant(int line, Type type, List<String> text, long offset) {
        boolean inWeights() {
            return offset >= 0;
        }
    }

    /**
     * An assignment.
     *
     * @param line where it stands
     * @param type of the result
     * @param name of the result
     * @param kind the operator
     * @param arguments by name; each a list of names, of one unless written as a tuple
     */
    record Operation(
            int line, Type type, String name, String kind, Map<String, List<String>> arguments) {}
}
