// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.e2e.Project;
import io.sightline.e2e.media.Scenes;
import io.sightline.e2e.page.SightlinePage;
import io.sightline.e2e.page.Visit;
import io.sightline.e2e.stage.InChromium;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

/** Files that are not what they should be: each gets its sentence, and the next good one works. */
@InChromium
final class BadFilesIT {
    private static final byte[] GOOD = Scenes.png(Scenes.corridor(320, 240, 0.5));

    /** Opens what is broken, then something good. */
    private static void refused(SightlinePage page, String key, String hint) {
        String words = page.alert(key);
        assertTrue(words.contains(hint), words);
        assertFalse(words.contains("{"), words);
        page.dismissMessages();
        page.openImage("good.png", "image/png", GOOD);
        page.waitForText("source-name", "good.png");
        page.waitForDepth();
        assertEquals(List.of(), page.messages());
    }

    private static SightlinePage page(Visit visit) {
        SightlinePage page = SightlinePage.open(visit);
        page.loadModel();
        return page;
    }

    @Test
    void pictures(Visit visit) {
        SightlinePage page = page(visit);
        byte[] text = "Dear diary, this is no picture.".getBytes(StandardCharsets.UTF_8);
        page.openImage("diary.txt", "text/plain", text);
        refused(page, "not-media", "diary.txt");
        page.openImage("diary.png", "image/png", text);
        refused(page, "not-an-image", "diary.png");
        page.openImage("empty.png", "image/png", new byte[0]);
        refused(page, "file-empty", "Choose another");
        page.openImage("one.png", "image/png", new byte[] {(byte) 0x89});
        refused(page, "not-an-image", "one.png");
    }

    @Test
    void sizes(Visit visit) {
        SightlinePage page = page(visit);
        page.openImage("zero.png", "image/png", pngHeader(0, 0));
        refused(page, "image-empty", "0 × 0");
        page.openImage("zero.svg", "image/svg+xml", svg(0, 0));
        refused(page, "not-an-image", "zero.svg");
        page.openImage("huge.png", "image/png", pngHeader(20_000, 20_000));
        refused(page, "image-too-large", "Scale it down");
        page.openImage("wide.png", "image/png", Scenes.png(Scenes.corridor(20_000, 14, 0.5)));
        refused(page, "image-too-large", "20000 × 14");
    }

    @Test
    void cutOff(Visit visit) {
        SightlinePage page = page(visit);
        page.openImage("cut.png", "image/png", Arrays.copyOf(GOOD, GOOD.length / 2));
        refused(page, "image-broken", "cut.png");
        byte[] jpeg = Scenes.jpeg(Scenes.corridor(320, 240, 0.5));
        page.openImage("cut.jpg", "image/jpeg", Arrays.copyOf(jpeg, 300));
        refused(page, "image-broken", "cut.jpg");
    }

    @Test
    void videos(Visit visit) throws IOException {
        Path clip = Project.site().resolve("samples/room-walk.mp4");
        assertTrue(Files.isRegularFile(clip), "the sample clip is not built");
        byte[] whole = Files.readAllBytes(clip);
        SightlinePage page = page(visit);
        page.openVideo("diary.mp4", "video/mp4", "no video".getBytes(StandardCharsets.UTF_8));
        refused(page, "not-a-video", "diary.mp4");
        page.openVideo("head.mp4", "video/mp4", Arrays.copyOf(whole, 600));
        refused(page, "not-a-video", "head.mp4");
        page.openVideo("song.wav", "audio/wav", wav());
        refused(page, "video-empty", "only sound");
    }

    @Test
    void aVideoCutInTheMiddleKeepsWhatWasMeasured(Visit visit) throws IOException {
        Path clip = Project.site().resolve("samples/room-walk.mp4");
        assertTrue(Files.isRegularFile(clip), "the sample clip is not built");
        byte[] whole = Files.readAllBytes(clip);
        SightlinePage page = page(visit);
        page.openVideo("cut.mp4", "video/mp4", Arrays.copyOf(whole, whole.length * 2 / 5));
        page.waitForDepth();
        page.tab()
                .waitForFunction(
                        "() => document.querySelector(\"[data-key='error.video-broken'],"
                                + " [data-key='notice.video-ends-early']\")");
        page.waitForText("t-total", "ms");
        page.dismissMessages();
        page.openImage("good.png", "image/png", GOOD);
        page.waitForText("source-name", "good.png");
        page.waitForDepth();
    }

    /** A PNG whose header is right and whose body is missing. */
    private static byte[] pngHeader(int width, int height) {
        var header = ByteBuffer.allocate(17);
        header.put("IHDR".getBytes(StandardCharsets.US_ASCII)).putInt(width).putInt(height);
        header.put(new byte[] {8, 2, 0, 0, 0});
        var crc = new CRC32();
        crc.update(header.array());
        return ByteBuffer.allocate(8 + 4 + 17 + 4)
                .putLong(0x89504E470D0A1A0AL)
                .putInt(13)
                .put(header.array())
                .putInt((int) crc.getValue())
                .array();
    }

    private static byte[] svg(int width, int height) {
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\"/>"
                .formatted(width, height)
                .getBytes(StandardCharsets.UTF_8);
    }

    /** A second of silence: sound without a picture. */
    private static byte[] wav() {
        int samples = 8000;
        var wav = ByteBuffer.allocate(44 + samples).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        wav.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + samples);
        wav.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16).putShort((short) 1);
        wav.putShort((short) 1).putInt(8000).putInt(8000).putShort((short) 1).putShort((short) 8);
        wav.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(samples);
        byte[] bytes = wav.array();
        Arrays.fill(bytes, 44, bytes.length, (byte) 128);
        return bytes;
    }
}
