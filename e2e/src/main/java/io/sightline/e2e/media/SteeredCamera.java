// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.media;

import com.microsoft.playwright.Page;
import io.sightline.e2e.page.Visit;
import java.util.List;

/**
 * Cameras that see the sample room, and that a test turns: {@code getUserMedia} hands out what a
 * canvas shows. All have one name, and each a device of its own.
 */
public final class SteeredCamera {
    private static final String SCRIPT =
            """
            (() => {
              const name = 'HD Webcam';
              const picture = new Image();
              picture.src = '/samples/room.jpg';
              const camera = window.camera = { x: 0, y: 0, shake: 0, path: [] };
              const canvas = document.createElement('canvas');
              canvas.width = 960;
              canvas.height = 720;
              const context = canvas.getContext('2d');
              // The picture is a third larger than the view, so that the view can turn.
              setInterval(() => {
                const step = camera.path.shift();
                if (step) {
                  camera.x += step[0];
                  camera.y += step[1];
                }
                const tremble = () => camera.shake * (2 * Math.random() - 1);
                context.drawImage(picture, -160 + camera.x + tremble(), -120 + camera.y + tremble(), 1280, 960);
              }, 60);
              const devices = window.cameraIds = DEVICES;
              navigator.mediaDevices.enumerateDevices = async () =>
                devices.map((deviceId) => ({ kind: 'videoinput', label: name, deviceId, groupId: '' }));
              navigator.mediaDevices.getUserMedia = async (wanted) => {
                await picture.decode();
                const stream = canvas.captureStream();
                const track = stream.getVideoTracks()[0];
                const deviceId = wanted.video.deviceId?.exact ?? devices[0];
                Object.defineProperty(track, 'label', { value: name });
                track.getSettings = () => ({ width: 960, height: 720, frameRate: 16, deviceId });
                return stream;
              };
            })();
            """;

    private final Page tab;

    private SteeredCamera(Page tab) {
        this.tab = tab;
    }

    /**
     * Plugs them in, for each page that is opened from now on.
     *
     * @param devices their ids; the first is opened where none is asked for
     */
    public static SteeredCamera plug(Visit visit, String... devices) {
        var ids = List.of(devices).stream().map(id -> "'" + id + "'").toList();
        visit.context().addInitScript(SCRIPT.replace("DEVICES", ids.toString()));
        return new SteeredCamera(visit.page());
    }

    /**
     * Turns it.
     *
     * @param x pixels that what is seen goes to the right
     * @param y pixels that it goes down
     * @param frames that this takes
     */
    public void turn(double x, double y, int frames) {
        tab.evaluate(
                "([x, y, n]) => { camera.path = Array.from({ length: n }, () => [x / n, y / n]); }",
                List.of(x, y, frames));
        tab.waitForFunction("() => camera.path.length === 0");
    }

    /** Lets it tremble by so many pixels; 0 ends that. */
    public void shake(double pixels) {
        tab.evaluate("(pixels) => { camera.shake = pixels; }", pixels);
    }
}
