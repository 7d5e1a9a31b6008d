// SPDX-License-Identifier: Apache-2.0
package io.sightline.server;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The body of every answer that is not a file: one short line, for a person with the network panel
 * open.
 */
final class PlainText {

    static final String TYPE = "text/plain; charset=utf-8";

    private PlainText() {}

    /**
     * Answers with a status and a line about it.
     *
     * @throws IOException if the client went away
     */
    static void send(Context ctx, HttpStatus status, String detail) throws IOException {
        byte[] body = line(status.getCode(), detail).getBytes(StandardCharsets.UTF_8);
        ctx.status(status);
        ctx.contentType(TYPE);
        ctx.res().setContentLength(body.length);
        // Not through ctx.result: with a tag set, Javalin would turn the answer into a 304 by its
        // own rule.
        if (ctx.method() != HandlerType.HEAD) {
            ctx.res().getOutputStream().write(body);
        }
    }

    static String line(int status, String detail) {
        return status + ": " + detail + "\n";
    }
}
