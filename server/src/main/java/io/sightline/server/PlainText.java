// SPDX-License-Identifier: Apache-2.0
package io.sightline.server;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;

/**
 * The body of every answer that is not a file: one short line, for a person with the network panel
 * open.
 */
final class PlainText {

    static final String TYPE = "text/plain; charset=utf-8";

    private PlainText() {}

    static void send(Context ctx, HttpStatus status, String detail) {
        ctx.status(status);
        ctx.contentType(TYPE);
        ctx.result(line(status.getCode(), detail));
    }

    static String line(int status, String detail) {
        return status + ": " + detail + "\n";
    }
}
