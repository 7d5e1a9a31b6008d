// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.dom;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertTrue;
import static org.junit.Assert.fail;

import io.sightline.glue.async.Await;
import io.sightline.glue.canvas.ImageBitmap;
import io.sightline.glue.canvas.OffscreenCanvas;
import io.sightline.glue.error.JsException;
import io.sightline.glue.gpu.Platform;
import io.sightline.glue.intl.DateTimeFormat;
import io.sightline.glue.intl.NumberFormat;
import io.sightline.glue.intl.PluralRules;
import io.sightline.glue.media.VideoFrame;
import io.sightline.glue.net.Fetch;
import io.sightline.glue.net.Response;
import io.sightline.glue.storage.CacheStorage;
import io.sightline.glue.storage.Opfs;
import io.sightline.glue.testing.InBrowser;
import io.sightline.glue.testing.Js;
import io.sightline.glue.value.JsValues;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.teavm.jso.core.JSString;
import org.teavm.jso.file.Blob;
import org.teavm.jso.typedarrays.Uint8Array;
import org.teavm.junit.SkipJVM;

/** Each facade against the browser itself, so that a wrong name or type shows. */
@RunWith(InBrowser.class)
@SkipJVM
public class FacadesTest {
    @Test
    public void canvasDrawsAndReads() {
        var canvas = new OffscreenCanvas(4, 2);
        var context = canvas.readableContext();
        context.setFillStyle("#ff8000");
        context.fillRect(0, 0, 4, 2);
        var pixels = context.getImageData(3, 1, 1, 1);
        assertEquals("255,128,0,255", Js.apply("p => p.data.join()", pixels));
        assertEquals(
                "srgb", Js.apply("p => p.colorSpace", context.getImageData(0, 0, 1, 1, "srgb")));

        var bitmap = Await.await(ImageBitmap.resized(canvas, 8, 6));
        assertEquals(8, bitmap.getWidth());
        assertEquals(6, bitmap.getHeight());
        var other = new OffscreenCanvas(2, 2).context();
        other.drawImage(bitmap, 0, 0, 2, 2);
        assertEquals(
                "255,128,0,255", Js.apply("p => p.data.join()", other.getImageData(1, 1, 1, 1)));
        bitmap.close();
        assertEquals(0, bitmap.getWidth());

        var png = Await.await(canvas.toBlob("image/png"));
        assertEquals("image/png", png.getType());
        assertEquals(4, Await.await(ImageBitmap.of(png)).getWidth());
    }

    @Test
    public void picturesThatAreNoneAreRefused() {
        try {
            Await.await(ImageBitmap.of(Blobs.of(JSString.valueOf("no picture"), "image/png")));
            fail("decoded");
        } catch (JsException e) {
            assertEquals("InvalidStateError", e.name());
        }
    }

    @Test
    public void videoFramesAreCopiedAndClosed() {
        var canvas = new OffscreenCanvas(16, 8);
        canvas.context().fillRect(0, 0, 16, 8);
        var frame = VideoFrame.of(canvas, 1500);
        var copy = frame.copy();
        frame.close();
        assertEquals(16, copy.getDisplayWidth());
        assertEquals(8, copy.getDisplayHeight());
        assertEquals(1500, copy.getTimestamp(), 0);
        copy.close();
    }

    @Test
    public void fetchGivesStatusHeadersAndBody() {
        var found = Await.await(Fetch.fetch(ObjectUrl.location()));
        assertTrue(found.isOk());
        assertEquals(200, found.getStatus());
        assertTrue(found.getHeaders().get("content-type").startsWith("text/html"));
        var reader = found.getBody().getReader();
        var bytes = 0;
        for (var chunk = Await.await(reader.read());
                !chunk.isDone();
                chunk = Await.await(reader.read())) {
            bytes += chunk.getValue().getLength();
        }
        assertTrue(bytes > 0);
        assertTrue(found.isBodyUsed());
        assertEquals(404, Await.await(Fetch.fetch("/there-is-nothing-here")).getStatus());
        try {
            Await.await(Fetch.fetch("http://127.0.0.1:1/"));
            fail("reached");
        } catch (JsException e) {
            assertEquals("TypeError", e.name());
        }
    }

