// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.source;

import io.sightline.app.measure.FrameSource;
import io.sightline.core.image.ImageSize;
import io.sightline.glue.canvas.ImageBitmap;
import org.teavm.jso.canvas.CanvasImageSource;
import org.teavm.jso.dom.html.HTMLVideoElement;

/** A still picture. */
public final class ImageSource implements FrameSource {
    private final ImageBitmap bitmap;
    private final ImageSize size;
    private boolean closed;

    /**
     * @param bitmap decoded; the source's to close
     */
    public ImageSource(ImageBitmap bitmap) {
        this.bitmap = bitmap;
        this.size = new ImageSize(bitmap.getWidth(), bitmap.getHeight());
    }

    @Override
    public ImageSize size() {
        return size;
    }

    @Override
    public boolean moving() {
        return false;
    }

    @Override
    public boolean live() {
        return false;
    }

    @Override
    public double length() {
        return 0;
    }

    @Override
    public void start(Listener listener) {
        listener.frame();
    }

    @Override
    public void grab(Taker taker) {
        if (closed) {
            taker.none();
            return;
        }
        // The worker closes what it gets, so it gets a copy.
        ImageBitmap.of(bitmap)
                .then(
                        copy -> {
                            taker.take(copy, size);
                            return null;
                        },
                        failure -> {
                            taker.none();
                            return null;
                        });
    }

    @Override
    public HTMLVideoElement video() {
        return null;
    }

    @Override
    public CanvasImageSource still() {
        return bitmap;
    }

    @Override
    public void play() {
        // It stands still.
    }

    @Override
    public void pause() {
        // It stands still.
    }

    @Override
    public void seek(double seconds) {
        // It has one moment.
    }

    @Override
    public void loop(boolean loop) {
        // It has no end.
    }

    @Override
    public void close() {
        closed = true;
        bitmap.close();
    }
}
