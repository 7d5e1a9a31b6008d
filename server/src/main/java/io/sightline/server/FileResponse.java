// SPDX-License-Identifier: Apache-2.0
package io.sightline.server;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPOutputStream;
import org.eclipse.jetty.ee10.servlet.HttpOutput;

/**
 * Answers a request with a file: preconditions first, then the range, then the bytes (RFC 9110,
 * section 13.2.2).
 *
 * <p>Javalin's own file handling sends neither Content-Length nor a strong tag, and ranges only for
 * audio and video.
 */
final class FileResponse {

    /**
     * Large enough that a model takes few system calls, small enough for hundreds of downloads at
     * once.
     */
    private static final int CHUNK = 1 << 17;

    private FileResponse() {}

    /**
     * Sends a file.
     *
     * @throws IOException if the file changed since it was found or cannot be read, or if the
     *     client went away
     */
    static void send(Context ctx, Asset asset) throws IOException {
        if (answeredByConditions(
                ctx, asset.etag(), asset.size(), asset.cacheControl(), asset.varies())) {
            return;
        }
        boolean head = ctx.method() == HandlerType.HEAD;
        ByteRange range = head ? new ByteRange.Whole() : requestedRange(ctx, asset);
        ctx.header(Header.ACCEPT_RANGES, "bytes");
        if (range instanceof ByteRange.Unsatisfiable) {
            ctx.header(Header.CONTENT_RANGE, "bytes */" + asset.size());
            ctx.header(Header.CACHE_CONTROL, CachePolicy.NEVER);
            PlainText.send(
                    ctx,
                    HttpStatus.RANGE_NOT_SATISFIABLE,
                    "the file has " + asset.size() + " bytes");
            return;
        }
        ctx.contentType(asset.type());
        if (asset.coding() != null) {
            ctx.header(Header.CONTENT_ENCODING, asset.coding());
        }
        long first = 0;
        long length = asset.size();
        if (range instanceof ByteRange.Part part) {
            first = part.first();
            length = part.length();
            ctx.status(HttpStatus.PARTIAL_CONTENT);
            ctx.header(
                    Header.CONTENT_RANGE,
                    "bytes " + first + "-" + part.last() + "/" + asset.size());
        }
        try (FileChannel channel = FileChannel.open(asset.file(), StandardOpenOption.READ)) {
            if (channel.size() != asset.size()) {
                throw new IOException(asset.file() + " changed while it was being asked for");
            }
            ctx.res().setContentLengthLong(length);
            if (!head) {
                copy(channel, first, length, (HttpOutput) ctx.res().getOutputStream());
            }
        }
    }

    /**
     * Sends bytes from memory, with the same conditions and no ranges, gzipped where that is
     * accepted.
     */
    static void send(Context ctx, byte[] content, String type, String cacheControl)
            throws IOException {
        byte[] sent = content;
        boolean packed =
                ContentCoding.accepted(ctx.header(Header.ACCEPT_ENCODING))
                        .contains(ContentCoding.GZIP);
        if (packed) {
            sent = gzip(content);
        }
        if (answeredByConditions(ctx, SiteFiles.etagOf(sent), sent.length, cacheControl, true)) {
            return;
        }
        ctx.contentType(type);
        if (packed) {
            ctx.header(Header.CONTENT_ENCODING, ContentCoding.GZIP.token());
        }
        ctx.res().setContentLengthLong(sent.length);
        if (ctx.method() != HandlerType.HEAD) {
            ctx.res().getOutputStream().write(sent);
        }
    }

    private static byte[] gzip(byte[] content) throws IOException {
        var packed = new ByteArrayOutputStream(content.length / 4);
        try (var out = new GZIPOutputStream(packed)) {
            out.write(content);
        }
        return packed.toByteArray();
    }

    /** Sets the validators and answers 412 or 304 where the request's conditions say so. */
    private static boolean answeredByConditions(
            Context ctx, String etag, long size, String cacheControl, boolean varies)
            throws IOException {
        ctx.header(Header.ETAG, etag);
        ctx.header(Header.CACHE_CONTROL, cacheControl);
        if (varies) {
            ctx.header(Header.VARY, Header.ACCEPT_ENCODING);
        }
        String ifMatch = ctx.header(Header.IF_MATCH);
        if (ifMatch != null && !EntityTags.matchesStrongly(ifMatch, etag)) {
            ctx.header(Header.CACHE_CONTROL, CachePolicy.NEVER);
            PlainText.send(ctx, HttpStatus.PRECONDITION_FAILED, "the file is another one now");
            return true;
        }
        String ifNoneMatch = ctx.header(Header.IF_NONE_MATCH);
        if (ifNoneMatch != null && EntityTags.matchesWeakly(ifNoneMatch, etag)) {
            ctx.status(HttpStatus.NOT_MODIFIED);
            ctx.res().setContentType(null);
            // Otherwise Jetty says 0, which a 304 must not.
            ctx.res().setContentLengthLong(size);
            return true;
        }
        return false;
    }

    private static ByteRange requestedRange(Context ctx, Asset asset) {
        String ifRange = ctx.header(Header.IF_RANGE);
        // No Last-Modified is sent, so a date here can only belong to some other file.
        if (ifRange != null && !ifRange.strip().equals(asset.etag())) {
            return new ByteRange.Whole();
        }
        return ByteRange.parse(ctx.header(Header.RANGE), asset.size());
    }

    private static void copy(FileChannel from, long first, long length, HttpOutput to)
            throws IOException {
        // A direct buffer goes from the file to the socket without passing the Java heap.
        ByteBuffer buffer = ByteBuffer.allocateDirect((int) Math.max(1, Math.min(CHUNK, length)));
        long position = first;
        long end = first + length;
        while (position < end) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), end - position));
            int read = from.read(buffer, position);
            if (read < 0) {
                throw new EOFException("file became shorter while being sent");
            }
            position += read;
            to.write(buffer.flip());
        }
    }
}
