// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.flow;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.FilePayload;
import io.sightline.e2e.Project;
import io.sightline.e2e.media.RoomDepth;
import io.sightline.e2e.model.LanguageModels;
import io.sightline.e2e.model.MapModel;
import io.sightline.e2e.model.TinyDepthModel;
import io.sightline.e2e.page.MetresPanel;
import io.sightline.e2e.page.SightlinePage;
import io.sightline.e2e.page.TalkPanel;
import io.sightline.e2e.page.Visit;
import io.sightline.e2e.stage.InChromium;
import io.sightline.e2e.stage.Models;
import io.sightline.e2e.stage.Stage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Depth models that a person brings in as files. */
@InChromium
final class OwnModelIT {
    private static final Path SHARED = Project.shared("models");

    private static SightlinePage room(Visit visit) {
        SightlinePage page = SightlinePage.open(visit);
        page.openSample("room");
        page.waitForText("plate", "Measure with");
        return page;
    }

    private static void bring(SightlinePage page, String name, byte[] bytes) {
        page.tab()
                .locator("#own-file")
                .setInputFiles(new FilePayload(name, "application/octet-stream", bytes));
    }

    private static void add(SightlinePage page, boolean metric, double most, String scaling) {
        Page tab = page.tab();
        tab.locator("#own").waitFor();
        tab.locator("input[name=own-meaning][value=" + (metric ? "metric" : "relative") + "]")
                .check(new Locator.CheckOptions().setForce(true));
        if (metric) {
            tab.locator("#own-most").fill(String.valueOf(most));
        }
        tab.locator("#own-scaling").selectOption(scaling);
        tab.locator("#own-add").click();
    }

    @Test
    void aFileInMetresTellsDistances(Visit visit) throws IOException {
        SightlinePage page = room(visit);
        Page tab = page.tab();
        bring(page, "my room.onnx", RoomDepth.metric());
        page.waitForText("own-about", "336 × 252");
        add(page, true, 20, "plain");
        page.waitForModel();
        page.waitForDepth();
        assertThat(page.tab().locator("#model-name")).hasText("my room");
        assertThat(page.tab().locator("#metres-state")).hasText("By the model");
        tab.locator("#metres-unit").selectOption("m");
        readsTheRoom(page);
        assertThat(tab.locator("#range-high")).hasText(Pattern.compile("2\\.\\d\\d\\sm"));
        var facts =
                page.api()
                        .depth(Files.readAllBytes(Project.site().resolve("samples/room.jpg")), null)
                        .facts();
        assertEquals("metric", facts.get("kind"));
        assertEquals("small", facts.get("near"));
        assertEquals("metres", facts.get("unit"));
        assertEquals("model", ((Map<?, ?>) facts.get("metres")).get("from"));
        tab.reload();
        SightlinePage again = SightlinePage.started(visit);
        again.openSample("room");
        again.waitForModel();
        again.waitForDepth();
        assertThat(tab.locator("#model-name")).hasText("my room");
        readsTheRoom(again);
        tab.locator("#stored summary").click();
        tab.locator("#stored-files button[aria-label='Delete my room.onnx']").click();
        assertThat(tab.locator("#model-pick option")).hasCount(1);
    }

    private static void readsTheRoom(SightlinePage page) {
        var panel = new MetresPanel(page);
        for (int[] place : List.of(RoomDepth.flat(2.2), RoomDepth.flat(5.2))) {
            double truth = RoomDepth.distance(place[0], place[1]);
            assertEquals(truth, panel.read(place), 0.05 * truth);
        }
    }

    @Test
    void aRelativeFileOfFreeSizeDoesAsWell(Visit visit) {
        SightlinePage page = room(visit);
        bring(page, "tiny.onnx", new TinyDepthModel(7, 4).toOnnx());
        page.waitForText("own-about", "any size");
        add(page, false, 0, "imagenet");
        page.waitForModel();
        page.waitForDepth();
        assertThat(page.tab().locator("#metres-state")).hasText("Not calibrated");
        assertThat(page.tab().locator("#model-pick option")).hasCount(2);
        page.tab().locator("#model-pick").selectOption("test-depth");
        page.waitForText("plate", "Measure with Test depth");
    }

    /** The corridor's walls grow with nearness in this map, so its values are no metres. */
    @Test
    void theWrongPolarityIsRefusedWithTheReason(Visit visit) {
        SightlinePage page = room(visit);
        var map = new float[70 * 70];
        for (int i = 0; i < map.length; ++i) {
            map[i] = 1 + Math.max(Math.abs(i % 70 - 35), Math.abs(i / 70 - 30));
        }
        bring(page, "inverse.onnx", MapModel.toOnnx(map, 70, 70));
        add(page, true, 40, "plain");
        String said = page.alert("map-polarity");
        assertTrue(said.contains("large"), said);
        assertThat(page.tab().locator("#model-state")).hasAttribute("data-kind", "bad");
    }

