// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.source;

import io.sightline.app.dom.Browser;
import io.sightline.app.measure.FrameSource;
import io.sightline.app.text.Texts;
import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.image.ImageHeader;
import io.sightline.core.image.ImageLimits;
import io.sightline.core.source.MediaFault;
import io.sightline.core.source.SourceRequest;
import io.sightline.glue.async.Await;
import io.sightline.glue.buffer.Views;
import io.sightline.glue.canvas.ImageBitmap;
import io.sightline.glue.dom.Blobs;
import io.sightline.glue.error.JsException;
import io.sightline.glue.media.MediaDevices;
import io.sightline.glue.media.MediaStream;
import io.sightline.glue.net.AbortSignal;
import io.sightline.glue.net.Fetch;
import java.nio.ByteBuffer;
import java.util.Map;
import org.teavm.jso.file.Blob;

/** Opens what a request names, or says what is wrong with it. Its methods block. */
public final class Opener {
    private static final int CAMERA_WIDTH = 1280;
    private static final int CAMERA_HEIGHT = 720;
    private static final int CAMERA_RATE = 30;

    private final VideoSlot slot;
    private final Texts texts;

    /**
     * @param slot where a moving source is shown
     * @param texts for names
     */
    public Opener(VideoSlot slot, Texts texts) {
        this.slot = slot;
        this.texts = texts;
    }

    /** The kind of a request, as the state has it. */
    public static String kind(SourceRequest request) {
        if (request instanceof SourceRequest.Sample) {
            return "sample";
        }
        if (request instanceof SourceRequest.Camera) {
            return "camera";
        }
        if (request instanceof SourceRequest.Screen) {
            return "screen";
        }
        return request instanceof SourceRequest.File ? "file" : "url";
    }

    /** What to call it before it is open. */
    public String name(SourceRequest request) {
        if (request instanceof SourceRequest.Sample sample) {
            return texts.of("sample." + sample.id());
        }
        if (request instanceof SourceRequest.Camera) {
            return texts.of("sources.camera-name");
        }
        if (request instanceof SourceRequest.Screen) {
            return texts.of("sources.screen-name");
        }
        if (request instanceof SourceRequest.File file) {
            var name = Browser.nameOf((Blob) file.blob());
            return name.isEmpty() ? texts.of("sources.pasted") : name;
        }
        var url = ((SourceRequest.Url) request).url();
        return url.substring(url.lastIndexOf('/') + 1);
    }

    /**
     * Opens it.
     *
     * @param loop a clip starts again at its end
     * @param signal lets go of what is still being downloaded
     * @throws SightlineException when it cannot be used
     */
    public FrameSource open(SourceRequest request, boolean loop, AbortSignal signal) {
        if (request instanceof SourceRequest.Sample sample) {
            return sample(sample.id(), loop, signal);
        }
        if (request instanceof SourceRequest.Camera camera) {
            return camera(camera.deviceId());
        }
        if (request instanceof SourceRequest.Screen) {
            return screen();
        }
        if (request instanceof SourceRequest.File file) {
            return blob((Blob) file.blob(), name(request), loop, signal);
        }
        return url(((SourceRequest.Url) request).url(), loop, signal);
    }

    private FrameSource sample(String id, boolean loop, AbortSignal signal) {
        try {
            return id.equals("room-walk")
                    ? ClipSource.open(slot.fresh(), clip(), name(id), loop, signal)
                    : image(fetch("samples/room.jpg", name(id), signal), name(id));
        } catch (SightlineException e) {
            throw e.code() == ErrorCode.ABORTED
                    ? e
                    : new SightlineException(
                            ErrorCode.NETWORK, "sample-missing", Map.of("name", name(id)));
        }
    }

    /**
     * The clip in the better of its two codings that this browser plays: not every one has H.264.
     */
    private static String clip() {
        return Browser.plays("video/mp4; codecs=\"avc1.42E01F\"")
                ? "samples/room-walk.mp4"
                : "samples/room-walk.webm";
    }

    private String name(String id) {
        return texts.of("sample." + id);
    }

    private FrameSource url(String url, boolean loop, AbortSignal signal) {
        var absolute = Browser.absolute(url);
        if (absolute == null || !Browser.isOwn(absolute)) {
            throw new SightlineException(
                    ErrorCode.BAD_INPUT, "url-other-origin", Map.of("name", url));
        }
        var name = url.substring(url.lastIndexOf('/') + 1);
        return blob(fetch(url, name, signal), name, loop, signal);
    }

    private Blob fetch(String url, String name, AbortSignal signal) {
        int status;
        try {
            var response = Await.await(Fetch.fetch(Browser.absolute(url), signal));
            if (response.isOk()) {
                return Await.await(response.blob());
            }
            status = response.getStatus();
        } catch (JsException e) {
            if (signal.isAborted()) {
                throw new SightlineException(ErrorCode.ABORTED, "aborted");
            }
            status = 0;
        }
        throw new SightlineException(
                ErrorCode.NETWORK, "url-failed", Map.of("name", name, "status", status));
    }