    @Test
    public void privateFilesKeepBytes() {
        assertTrue(Opfs.available());
        var folder = Await.await(Await.await(Opfs.root()).folder("test"));
        var file = Await.await(folder.file("a.bin", true));
        var writer = Await.await(file.writer(false));
        Await.await(writer.write(Js.eval("new Uint8Array([1, 2, 3])")));
        Await.await(writer.close());
        assertEquals(3, Await.await(file.size()).doubleValue(), 0);
        Set<String> names = new HashSet<>();
        var keys = folder.names();
        for (var step = Await.await(keys.next()); !step.isDone(); step = Await.await(keys.next())) {
            names.add(step.getValue());
        }
        assertEquals(Set.of("a.bin"), names);
        Await.await(folder.remove("a.bin"));
        try {
            Await.await(folder.file("a.bin", false));
            fail("still there");
        } catch (JsException e) {
            assertEquals("NotFoundError", e.name());
        }
        assertTrue(Await.await(Opfs.estimate()).getQuota() > 0);
    }

    @Test
    public void cacheKeepsAnswers() {
        var cache = Await.await(CacheStorage.get().open("test"));
        Await.await(cache.put("/kept", new Response(JSString.valueOf("content"))));
        assertEquals(
                "content", Await.await(Await.await(cache.match("/kept")).text()).stringValue());
        assertTrue(Await.await(CacheStorage.get().delete("test")).booleanValue());
    }

    @Test
    public void textAndDigests() {
        assertEquals("grün", Text.decode(Text.encode("grün")));
        try {
            Text.decode((Uint8Array) Js.eval("new Uint8Array([0xFF, 0xFE])"));
            fail("decoded");
        } catch (JsException e) {
            assertEquals("TypeError", e.name());
        }
        assertEquals(
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                Digest.hex(Await.await(Digest.sha256(Text.encode("abc")))));
    }

    @Test
    public void numbersTimesAndPlurals() {
        assertEquals("1’234.50", NumberFormat.fixed("de-CH", 2).format(1234.5).replace('\'', '’'));
        assertEquals(
                "12,5 %", NumberFormat.percent("de-DE", 1).format(0.125).replace('\u00a0', ' '));
        assertEquals("15 ms", NumberFormat.unit("en", "millisecond", 0).format(15));
        var options =
                JsValues.toJs(
                        Map.of(
                                "timeZone",
                                "UTC",
                                "hour",
                                "2-digit",
                                "minute",
                                "2-digit",
                                "hour12",
                                false));
        assertEquals("13:05", DateTimeFormat.of("en-GB", options).format(47_100_000));
        assertEquals("one", PluralRules.of("en").select(1));
        assertEquals("few", PluralRules.of("pl").select(3));
    }

    @Test
    public void platformIsAsked() {
        assertTrue(Platform.wasmSimd());
        assertTrue(Platform.cores() >= 1);
        assertTrue(Platform.offscreenCanvas());
        assertTrue(Platform.userAgent().contains("Chrom"));
        assertFalse(Platform.crossOriginIsolated() && !Platform.sharedMemory());
    }

    @Test
    public void eventsClocksAndQueries() {
        var event = CustomEvent.of("x", JsValues.toJs(Map.of("n", 1)));
        assertEquals("x", event.getType());
        assertEquals("1", Js.apply("d => d.n", event.getDetail()));
        var before = Clock.now();
        assertTrue(Clock.now() >= before);
        assertTrue(MediaQuery.of("(min-width: 0px)").isMatching());
        assertEquals("https://a.example/c", ObjectUrl.resolve("../c", "https://a.example/b/d"));
        Globals.define("gluetest", JSString.valueOf("v"));
        assertEquals("v", ((JSString) Globals.get("gluetest")).stringValue());
    }

    @Test
    public void blobsAreCut() {
        Blob blob = Blobs.of(JSString.valueOf("abcdef"), "text/plain");
        assertEquals(6, Blobs.size(blob), 0);
        assertEquals("cd", Await.await(Blobs.text(Blobs.slice(blob, 2, 4))).stringValue());
        assertTrue(Blobs.isBlob(blob));
        assertFalse(Blobs.isBlob(Js.eval("{}")));
        assertNotNull(Blobs.stream(blob).getReader());
    }
}
