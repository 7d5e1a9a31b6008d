// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.fault;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.options.FilePayload;
import io.sightline.e2e.media.ScriptedClip;
import io.sightline.e2e.media.ScriptedClip.Frame;
import io.sightline.e2e.media.WebmWriter;
import io.sightline.e2e.page.SightlinePage;
import io.sightline.e2e.page.Visit;
import io.sightline.e2e.stage.InChromium;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Clips that are none, break off, or are unlike others: each is told, and nothing is lost. */
@InChromium
final class BadClipsIT {
    private static final int WIDTH = ScriptedClip.WIDTH;
    private static final int HEIGHT = ScriptedClip.HEIGHT;

    /** A second of sound, 8,000 samples of silence. */
    private static byte[] wav() {
        var wav = ByteBuffer.allocate(44 + 16_000).order(ByteOrder.LITTLE_ENDIAN);
        wav.put("RIFF".getBytes()).putInt(36 + 16_000).put("WAVEfmt ".getBytes());
        wav.putInt(16).putShort((short) 1).putShort((short) 1).putInt(8000).putInt(16_000);
        wav.putShort((short) 2).putShort((short) 16).put("data".getBytes()).putInt(16_000);
        return wav.array();
    }

    @Test
    void whatIsNoClipIsRefusedByItsReason(Visit visit) {
        SightlinePage page = SightlinePage.open(visit);
        var two = new ScriptedClip().add(Frame.empty(0)).add(Frame.empty(100)).encoded(page.tab());
        long[] times = {0, 100};
        // The reader of clips says on the console what it makes of a stream without its header.
        visit.guard().expect("Error during decodability check");
        page.give("nothing", "video/mp4", new byte[0]);
        page.give("text", "video/mp4", "This is no clip at all.".repeat(40).getBytes());
        page.give("sound", "audio/wav", wav());
        page.give("empty", "video/webm", WebmWriter.of(List.of(), WIDTH, HEIGHT, new long[0]));
        page.give("huge", "video/webm", WebmWriter.of(two, 20_000, 20_000, times));
        page.give(
                "odd", "video/webm", WebmWriter.of("V_MPEGH/ISO/HEVC", two, WIDTH, HEIGHT, times));
        refused(page, "nothing", "bad-input", "cannot be read");
        refused(page, "text", "bad-input", "cannot be read");
        refused(page, "sound", "bad-input", "only sound");
        refused(page, "empty", "bad-input", "no frame");
        refused(page, "huge", "bad-input", "20000 × 20000");
        refused(page, "odd", "unsupported", "hevc");
        // After all these a good one is read as if nothing had been.
        page.give("good", "video/webm", WebmWriter.of(two, WIDTH, HEIGHT, times));
        var good = page.api().map("sightline.replay(given.good, { rules: [] })");
        assertEquals(2.0, number(good.get("frames")));
    }

    private static void refused(SightlinePage page, String name, String code, String message) {
        var failure = page.api().failure("sightline.replay(given." + name + ", { rules: [] })");
        assertEquals(code, failure.code(), () -> name + ": " + failure.message());
        assertTrue(
                failure.message().contains(message),
                () -> name + " is told as " + failure.message());
    }

    /** Frames come at any distance from 20 to 500 ms; what happens is told by their own times. */
    @Test
    void aVariableRateIsTakenByItsTimes(Visit visit) {
        SightlinePage page = SightlinePage.open(visit);
        long[] apart = {20, 100, 33, 250, 40, 60, 500, 100, 150, 20};
        var clip = new ScriptedClip();
        double came = Double.NaN;
        double went = Double.NaN;
        long at = 0;
        for (int i = 0; at < 20_000; ++i) {
            double t = at / 1000.0;
            boolean there = t >= 8 && t <= 14;
            if (there) {
                came = Double.isNaN(came) ? t : came;
                went = t;
            }
            clip.add(Frame.walker(at, there ? 20 + (t - 8) * 40 : -1));
            at += apart[i % apart.length];
        }
        page.give("clip", "video/webm", clip.webm(page.tab()));
        var result =
                page.api()
                        .map(
                                "sightline.replay(given.clip, { rules: [{ id: 'm', version: 1, name: 'M',"
                                        + " subject: { label: 'motion' } }] })");
        var times = clip.times();
        assertEquals((double) times.length, number(result.get("frames")));
        var motion = (List<?>) result.get("motion");
        assertEquals(1, motion.size(), motion::toString);
        var span = (Map<?, ?>) motion.get(0);
        assertWithinAFrame(times, came, number(span.get("from")));
        assertWithinAFrame(times, went, number(span.get("to")));
        var alerts = (List<?>) result.get("alerts");
        assertEquals(1, alerts.size(), alerts::toString);
    }

