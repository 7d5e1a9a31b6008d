// SPDX-License-Identifier: Apache-2.0
package io.sightline.build;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * TeaVM's modular Wasm GC runtime without code made from text, so that it runs under {@code
 * script-src 'self' 'wasm-unsafe-eval'}.
 *
 * <p>TeaVM's runtime (0.16.0) makes functions from text in two ways: small adapters, which become
 * closures here, and the bodies of {@code @JSBody} methods, which come from the table made by
 * {@link JsBodies}, given to {@code load} as the option {@code bodies}. Support for Node.js goes
 * too, because a bundler for the browser cannot resolve its modules. Each place is matched as it
 * stands in TeaVM's file, exactly once: after an upgrade that changed one of them the build stops
 * here and names it.
 */
final class NoEvalRuntime {
    private static final String RESOURCE = "org/teavm/backend/wasm/wasm-gc-module-runtime.js";
    private static final Pattern CODE_FROM_TEXT =
            Pattern.compile(
                    "\\bFunction\\s*\\(|\\beval\\b|\\bnew\\s+Function\\b|\\bset(Timeout|Interval)\\(\\s*[\"'`]");

    private NoEvalRuntime() {}

    /** The runtime as an ES module that exports {@code load} and {@code wrapImport}. */
    static String source() {
        try (var in = NoEvalRuntime.class.getClassLoader().getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(
                        RESOURCE + " is not on the class path; is teavm-core?");
            }
            return patch(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + RESOURCE, e);
        }
    }

    /**
     * Replaces each place.
     *
     * @throws IllegalStateException where the runtime is not the one that the replacements were
     *     written for
     */
    static String patch(String runtime) {
        var text = new Text(runtime);
        text.replace(
                "getGlobalName",
                """
                    result = new Function("return " + name + ";");
                """,
                """
                    const path = name.split(".");
                    result = () => {
                      if (!(path[0] in globalThis)) {
                        throw new ReferenceError(path[0] + " is not defined");
                      }
                      return path.reduce((value, part) => value[part], globalThis);
                    };
                """);
        text.replace(
                "setGlobalName",
                """
                  new Function("value", name + " = value;")(value);
                """,
                """
                  const path = name.split(".");
                  const last = path.pop();
                  path.reduce((target, part) => target[part], globalThis)[last] = value;
                """);
        text.replaceBetween(
                "defineFunction and renameConstructor",
                "  function defineFunction(fn, vararg) {\n",
                "  imports.teavmJso = {\n",
                """
                  function spread(args, count, vararg) {
                    const result = new Array(count);
                    const plain = vararg ? count - 1 : count;
                    for (let i = 0; i < plain; ++i) {
                      result[i] = args[i];
                    }
                    if (vararg) {
                      result[plain] = Array.prototype.slice.call(args, plain);
                    }
                    return result;
                  }
                  function defineFunction(fn, vararg) {
                    const count = fn.length;
                    return function() {
                      try {
                        return fn(...spread(arguments, count, vararg));
                      } catch (e) {
                        rethrowJavaAsJs(e);
                      }
                    };
                  }
                  function renameConstructor(name, constructor) {
                    const result = function() {
                      return constructor.apply(this, arguments);
                    };
                    Object.defineProperty(result, "name", { value: name });
                    return result;
                  }
                """);
        text.replaceBetween(
                "defineMethod",
                """
                    defineMethod(cls, name, fn, vararg) {
                """,
                """
                    defineStaticMethod(cls, name, fn, vararg) {
                """,
                """
                    defineMethod(cls, name, fn, vararg) {
                      const count = fn.length - 1;
                      cls.prototype[name] = function() {
                        try {
                          return fn(this, ...spread(arguments, count, vararg));
                        } catch (e) {
                          rethrowJavaAsJs(e);
                        }
                      };
                    },
                """);
        text.replaceBetween(
                "function tables",
                """
                  function wrapCallFromJavaToJs(call) {
                """,
                "function wrapImport(importObj) {\n",
                """
                  for (let i = 0; i < 32; ++i) {
                    imports.teavmJso["createFunction" + i] = (...parametersAndBody) => {
                      const result = bodies.get(parametersAndBody.join("\\0"));
                      if (result === undefined) {
                        throw new Error("The table of JavaScript bodies belongs to another build; it lacks: "
                            + parametersAndBody[parametersAndBody.length - 1]);
                      }
                      return result;
                    };
                    imports.teavmJso["bindFunction" + i] = (fn, ...args) => fn.bind(null, ...args);
                    imports.teavmJso["callFunction" + i] = (fn, ...args) => {
                      try {
                        return fn(...args);
                      } catch (e) {
                        rethrowJsAsJava(e);
                      }
                    };
                    imports.teavmJso["callMethod" + i] = (instance, method, ...args) => {
                      try {
                        return instance !== null ? instance[method](...args) : getGlobalName(method)(...args);
                      } catch (e) {
                        rethrowJsAsJava(e);
                      }
                    };
                    imports.teavmJso["construct" + i] = (constructor, ...args) => {
                      try {
                        return new constructor(...args);
                      } catch (e) {
                        rethrowJsAsJava(e);
                      }
                    };
                    imports.teavmJso["arrayOf" + i] = (...args) => args;
                  }
                }
                """);
        // A thrown primitive (throw "no", a rejected null) has no properties to look at.
        text.replace(
                "jsExceptionAsJava",
                "    if (javaExceptionSymbol in e) {\n",
                "    if (typeof e === \"object\" && e !== null && javaExceptionSymbol in e) {\n");
        text.replace(
                "the signature of defaults",
                "function defaults(imports, userExports, stringBuiltins) {\n",
                "function defaults(imports, userExports, stringBuiltins, bodies) {\n");
        text.replace(
                "the call of jsoImports",
                "  jsoImports(imports, context, stringBuiltins);\n",
                "  jsoImports(imports, context, stringBuiltins, bodies);\n");
        text.replace(
                "the signature of jsoImports",
                "function jsoImports(imports, context, stringBuiltins) {\n",
                "function jsoImports(imports, context, stringBuiltins, bodies) {\n");
        text.replace(
                "the call of defaults in load",
                "  const defaultsResult = defaults(importObj, userExports, await hasStringBuiltins());\n",
                "  const builtins = await hasStringBuiltins();\n"
                        + "  const defaultsResult = defaults(importObj, userExports, builtins, options.bodies);\n");
        text.replace(
                "the start of load",
                """
                async function load(src, options) {
                  if (!options) {
                    options = {};
                  }
                  const isNodeJs = options.nodejs || typeof process !== "undefined";
                """,
                """
                async function load(src, options) {
                  if (!(options?.bodies instanceof Map)) {
                    throw new TypeError("load needs the option bodies: the default export of the .bodies.mjs");
                  }
                  const isNodeJs = false;
                """);
        text.replaceBetween(
                "openPath",
                "async function openPath(src, isNodeJs) {\n",
                "function createDeobfuscator(",
                """
                async function openPath(src) {
                  const response = await fetch(src);
                  if (!response.ok) {
                    throw new Error(src + " answered " + response.status);
                  }
                  return [response, () => {}];
                }
                """);
        text.replace(
                "reading debug information under Node.js",
                """
                  let buffer;
                  if (!isNodeJs) {
                    const response = await fetch(location);
                    if (!response.ok) {
                      return null;
                    }
                    buffer = await response.arrayBuffer();
                  } else {
                    const fs = await importNodeFs();
                    buffer = (await fs.readFile(location)).buffer;
                  }
                """,
                """
                  const response = await fetch(location);
                  if (!response.ok) {
                    return null;
                  }
                  const buffer = await response.arrayBuffer();
                """);
        // What a program imports as a whole; TeaVM's own wrapImport forgets it.
        text.replace(
                "wrapImport",
                "      const result = target[prop];\n",
                "      const result = prop === \"__self__\" ? target : target[prop];\n");
        text.replace("exports", "  defaults,\n  load,\n", "  load,\n");
        var result = text.toString();
        var left = CODE_FROM_TEXT.matcher(result);
        if (left.find()) {
            throw new IllegalStateException(
                    "TeaVM's runtime still makes code from text: " + lineAt(result, left.start()));
        }
        if (result.contains("node:")) {
            throw new IllegalStateException("TeaVM's runtime still imports a module of Node.js");
        }
        return "// TeaVM's Wasm GC runtime (Apache-2.0), changed: makes nothing from text. Do not edit.\n"
                + result;
    }

    private static String lineAt(String text, int at) {
        var end = text.indexOf('\n', at);
        return text.substring(text.lastIndexOf('\n', at) + 1, end < 0 ? text.length() : end)
                .strip();
    }

    private static final class Text {
        private String text;

        Text(String text) {
            this.text = text;
        }

        void replace(String place, String old, String replacement) {
            var at = only(place, old, 0);
            text = text.substring(0, at) + replacement + text.substring(at + old.length());
        }

        /** Replaces from {@code from} up to, but without, the next {@code to}. */
        void replaceBetween(String place, String from, String to, String replacement) {
            var start = only(place, from, 0);
            var end = text.indexOf(to, start);
            if (end < 0) {
                throw missing(place, to);
            }
            text = text.substring(0, start) + replacement + text.substring(end);
        }

        private int only(String place, String part, int from) {
            var at = text.indexOf(part, from);
            if (at < 0 || text.indexOf(part, at + 1) >= 0) {
                throw missing(place, part);
            }
            return at;
        }

        private static IllegalStateException missing(String place, String part) {
            return new IllegalStateException(
                    "TeaVM's runtime is not the one that NoEvalRuntime was written for: "
                            + place
                            + " is not found exactly once. Adapt to the new version. Looked for:\n"
                            + part);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
