// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.e2e.media.ScriptedClip;
import io.sightline.e2e.media.ScriptedClip.Frame;
import io.sightline.e2e.page.SightlinePage;
import io.sightline.e2e.page.Visit;
import io.sightline.e2e.stage.InChromium;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;
import org.junit.jupiter.api.Test;

/** Light, exposure, noise and a shaken camera raise no alert; somebody who walks in then does. */
@InChromium
final class QuietIT {
    private static final double FPS = 10;

    /** Somebody walks in at the end, so that a gate that is merely deaf is found out. */
    private static final double WALK = 24;

    private static final double LENGTH = 28;

    private static final String RULE =
            "{ rules: [{ id: 'm', version: 1, name: 'M', subject: { label: 'motion' } }] }";

    private static void quiet(Visit visit, String name, DoubleFunction<Frame> frames) {
        SightlinePage page = SightlinePage.open(visit);
        var clip = new ScriptedClip();
        for (int i = 0; i < LENGTH * FPS; ++i) {
            double t = i / FPS;
            var frame = frames.apply(t);
            double walker = t >= WALK ? 20 + (t - WALK) * 60 : -1;
            clip.add(
                    new Frame(
                            i * 100L,
                            frame.gain(),
                            frame.lamp(),
                            frame.infrared(),
                            frame.shiftX(),
                            frame.shiftY(),
                            frame.noise(),
                            walker));
        }
        page.give("clip", "video/webm", clip.webm(page.tab()));
        var result = page.api().map("sightline.replay(given.clip, " + RULE + ")");
        var alerts = (List<?>) result.get("alerts");
        assertEquals(1, alerts.size(), () -> name + ": " + alerts);
        double from = number(((Map<?, ?>) alerts.get(0)).get("from"));
        assertTrue(from >= WALK - 0.11 && from <= WALK + 1, () -> name + ": " + alerts);
        for (var span : (List<?>) result.get("motion")) {
            double began = number(((Map<?, ?>) span).get("from"));
            assertTrue(began >= WALK - 0.11, () -> name + " passed the gate: " + span);
        }
    }

    private static Frame frame(double gain, double lamp, boolean infrared, double noise) {
        return new Frame(0, gain, lamp, infrared, 0, 0, noise, -1);
    }

    @Test
    void aLightThatIsSwitched(Visit visit) {
        quiet(
                visit,
                "lamp",
                t -> frame(t >= 8 && t < 15 ? 1.15 : 1, t >= 8 && t < 15 ? 1 : 0, false, 2));
    }

    @Test
    void anExposureThatDrifts(Visit visit) {
        quiet(visit, "exposure", t -> frame(1 + 0.3 * Math.sin(t / 2), 0, false, 2));
    }

    @Test
    void noise(Visit visit) {
        quiet(visit, "noise", t -> frame(1, 0, false, t < 12 ? 4 : 10));
    }

    @Test
    void infraRedAtNight(Visit visit) {
        quiet(visit, "infra-red", t -> frame(1, 0, t >= 8 && t < 16, 3));
    }

    @Test
    void aCameraThatIsShaken(Visit visit) {
        quiet(
                visit,
                "shake",
                t -> {
                    boolean shakes = t >= 8 && t < 10 || t >= 14 && t < 15;
                    int x = shakes ? (int) Math.round(5 * Math.sin(t * 17)) : 0;
                    int y = shakes ? (int) Math.round(4 * Math.sin(t * 23)) : 0;
                    return new Frame(0, 1, 0, false, x, y, 2, -1);
                });
    }

    private static double number(Object value) {
        return ((Number) value).doubleValue();
    }
}
