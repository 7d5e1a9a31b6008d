// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.watch;

import io.sightline.core.message.WatchCommand;
import java.util.Map;
import java.util.function.Consumer;
import org.teavm.jso.browser.Window;
import org.teavm.jso.core.JSString;

/**
 * Sees to it that what is watched is seen: tells the page when it is not, has the worker write it
 * down, and waits for a camera that was unplugged.
 */
final class SightDesk {
    /** That a camera is still away is written down so often, milliseconds. */
    private static final int GONE_APART = 5000;

    private final Sight sight = new Sight();
    private final Replug replug = new Replug();
    private final WatchClient client;
    private final Consumer<Map<String, Object>> scenes;
    private String health = "";
    private boolean counting;

    /**
     * @param scenes hears of each scene, in the form of the public API
     */
    SightDesk(WatchClient client, Consumer<Map<String, Object>> scenes) {
        this.client = client;
        this.scenes = scenes;
    }

    /** A stream is watched from now on. */
    void begin() {
        sight.begin();
    }

    /** A frame went through the gate. */
    void frame() {
        sight.frame();
    }

    /** What the worker tells of the scene. */
    void told(Map<?, ?> scene) {
        tell(sight.of(scene));
    }

    /**
     * The camera was unplugged while it was watched: it is waited for.
     *
     * @param device its id
     * @param name its label
     */
    void unplugged(String device, String name) {
        replug.await(device, name);
        tell(sight.unplugged());
        if (!counting) {
            counting = true;
            Window.setTimeout(this::stillUnplugged, GONE_APART);
        }
    }

    /** It is waited for no more. */
    void cancel() {
        replug.cancel();
    }

    /** True while a camera that was unplugged is waited for. */
    boolean waiting() {
        return replug.waiting();
    }

    /** The stream ends. */
    void end() {
        health("");
    }

    /** Nobody wants to watch any more. */
    void stop() {
        sight.stop();
        health("");
        writeLapses();
    }

    private void tell(Map<String, Object> scene) {
        health((String) scene.get("health"));
        writeLapses();
        scenes.accept(scene);
    }

    private void health(String said) {
        if (!said.equals(health)) {
            health = said;
            Link.health(JSString.valueOf(said));
        }
    }

    /** No scene is told meanwhile, and a page that crashes tells nothing any more. */
    private void stillUnplugged() {
        counting = replug.waiting();
        if (counting) {
            sight.unplugged();
            writeLapses();
            Window.setTimeout(this::stillUnplugged, GONE_APART);
        }
    }

    private void writeLapses() {
        for (var lapse : sight.fresh()) {
            client.tell(new WatchCommand.Lapsed(lapse.why(), lapse.from(), lapse.to()));
        }
    }
}
