// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.watch;

import io.sightline.core.gate.GateSettings;
import io.sightline.core.pipeline.Draft;
import io.sightline.core.pipeline.Setup;
import io.sightline.core.rule.Rule;
import io.sightline.core.watch.WatchSettings;
import java.util.List;

/** How the open source and clips are looked at: each camera and each clip has its own gate. */
final class SourceSetup {
    private final KeptGates gates = new KeptGates();
    private GateSettings gate = GateSettings.DEFAULT;
    private String camera = "";
    private Draft draft;
    private boolean tuning;
    private boolean language;

    /** The motion gate of what is open. */
    GateSettings gate() {
        return gate;
    }

    /** What the open camera's settings are kept under; empty where nothing is open. */
    String camera() {
        return camera;
    }

    /** Another camera, with the gate that was set for it. */
    void camera(String next) {
        if (!next.equals(camera)) {
            camera = next;
            gate = gates.of(camera);
        }
    }

    /**
     * Sets the motion gate of the open camera.
     *
     * @return false where it could not be kept for another visit
     */
    boolean gate(GateSettings next) {
        gate = next;
        return camera.isEmpty() || gates.keep(camera, next);
    }

    /**
     * Has zones judged while they are drawn; null for no more.
     *
     * @return whether that is something else
     */
    boolean draft(Draft next) {
        boolean other = next == null ? draft != null : !next.equals(draft);
        draft = next;
        return other;
    }

    /** True while somebody draws. */
    boolean drawing() {
        return draft != null;
    }

    /** Has what stands out told, or no more. */
    void tune(boolean on) {
        tuning = on;
    }

    /** True while somebody sets the gate. */
    boolean tuning() {
        return tuning;
    }

    /**
     * Whether there is a language model.
     *
     * @return whether that is something else
     */
    boolean language(boolean there) {
        boolean other = there != language;
        language = there;
        return other;
    }

    /** All of it for the open source. */
    Setup of(List<Rule> rules, boolean live) {
        return new Setup(rules, gate, watch(), live, draft, tuning);
    }

    /** All of it for a clip: one that is known by name has its own gate, else that of now. */
    Setup ofClip(String name, List<Rule> rules) {
        return new Setup(rules, gates.ofClip(name, gate), watch(), false);
    }

    private WatchSettings watch() {
        return language ? WatchSettings.DEFAULT : WatchSettings.NO_LANGUAGE;
    }
}
