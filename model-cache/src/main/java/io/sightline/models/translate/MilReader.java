// SPDX-License-Identifier: Apache-2.0
package io.sightline.models.translate;

import io.sightline.models.translate.MilProgram.Constant;
import io.sightline.models.translate.MilProgram.Operation;
import io.sightline.models.translate.MilProgram.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads Core ML's intermediate language as the compiler writes it into {@code model.mil}: one
 * program with one function of tensor assignments. Anything else is refused with its line.
 */
final class MilReader {
    private static final String PUNCTUATION = "<>[](){}=,;:";

    private final String text;
    private int at;
    private int line = 1;
    private String token;

    private MilReader(String text) {
        this.text = text;
        next();
    }

    static MilProgram read(String text) {
        return new MilReader(text).program();
    }

    private MilProgram program() {
        expect("program");
        skip("(", ")");
        if (is("[")) {
            skip("[", "]");
        }
        expect("{");
        expect("func");
        name();
        skip("<", ">");
        expect("(");
        var type = type();
        var input = new Operation(line, type, name(), "input", Map.of());
        if (!is(")")) {
            throw fault("one input");
        }
        next();
        expect("{");
        var constants = new LinkedHashMap<String, Constant>();
        var operations = new ArrayList<Operation>();
        while (!is("}")) {
            assignment(constants, operations);
        }
        next();
        expect("-");
        expect(">");
        expect("(");
        var output = name();
        expect(")");
        expect(";");
        expect("}");
        return new MilProgram(input, constants, operations, output);
    }

    private void assignment(Map<String, Constant> constants, List<Operation> operations) {
        int start = line;
        var type = type();
        var name = name();
        expect("=");
        var kind = name();
        expect("(");
        var arguments = new LinkedHashMap<String, List<String>>();
        while (!is(")")) {
            var key = name();
            expect("=");
            arguments.put(key, is("(") ? tuple() : List.of(name()));
            if (!is(")")) {
                expect(",");
            }
        }
        next();
        expect("[");
        Constant constant = null;
        while (!is("]")) {
            var key = name();
            expect("=");
            var value = literal(start);
            if (key.equals("val")) {
                constant = value;
            }
            if (!is("]")) {
                expect(",");
            }
        }
        next();
        expect(";");
        if (kind.equals("const")) {
            if (constant == null || !constant.type().equals(type)) {
                throw new TranslationException(
                        "line " + start + ": constant " + name + " has no value of its type");
            }
            constants.put(name, constant);
        } else {
            operations.add(new Operation(start, type, name, kind, arguments));
        }
    }

    private List<String> tuple() {
        var names = new ArrayList<String>();
        expect("(");
        while (!is(")")) {
            names.add(name());
            if (!is(")")) {
                expect(",");
            }
        }
        next();
        return names;
    }

    private Type type() {
        expect("tensor");
        expect("<");
        var element = name();
        expect(",");
        expect("[");
        var shape = new ArrayList<Integer>();
        while (!is("]")) {
            shape.add((int) whole(Integer.MAX_VALUE));
            if (!is("]")) {
                expect(",");
            }
        }
        next();
        expect(">");
        long elements = 1;
        for (int size : shape) {
            elements *= size;
            if (elements > Integer.MAX_VALUE) {
                throw fault("a tensor of at most " + Integer.MAX_VALUE + " elements");
            }
        }
        return new Type(element, List.copyOf(shape));
    }

    private Constant literal(int start) {
        var type = type();
        expect("(");
        if (is("BLOBFILE")) {
            next();
            expect("(");
            long offset = -1;
            while (!is(")")) {
                var key = name();
                expect("=");
                var value = literal(start);
                if (key.equals("offset") && value.text().size() == 1) {
                    offset = Long.parseUnsignedLong(value.text().get(0));
                }
                if (!is(")")) {
                    expect(",");
                }
            }
            next();
            expect(")");
            if (offset < 0) {
                throw fault("an offset into the weights");
            }
            return new Constant(start, type, null, offset);
        }
        var elements = new ArrayList<String>();
        int depth = 0;
        while (depth > 0 || !is(")")) {
            if (is("[")) {
                ++depth;
            } else if (is("]")) {
                --depth;
            } else if (!is(",")) {
                elements.add(value());
            }
            next();
        }
        next();
        if (elements.size() != type.elements()) {
            throw fault(type.elements() + " elements");
        }
        return new Constant(start, type, List.copyOf(elements), -1);
    }

    private String value() {
        if (token.startsWith("\"")) {
            return token.substring(1, token.length() - 1);
        }
        if (token.isEmpty() || PUNCTUATION.contains(token)) {
            throw fault("a value");
        }
        return token;
    }

    private long whole(long most) {
        try {
            long value = Long.parseLong(token);
            if (value > 0 && value <= most) {
                next();
                return value;
            }
        } catch (NumberFormatException e) {
            // Refused below.
        }
        throw fault("a size");
    }

    private String name() {
        if (token.isEmpty() || PUNCTUATION.contains(token) || token.startsWith("\"")) {
            throw fault("a name");
        }
        var name = token;
        next();
        return name;
    }

    /** Passes over something bracketed that does not matter here. */
    private void skip(String open, String close) {
        expect(open);
        for (int depth = 1; depth > 0; next()) {
            if (is(open)) {
                ++depth;
            } else if (is(close)) {
                --depth;
            } else if (token.isEmpty()) {
                throw fault(close);
            }
        }
    }

    private boolean is(String wanted) {
        return token.equals(wanted);
    }

    private void expect(String wanted) {
        if (!is(wanted)) {
            throw fault(wanted);
        }
        next();
    }

    private TranslationException fault(String wanted) {
        var found = token.isEmpty() ? "the end" : token;
        return new TranslationException(
                "model.mil line " + line + ": expected " + wanted + ", found " + found);
    }

    private void next() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            line += text.charAt(at) == '\n' ? 1 : 0;
            ++at;
        }
        int start = at;
        if (at == text.length()) {
            token = "";
            return;
        }
        char c = text.charAt(at++);
        if (c == '"') {
            while (at < text.length() && text.charAt(at) != '"') {
                ++at;
            }
            if (at == text.length()) {
                throw new TranslationException("model.mil line " + line + ": text without end");
            }
            ++at;
        } else if (c == '-' && at < text.length() && text.charAt(at) == '>') {
            // The arrow before the outputs: its two signs are tokens of their own.
            token = "-";
            return;
        } else if (PUNCTUATION.indexOf(c) < 0) {
            while (at < text.length() && isWord(text.charAt(at))) {
                ++at;
            }
        }
        token = text.substring(start, at);
    }

    private static boolean isWord(char c) {
        return !Character.isWhitespace(c) && PUNCTUATION.indexOf(c) < 0 && c != '"';
    }
}
