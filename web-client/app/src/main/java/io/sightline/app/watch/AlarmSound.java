// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.watch;

import io.sightline.app.dom.Browser;
import io.sightline.app.dom.El;
import io.sightline.app.text.Texts;
import org.teavm.jso.JSBody;
import org.teavm.jso.dom.events.Event;

/** Two short tones for an alarm, if the user wants them; off until then. */
final class AlarmSound {
    private static final String KEPT = "sightline.alarm-sound";

    private final Texts texts;
    private final El box =
            El.create("input", "").attr("type", "checkbox").attr("id", "watch-sound");
    private final El note = El.create("span", "note").attr("role", "status");

    AlarmSound(Texts texts) {
        this.texts = texts;
        Browser.check(box.node(), "on".equals(Browser.kept(KEPT)));
        box.on(
                "change",
                (Event event) -> {
                    boolean on = Browser.isChecked(box.node());
                    Browser.keep(KEPT, on ? "on" : "off");
                    note.text("");
                    if (on) {
                        alarm();
                    }
                });
    }

    /** The switch. */
    El control() {
        return El.create("div", "watch-row")
                .add(
                        box,
                        El.create("label", "")
                                .attr("for", "watch-sound")
                                .text(texts.of("watch.sound")),
                        note);
    }

    /**
     * Sounds, if it is wanted; browsers keep a page silent that nobody has touched, which is said.
     */
    void alarm() {
        if (Browser.isChecked(box.node())) {
            note.text(play() ? "" : texts.of("watch.sound-blocked"));
        }
    }

    @JSBody(
            script =
                    "try { const c = globalThis.sightlineTones || (globalThis.sightlineTones = new "
                            + "AudioContext()); c.resume(); const o = c.createOscillator(), g = "
                            + "c.createGain(), t = c.currentTime; g.gain.setValueAtTime(0.15, t); "
                            + "g.gain.setValueAtTime(0, t + 0.15); g.gain.setValueAtTime(0.15, t + 0.25); "
                            + "o.frequency.value = 880; o.connect(g).connect(c.destination); o.start(t); "
                            + "o.stop(t + 0.4); return c.state === 'running' || navigator.userActivation && "
                            + "navigator.userActivation.hasBeenActive; } catch (e) { return false; }")
    private static native boolean play();
}
