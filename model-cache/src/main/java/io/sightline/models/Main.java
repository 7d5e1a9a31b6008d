// SPDX-License-Identifier: Apache-2.0
package io.sightline.models;

import io.sightline.models.cli.ModelsCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** The command line of the model cache. */
public final class Main {
    private Main() {}

    /** Runs a command: list, fetch, verify, import or prune. */
    public static void main(String[] arguments) {
        var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(ModelsCommand.run(out, err, arguments));
    }
}
