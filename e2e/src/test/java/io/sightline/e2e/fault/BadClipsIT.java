// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.fault;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.FilePayload;
import io.sightline.e2e.Project;
import io.sightline.e2e.media.ScriptedClip;
import io.sightline.e2e.media.ScriptedClip.Frame;
import io.sightline.e2e.media.WebmWriter;
import io.sightline.e2e.page.SightlinePage;
import io.sightline.e2e.page.Visit;
import io.sightline.e2e.stage.InChromium;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
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

    /**
     * In the middle the pictures are none, on a machine of any speed: all before and all after is
     * seen, and what is not is told with its times.
     */
    @Test
    void whatLiesAroundABreakIsSeen(Visit visit) {
        SightlinePage page = SightlinePage.open(visit);
        var frames = new ScriptedClip();
        for (int i = 0; i < 120; ++i) {
            double t = i / 5.0;
            double left = t >= 6 && t <= 9 ? 20 + (t - 6) * 60 : -1;
            frames.add(Frame.walker(i * 200L, t >= 19 && t <= 22 ? 20 + (t - 19) * 60 : left));
        }
        var pictures = frames.encoded(page.tab());
        byte[] file = WebmWriter.of(damaged(pictures, 70, 80), WIDTH, HEIGHT, frames.times());
        page.give("clip", "video/webm", file);
        var result = page.api().map("sightline.replay(given.clip, { rules: [] })");
        var broken = breaks(result);
        assertEquals(1, broken.size(), result::toString);
        assertEquals(14, number(broken.get(0).get("from")), 1e-3);
        assertEquals(16, number(broken.get(0).get("to")), 1e-3);
        assertTrue(!broken.get(0).get("cause").toString().isEmpty());
        assertEquals(110.0, number(result.get("frames")));
        var motion = (List<?>) result.get("motion");
        assertEquals(2, motion.size(), motion::toString);
        for (int i = 0; i < 2; ++i) {
            var span = (Map<?, ?>) motion.get(i);
            assertEquals(i == 0 ? 6 : 19, number(span.get("from")), 0.3);
            assertEquals(i == 0 ? 9 : 22, number(span.get("to")), 0.3);
        }
        // To the end: none of what came before is lost.
        page.give(
                "ends",
                "video/webm",
                WebmWriter.of(damaged(pictures, 70, 120), WIDTH, HEIGHT, frames.times()));
        var ended = page.api().map("sightline.replay(given.ends, { rules: [] })");
        assertEquals(70.0, number(ended.get("frames")));
        assertEquals(14, number(breaks(ended).get(0).get("from")), 1e-3);
        assertTrue(!breaks(ended).get(0).containsKey("to"));
        // The same on the page, after one that is none.
        page.tab().locator("#tab-watch").click();
        var fault = fault(page);
        choose(page, "no clip".getBytes());
        assertThat(fault).containsText("cannot be read");
        assertThat(page.tab().locator("#watch-stop")).isHidden();
        choose(page, file);
        assertThat(page.tab().locator("#watch-replayed")).containsText("frames");
        assertThat(fault).containsText("from 0:14");
        assertThat(fault).containsText("to 0:16");
        assertThat(page.tab().locator("#watch-timeline [data-kind=motion]")).hasCount(2);
        var unread = page.tab().locator("#watch-timeline [data-kind=unread]");
        assertThat(unread).hasCount(1);
        var still = page.tab().locator("#watch-still");
        assertThat(still).hasAttribute("aria-label", Pattern.compile("Frame at 0:00"));
        double height = still.boundingBox().height;
        unread.click();
        assertThat(still).hasAttribute("aria-label", Pattern.compile("no picture of 0:14"));
        assertEquals(height, still.boundingBox().height, 1);
    }

    /** A copy was broken off: as many frames as there are whole, and the rest is told. */
    @Test
    void aFileThatWasCutIsSeenAsFarAsItGoes(Visit visit) throws IOException {
        SightlinePage page = SightlinePage.open(visit);
        var frames = new ScriptedClip();
        for (int i = 0; i < 60; ++i) {
            frames.add(Frame.walker(i * 200L, i >= 20 && i < 30 ? i * 4 : -1));
        }
        byte[] whole = frames.webm(page.tab());
        page.give("cut", "video/webm", Arrays.copyOf(whole, whole.length * 3 / 4));
        var result = page.api().map("sightline.replay(given.cut, { rules: [] })");
        double seen = number(result.get("frames"));
        assertTrue(seen > 40 && seen < 50, () -> result.get("frames") + " frames");
        assertEquals(1, ((List<?>) result.get("motion")).size());
        var broken = breaks(result);
        assertEquals(1, broken.size(), result::toString);
        assertEquals("cut-off", broken.get(0).get("cause"));
        assertEquals(seen / 5, number(broken.get(0).get("from")), 0.21);
        assertTrue(!broken.get(0).containsKey("to"));
        assertEquals(12, number(result.get("seconds")), 0.2);
        // The header of an MP4 tells each frame; those that are not in the file are none.
        byte[] sample = Files.readAllBytes(Project.site().resolve("samples/room-walk.mp4"));
        page.give("mp4", "video/mp4", Arrays.copyOf(sample, sample.length * 3 / 4));
        var half = page.api().map("sightline.replay(given.mp4, { rules: [] })");
        assertTrue(number(half.get("frames")) >= 24 && number(half.get("frames")) < 48);
        assertTrue(!breaks(half).get(0).containsKey("to"), half::toString);
        page.tab().locator("#tab-watch").click();
        choose(page, Arrays.copyOf(whole, whole.length * 3 / 4));
        assertThat(fault(page)).containsText("the file is cut off");
    }

    /** Pictures that depend on others are left out with the damaged one, up to the next key. */
    @Test
    void aDamagedPartOfAnMp4IsPassed(Visit visit) throws IOException {
        SightlinePage page = SightlinePage.open(visit);
        byte[] clip = Files.readAllBytes(Project.site().resolve("samples/room-walk.mp4"));
        page.give("whole", "video/mp4", clip);
        var whole = page.api().map("sightline.replay(given.whole, { rules: [] })");
        // The second of its three groups of pictures, from 2 to 4 s.
        Arrays.fill(clip, 135_000, 200_000, (byte) 0x55);
        page.give("broken", "video/mp4", clip);
        var result = page.api().map("sightline.replay(given.broken, { rules: [] })");
        var broken = breaks(result);
        assertEquals(1, broken.size(), broken::toString);
        double from = number(broken.get(0).get("from"));
        assertTrue(from >= 2 && from < 3, broken::toString);
        assertEquals(4, number(broken.get(0).get("to")), 1e-3);
        // Twelve frames a second.
        double lost = (4 - from) * 12;
        assertEquals(number(whole.get("frames")) - lost, number(result.get("frames")), 0.1);
    }

    private static List<byte[]> damaged(List<byte[]> pictures, int from, int to) {
        var all = new ArrayList<>(pictures);
        for (int i = from; i < to; ++i) {
            var broken = all.get(i).clone();
            Arrays.fill(broken, (byte) 0xff);
            all.set(i, broken);
        }
        return all;
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> breaks(Map<String, Object> result) {
        assertTrue(result.get("broken") != null, () -> "nothing is told of a break: " + result);
        return (List<Map<String, Object>>) result.get("broken");
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
        var fault = fault(page);
        assertThat(page.tab().locator("#watch-stop")).isHidden();
        var two = new ScriptedClip().add(Frame.empty(0)).add(Frame.empty(100)).webm(page.tab());
        assertThat(fault).containsText("stopped");
        page.give("two", "video/webm", two);
        var next = page.api().map("sightline.replay(given.two, { rules: [] })");
        assertEquals(2.0, number(next.get("frames")));
    }

    private static Locator fault(SightlinePage page) {
        return page.tab().locator("section[aria-labelledby=watch-replay-title] > [role=alert]");
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
