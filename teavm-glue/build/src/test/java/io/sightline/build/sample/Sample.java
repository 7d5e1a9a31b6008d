// SPDX-License-Identifier: Apache-2.0
package io.sightline.build.sample;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSClass;
import org.teavm.jso.JSExport;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSModule;
import org.teavm.jso.JSObject;
import org.teavm.jso.JSProperty;
import org.teavm.jso.JSTopLevel;

/** A program with each kind of tie between Java and JavaScript, to be compiled by the tests. */
public final class Sample {
    private Sample() {}

    /** Shows on the page what came of each tie, a line each. */
    public static void main(String[] args) {
        show("args " + String.join(",", args));
        show("body " + add(1, 2));
        show("quotes " + quotes());
        show("callback " + call(n -> n * 2));
        show("dotted " + new Formatter("en-US").format(1234.5));
        show("module " + Lib.getAnswer() + " " + Lib.twice(21) + " " + new Lib.Box(5).getSize());
        Realm.setSampleGlobal("kept");
        show("global " + Realm.getSampleGlobal());
        show("object " + useCounter(new Counter(3)));
        try {
            thrower();
            show("throw lost");
        } catch (RuntimeException e) {
            show("throw caught");
        }
        try {
            throwPrimitive();
            show("primitive lost");
        } catch (RuntimeException e) {
            show("primitive caught");
        }
        show("many " + many(1, 2, 3, 4, 5, 6, 7, 8, 9));
        show("done");
    }

    /** A function for JavaScript. */
    @JSExport
    public static String twice(String text) {
        return text + text;
    }

    /** A function for JavaScript that takes any number of arguments. */
    @JSExport
    public static int sum(int... numbers) {
        var result = 0;
        for (var number : numbers) {
            result += number;
        }
        return result;
    }

    /** An object for JavaScript. */
    public static final class Counter {
        private int count;

        Counter(int count) {
            this.count = count;
        }

        /** Counts on. */
        @JSExport
        public int add(int more) {
            count += more;
            return count;
        }

        /** The count. */
        @JSExport
        @JSProperty
        public int getCount() {
            return count;
        }
    }

    /** A class of the browser whose name has a dot. */
    @JSClass(name = "Intl.NumberFormat")
    public static class Formatter implements JSObject {
        /** Formats for a language. */
        public Formatter(String language) {}

        /** A number as text. */
        public native String format(double number);
    }

    /** An ES module. */
    @JSClass
    @JSModule("sample-lib")
    public static final class Lib implements JSObject {
        private Lib() {}

        /** A value that the module exports. */
        @JSTopLevel
        @JSModule("sample-lib")
        @JSProperty
        public static native int getAnswer();

        /** A function that the module exports. */
        @JSTopLevel
        @JSModule("sample-lib")
        public static native int twice(int number);

        /** A class that the module exports. */
        @JSClass
        @JSModule("sample-lib")
        public static class Box implements JSObject {
            /** A box of that size. */
            public Box(int size) {}

            /** Its size. */
            @JSProperty
            public native int getSize();
        }
    }

    /** Names of the whole realm. */
    @JSClass
    public static final class Realm implements JSObject {
        private Realm() {}

        /** The value of the name sampleGlobal. */
        @JSTopLevel
        @JSProperty
        public static native String getSampleGlobal();

        /** Sets it. */
        @JSTopLevel
        @JSProperty
        public static native void setSampleGlobal(String value);
    }

    /** A Java function for JavaScript to call. */
    @JSFunctor
    public interface IntFunction extends JSObject {
        /** Its value. */
        int apply(int number);
    }

    @JSBody(
            params = {"a", "b"},
            script = "return a + b;")
    private static native int add(int a, int b);

    @JSBody(script = "return 'a\"b\\\\c\\u00e4\u20ac\uD83D\uDE00`${1}`';")
    private static native String quotes();

    @JSBody(params = "f", script = "return f(21);")
    private static native int call(IntFunction f);

    @JSBody(params = "text", script = "document.body.append(text + '\\n');")
    private static native void show(String text);

    @JSBody(params = "counter", script = "return counter.add(4) + ' ' + counter.count;")
    private static native String useCounter(Object counter);

    @JSBody(script = "throw new TypeError('t');")
    private static native void thrower();

    @JSBody(script = "throw 'text';")
    private static native void throwPrimitive();

    @JSBody(
            params = {"a", "b", "c", "d", "e", "f", "g", "h", "i"},
            script = "return [a, b, c, d, e, f, g, h, i].join('');")
    private static native String many(
            int a, int b, int c, int d, int e, int f, int g, int h, int i);
}