    /**
     * What knows nothing of the drawn corridor is found out by the floor of the first picture: this
     * model gives the room's inverse depth, whatever it is shown.
     */
    @Test
    void theWrongPolarityIsRefusedByTheFloorOfThePicture(Visit visit) {
        SightlinePage page = room(visit);
        bring(page, "inverse room.onnx", RoomDepth.inverse());
        add(page, true, 20, "plain");
        String said = page.alert("map-polarity");
        assertTrue(said.contains("large"), said);
        assertThat(page.tab().locator("#metres-state")).hasText("Not calibrated");
        assertThat(page.tab().locator("#metres-begin")).isDisabled();
    }

    @Test
    void whatIsNoDepthModelIsRefused(Visit visit) {
        SightlinePage page = room(visit);
        bring(page, "notes.onnx", "These are my notes.".repeat(9).getBytes(StandardCharsets.UTF_8));
        page.alert("model-not-onnx");
        page.dismissMessages();
        byte[] whole = Stage.TINY.toOnnx();
        bring(page, "half.onnx", Arrays.copyOf(whole, whole.length / 2));
        page.alert("model-cut-off");
        assertThat(page.tab().locator("#own")).isHidden();
    }

    @Test
    void aDetectorIsNoDepthModel(Visit visit) throws IOException {
        Path file = SHARED.resolve("yolox_nano_416.onnx");
        assumeTrue(Files.exists(file), "the detector is not here: " + file.getFileName());
        SightlinePage page = room(visit);
        bring(page, "yolox_nano_416.onnx", Files.readAllBytes(file));
        assertTrue(page.alert("model-map").contains("depth model"));
    }

    /** Learnt in rooms, in metres: what a metric model does that takes one size only. */
    @Test
    void aLearntModelInMetres(Visit visit) throws IOException {
        Path file = SHARED.resolve("fast_depth_224.onnx");
        assumeTrue(Files.exists(file), "the metric model is not here: " + file.getFileName());
        SightlinePage page = room(visit);
        bring(page, "fast_depth_224.onnx", Files.readAllBytes(file));
        page.waitForText("own-about", "224 × 224");
        add(page, true, 10, "plain");
        page.waitForModel();
        page.waitForDepth();
        page.tab().locator("#metres-unit").selectOption("m");
        var panel = new MetresPanel(page);
        for (int[] place : List.of(RoomDepth.flat(2.2), RoomDepth.flat(5.2))) {
            System.out.printf(
                    "fast_depth: %.2f m, read %.2f m%n",
                    RoomDepth.distance(place[0], place[1]), panel.read(place));
        }
        assertTrue(
                panel.read(RoomDepth.flat(5.2)) > panel.read(RoomDepth.flat(2.2)),
                "the far wall is farther than the floor before it");
    }

    /**
     * The demonstration model knows drawn scenes: what it says is not the point, that it is asked.
     */
    @Test
    @InChromium(models = Models.WORDS)
    void indoorsOrOutdoorsIsAskedOnceAndCanBeOverruled(Visit visit) {
        SightlinePage page = SightlinePage.open(visit);
        Page tab = page.tab();
        page.openSample("room");
        bring(page, "rooms.onnx", RoomDepth.metric());
        add(page, true, 20, "plain");
        page.waitForModel();
        // One metric model leaves no choice.
        assertThat(tab.locator("#place")).isHidden();
        bring(page, "streets.onnx", RoomDepth.metric(4));
        add(page, true, 80, "plain");
        page.waitForText("model-name", "streets");
        page.waitForModel();
        page.waitForDepth();
        page.waitForText("place-note", "Choose");
        TalkPanel.open(page).load(LanguageModels.DEMONSTRATION);
        assertThat(tab.locator("#place-note"))
                .hasText(
                        Pattern.compile(
                                "Chosen by the language model.*|The language model is not sure.*"),
                        new LocatorAssertions.HasTextOptions().setTimeout(120_000));
        tab.locator("#tab-measure").click();
        boolean indoors = tab.locator("input[name=place][value=indoors]").isChecked();
        page.waitForText("model-name", indoors ? "rooms" : "streets");
        page.waitForModel();
        tab.locator("input[name=place][value=" + (indoors ? "outdoors" : "indoors") + "]")
                .check(new Locator.CheckOptions().setForce(true));
        page.waitForText("model-name", indoors ? "streets" : "rooms");
        page.waitForModel();
        page.waitForDepth();
        assertThat(page.tab().locator("#place-note")).hasText("Chosen by you.");
    }
}
