// SPDX-License-Identifier: Apache-2.0
package io.sightline.server;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/**
 * Answers for requests that Jetty refuses before any route sees them: one plain line, with the
 * usual headers.
 */
final class PlainErrors extends ErrorHandler {

    private final SecurityHeaders headers;

    PlainErrors(SecurityHeaders headers) {
        this.headers = headers;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status =
                response.getStatus() < 400
                        ? HttpStatus.INTERNAL_SERVER_ERROR_500
                        : response.getStatus();
        String detail = HttpStatus.getMessage(status).toLowerCase(java.util.Locale.ROOT);
        byte[] body = PlainText.line(status, detail).getBytes(StandardCharsets.UTF_8);
        headers.all().forEach(h -> response.getHeaders().put(h.name(), h.value()));
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, PlainText.TYPE);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, CachePolicy.NEVER);
        if ("HEAD".equals(request.getMethod())) {
            callback.succeeded();
        } else {
            response.write(true, ByteBuffer.wrap(body), callback);
        }
        return true;
    }
}
