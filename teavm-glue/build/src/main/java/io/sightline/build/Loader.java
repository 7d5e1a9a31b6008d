// SPDX-License-Identifier: Apache-2.0
package io.sightline.build;

/**
 * The module that starts a compiled program; a bundler makes one file of it, the runtime and the
 * table of bodies.
 */
final class Loader {
    private Loader() {}

    /**
     * Exports {@code start}, which loads the program, runs its main and gives what the program
     * exports.
     */
    static String source(String name) {
        return """
                // Made by CompileWasm. Do not edit.
                import { load, wrapImport } from "./NAME.runtime.mjs";
                import bodies from "./NAME.bodies.mjs";

                /**
                 * Loads the program at url and runs its main.
                 *
                 * @param {string} url of NAME.wasm
                 * @param {Object<string, object>} modules ES modules that the program uses, by the name it imports
                 * @param {string[]} args for main
                 * @returns {Promise<object>} what the program exports
                 */
                export async function start(url, modules = {}, args = []) {
                  const program = await load(url, {
                    bodies,
                    installImports(imports) {
                      for (const [name, module] of Object.entries(modules)) {
                        imports[name] = wrapImport(module);
                      }
                    },
                  });
                  program.exports.main(args);
                  return program.exports;
                }
                """
                .replace("NAME", name);
    }
}