    /** Not farther than the frames beside the one of that time. */
    private static void assertWithinAFrame(long[] times, double wanted, double found) {
        int i = Arrays.binarySearch(times, Math.round(wanted * 1000));
        double before = times[Math.max(0, i - 1)] / 1000.0;
        double after = times[Math.min(times.length - 1, i + 1)] / 1000.0;
        assertTrue(
                found >= before - 1e-3 && found <= after + 1e-3,
                found + " where " + wanted + " is true, between " + before + " and " + after);
    }

    /** In the middle the pictures are none: what came before stands, and the fault has its time. */
    @Test
    void whatCameBeforeABreakStands(Visit visit) {
        SightlinePage page = SightlinePage.open(visit);
        var frames = new ScriptedClip();
        for (int i = 0; i < 100; ++i) {
            double t = i / 5.0;
            frames.add(Frame.walker(i * 200L, t >= 6 && t <= 9 ? 20 + (t - 6) * 60 : -1));
        }
        var pictures = new ArrayList<>(frames.encoded(page.tab()));
        for (int i = 70; i < 80; ++i) {
            var broken = pictures.get(i).clone();
            Arrays.fill(broken, (byte) 0xff);
            pictures.set(i, broken);
        }
        byte[] file = WebmWriter.of(pictures, WIDTH, HEIGHT, frames.times());
        page.give("clip", "video/webm", file);
        var result = page.api().map("sightline.replay(given.clip, { rules: [] })");
        var broken = (Map<?, ?>) result.get("broken");
        assertTrue(broken != null, () -> "nothing is told of the break: " + result);
        assertTrue(!broken.get("cause").toString().isEmpty());
        assertEquals(14, number(broken.get("at")), 2.1);
        assertTrue(number(result.get("frames")) >= 55 && number(result.get("frames")) <= 70);
        var motion = (Map<?, ?>) ((List<?>) result.get("motion")).get(0);
        assertEquals(6, number(motion.get("from")), 0.3);
        assertEquals(9, number(motion.get("to")), 0.3);
        // The same on the page, after one that is none.
        page.tab().locator("#tab-watch").click();
        var fault =
                page.tab().locator("section[aria-labelledby=watch-replay-title] > [role=alert]");
        choose(page, "no clip".getBytes());
        assertThat(fault).containsText("cannot be read");
        assertThat(page.tab().locator("#watch-stop")).isHidden();
        choose(page, file);
        assertThat(page.tab().locator("#watch-replayed")).containsText("frames");
        assertThat(fault).containsText("what was seen before stands");
        assertThat(page.tab().locator("#watch-timeline [data-kind=motion]")).hasCount(1);
    }

    /** Given up on the page: it is told, and the next clip is taken. */
    @Test
    void oneThatIsStoppedMakesRoomForTheNext(Visit visit) {
        SightlinePage page = SightlinePage.open(visit);
        var clip = new ScriptedClip();
        for (int i = 0; i < 300; ++i) {
            clip.add(Frame.walker(i * 100L, i % 200));
        }
        byte[] file = clip.webm(page.tab());
        page.tab().locator("#tab-watch").click();
        // As soon as it can be: no person is as fast.
        page.tab()
                .locator("#watch-stop")
                .evaluate(
                        """
                        (stop) => {
                          new MutationObserver(() => stop.hidden || stop.click())
                            .observe(stop, { attributes: true });
                        }
                        """);
        choose(page, file);
        var fault =
                page.tab().locator("section[aria-labelledby=watch-replay-title] > [role=alert]");
        assertThat(page.tab().locator("#watch-stop")).isHidden();
        var two = new ScriptedClip().add(Frame.empty(0)).add(Frame.empty(100)).webm(page.tab());
        assertThat(fault).containsText("stopped");
        page.give("two", "video/webm", two);
        var next = page.api().map("sightline.replay(given.two, { rules: [] })");
        assertEquals(2.0, number(next.get("frames")));
    }

    private static void choose(SightlinePage page, byte[] file) {
        page.tab()
                .locator("#watch-clip")
                .setInputFiles(new FilePayload("a.webm", "video/webm", file));
    }

    private static double number(Object value) {
        return ((Number) value).doubleValue();
    }
}