    private FrameSource blob(Blob blob, String name, boolean loop, AbortSignal signal) {
        var header = header(blob, name);
        if (header.isImage()) {
            return image(blob, header, name);
        }
        var type = blob.getType();
        if (header.kind().equals("video")
                || type.startsWith("video/")
                || type.startsWith("audio/")) {
            return ClipSource.open(slot.fresh(), blob, name, loop, signal);
        }
        if (type.startsWith("image/")) {
            // Of a kind that we do not know; perhaps the browser does.
            return image(blob, header, name);
        }
        throw new SightlineException(ErrorCode.BAD_INPUT, "not-media", Map.of("name", name));
    }

    private FrameSource image(Blob blob, String name) {
        return image(blob, header(blob, name), name);
    }

    private static FrameSource image(Blob blob, ImageHeader header, String name) {
        return new ImageSource(decode(blob, header, name));
    }

    /** Decodes a picture for a single measurement, with the same checks. */
    public ImageBitmap bitmap(Blob blob) {
        var given = Browser.nameOf(blob);
        var name = given.isEmpty() ? texts.of("sources.api-blob") : given;
        var header = header(blob, name);
        if (!header.isImage() && !blob.getType().startsWith("image/")) {
            throw new SightlineException(ErrorCode.BAD_INPUT, "not-an-image", Map.of("name", name));
        }
        return decode(blob, header, name);
    }

    private static ImageBitmap decode(Blob blob, ImageHeader header, String name) {
        if (header.width() >= 0 && header.height() >= 0) {
            ImageLimits.check(header.width(), header.height());
        }
        ImageBitmap bitmap;
        try {
            bitmap = Await.await(ImageBitmap.of(blob));
        } catch (JsException e) {
            throw new SightlineException(
                    ErrorCode.BAD_INPUT,
                    header.isImage() ? "image-broken" : "not-an-image",
                    Map.of("name", name));
        }
        try {
            ImageLimits.check(bitmap.getWidth(), bitmap.getHeight());
        } catch (SightlineException e) {
            bitmap.close();
            throw e;
        }
        return bitmap;
    }

    private static ImageHeader header(Blob blob, String name) {
        double size = Blobs.size(blob);
        if (size == 0) {
            throw new SightlineException(ErrorCode.BAD_INPUT, "file-empty", Map.of("name", name));
        }
        try {
            var start =
                    Await.await(
                            Blobs.slice(blob, 0, Math.min(size, ImageHeader.ENOUGH)).arrayBuffer());
            var bytes = ByteBuffer.allocateDirect(start.getByteLength());
            Views.put(bytes, start);
            bytes.flip();
            return ImageHeader.sniff(bytes);
        } catch (JsException e) {
            throw new SightlineException(
                    ErrorCode.BAD_INPUT, "file-unreadable", Map.of("name", name));
        }
    }

    private FrameSource camera(String deviceId) {
        var devices = MediaDevices.get();
        if (devices == null) {
            throw new SightlineException(ErrorCode.UNSUPPORTED, "camera-unsupported");
        }
        var constraints =
                MediaDevices.camera(
                        deviceId.isEmpty() ? null : deviceId,
                        CAMERA_WIDTH,
                        CAMERA_HEIGHT,
                        CAMERA_RATE);
        MediaStream stream;
        try {
            stream = Await.await(devices.getUserMedia(constraints));
        } catch (JsException e) {
            throw MediaFault.camera(e.name());
        }
        var track = stream.getVideoTracks().get(0);
        var id = track.getSettings().getDeviceId();
        return LiveSource.open(
                slot.fresh(),
                stream,
                id == null ? "" : id,
                sharesName(devices, track.getLabel()),
                new SightlineException(ErrorCode.BAD_INPUT, "camera-gone"));
    }

    private static boolean sharesName(MediaDevices devices, String name) {
        var list = Await.await(devices.enumerateDevices());
        int count = 0;
        for (int i = 0; i < list.getLength(); ++i) {
            var device = list.get(i);
            count +=
                    device.getKind().equals("videoinput") && device.getLabel().equals(name) ? 1 : 0;
        }
        return count > 1;
    }

    private FrameSource screen() {
        if (!MediaDevices.canCaptureScreen()) {
            throw new SightlineException(ErrorCode.UNSUPPORTED, "screen-unsupported");
        }
        MediaStream stream;
        try {
            stream = Await.await(MediaDevices.get().getDisplayMedia(MediaDevices.screen()));
        } catch (JsException e) {
            throw MediaFault.screen(e.name());
        }
        return LiveSource.open(
                slot.fresh(),
                stream,
                "",
                false,
                new SightlineException(ErrorCode.ABORTED, "screen-ended"));
    }
}
