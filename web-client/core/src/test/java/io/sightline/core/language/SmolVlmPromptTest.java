// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.language;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sightline.core.error.SightlineException;
import io.sightline.core.image.ImageSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class SmolVlmPromptTest {
    private static final Path SHARED = Path.of("../../../shared");
    private static final String QUESTION = "Is a person in the room? Answer yes or no.";
    private static final String NEXT = "What is the person holding?";
    private static final String SYSTEM = "You watch a room for safety.";

    /** The conversations that the golden prompts were made of by the reference processor. */
    private static Map<String, List<Turn>> conversations(JsonNode golden) {
        var image = new Part.Image();
        var question = new Part.Text(QUESTION);
        var asked = Turn.user(image, question);
        var cases = new LinkedHashMap<String, List<Turn>>();
        cases.put("image_question", List.of(asked));
        cases.put("question_image", List.of(Turn.user(question, image)));
        cases.put("text_only", List.of(Turn.user(QUESTION)));
        cases.put("two_images_question", List.of(Turn.user(image, image, question)));
        cases.put("system_image", List.of(Turn.system(SYSTEM), asked));
        cases.put("two_turns_image", List.of(asked, Turn.assistant("Yes."), Turn.user(NEXT)));
        cases.put(
                "split_1280x720",
                List.of(
                        Turn.user(
                                new Part.Image(ImageTiles.of(new ImageSize(1280, 720))),
                                question)));
        for (var entry : golden.properties()) {
            if (!entry.getValue().has("timestamps")) {
                continue;
            }
            var seconds = new ArrayList<Double>();
            entry.getValue().get("timestamps").forEach(second -> seconds.add(second.asDouble()));
            var duration = entry.getValue().get("duration");
            var clip = new Part.Clip(seconds, duration.isNull() ? Double.NaN : duration.asDouble());
            var shown = Turn.user(clip, question);
            cases.put(
                    entry.getKey(),
                    switch (entry.getKey()) {
                        case "clip5_system" -> List.of(Turn.system(SYSTEM), shown);
                        case "clip5_two_turns" ->
                                List.of(shown, Turn.assistant("Yes."), Turn.user(NEXT));
                        case "clip5_question_first" -> List.of(Turn.user(question, clip));
                        default -> List.of(shown);
                    });
        }
        return cases;
    }

    private static JsonNode golden() throws IOException {
        try (var in =
                SmolVlmPromptTest.class.getResourceAsStream("/golden/language/prompts.json")) {
            return new ObjectMapper().readTree(in);
        }
    }

    @Test
    void everyPromptIsTheReferencesCharacterByCharacter() throws IOException {
        var golden = golden();
        var conversations = conversations(golden);
        assertEquals(17, golden.size());
        for (var entry : golden.properties()) {
            var prompt = SmolVlmPrompt.of(conversations.get(entry.getKey()));
            var wanted = entry.getValue();
            assertEquals(wanted.get("prompt").asText(), prompt.collapsed(), entry.getKey());
            assertEquals(
                    wanted.get("prompt").asText().replace("<image>*64", "<image>".repeat(64)),
                    prompt.text(),
                    entry.getKey());
            assertEquals(wanted.get("imageTokens").asInt(), prompt.views() * 64, entry.getKey());
            assertEquals(prompt.text(), prompt.frames() + prompt.rest());
        }
    }

    @Test
    void everyPromptIsTheReferencesIdByIdAndCanBeCutAfterTheFrames() throws IOException {
        var tokenizerFile = SHARED.resolve("models/smolvlm2-tokenizer/tokenizer.json");
        var goldensFile = SHARED.resolve("vlm/goldens.json");
        Assumptions.assumeTrue(
                Files.exists(tokenizerFile) && Files.exists(goldensFile),
                "skipped: the tokenizer and its golden ids are not beside the project");
        var cases = new ObjectMapper().readTree(goldensFile.toFile()).get("cases");
        var conversations = conversations(cases);
        assertEquals(conversations.size(), cases.size());
        try (var tokenizer =
                HuggingFaceTokenizer.newInstance(
                        tokenizerFile,
                        Map.of("addSpecialTokens", "false", "truncation", "false"))) {
            for (var entry : cases.properties()) {
                var prompt = SmolVlmPrompt.of(conversations.get(entry.getKey()));
                var ids = new ArrayList<Long>();
                entry.getValue().get("input_ids").forEach(id -> ids.add(id.asLong()));
                long[] wanted = ids.stream().mapToLong(Long::longValue).toArray();
                assertEquals(entry.getValue().get("prompt").asText(), prompt.text());
                assertArrayEquals(wanted, ids(tokenizer, prompt.text()), entry.getKey());
                assertArrayEquals(
                        wanted,
                        ids(tokenizer, prompt.frames(), prompt.rest()),
                        entry.getKey() + " cut after the frames");
            }
        }
    }

    private static long[] ids(HuggingFaceTokenizer tokenizer, String... texts) {
        var ids = new ArrayList<Long>();
        for (var text : texts) {
            if (!text.isEmpty()) {
                for (long id : tokenizer.encode(text, false, false).getIds()) {
                    ids.add(id);
                }
            }
        }
        return ids.stream().mapToLong(Long::longValue).toArray();
    }

    @Test
    void framesEndWithTheLastImagesMarkerWhateverIsAsked() {
        var clip = new Part.Clip(List.of(0.0, 1.0, 2.0), 3);
        var one = SmolVlmPrompt.of(List.of(Turn.user(clip, new Part.Text("One?"))), 16);
        var two =
                SmolVlmPrompt.of(
                        List.of(
                                Turn.user(clip, new Part.Text("Two?")),
                                Turn.assistant("No."),
                                Turn.user("Three?")),
                        16);
        assertEquals(one.frames(), two.frames());
        assertNotEquals(one.rest(), two.rest());
        assertTrue(one.frames().endsWith(SmolVlmPrompt.FAKE));
        assertEquals("\n\nOne?<end_of_utterance>\nAssistant:", one.rest());
        assertEquals(0, SmolVlmPrompt.of(List.of(Turn.user("One?"))).framesEnd());
    }

    @Test
    void aFrameTakesAsManyPlacesAsTheModelSays() {
        var turns = List.of(Turn.user(new Part.Image(), new Part.Text("Is there a person?")));
        assertEquals(
                "<|im_start|>User:<fake_token_around_image><global-img><image>*16"
                        + "<fake_token_around_image>Is there a person?<end_of_utterance>\nAssistant:",
                SmolVlmPrompt.of(turns, 16).collapsed());
    }

    @Test
    void everyNumberOfFramesIsSpelled() {
        var words = new ArrayList<String>();
        for (int frames = 1; frames <= QuestionCheck.MOST_FRAMES; ++frames) {
            var seconds = new ArrayList<Double>();
            for (int i = 0; i < frames; ++i) {
                seconds.add((double) i);
            }
            var text =
                    SmolVlmPrompt.of(
                                    List.of(
                                            Turn.user(
                                                    new Part.Clip(seconds, frames),
                                                    new Part.Text("What?"))))
                            .text();
            int from = text.indexOf("series of ") + "series of ".length();
            words.add(text.substring(from, text.indexOf(" frames from", from)));
        }
        assertEquals("one", words.get(0));
        assertEquals("thirteen", words.get(12));
        assertEquals("twenty", words.get(19));
        assertEquals("twenty-one", words.get(20));
        assertEquals("forty-nine", words.get(48));
        assertEquals("fifty", words.get(49));
        assertEquals(50, words.stream().distinct().count());
    }

    @Test
    void timesAreFloored() {
        assertEquals("0:00:59", ClipTime.hours(59.999));
        assertEquals("1:02:05", ClipTime.hours(3725));
        assertEquals("23:59:59", ClipTime.hours(QuestionCheck.LONGEST_CLIP));
        assertEquals("00:59", ClipTime.minutes(59.9));
        assertEquals("02:05", ClipTime.minutes(125));
        assertEquals("100:00", ClipTime.minutes(6000));
    }

    @Test
    void tilesAreTheReferences() {
        // From the reference image processor: 1280x720 at 2048, 1024 and 512, and 40x30 at 2048.
        var hd = new ImageSize(1280, 720);
        assertEquals(new ImageTiles(3, 4, 512), ImageTiles.of(hd));
        assertEquals(new ImageTiles(2, 2, 512), ImageTiles.of(hd, 1024, 512));
        assertEquals(ImageTiles.WHOLE, ImageTiles.of(hd, 512, 512));
        assertEquals(new ImageTiles(3, 4, 512), ImageTiles.of(new ImageSize(40, 30)));
        assertEquals(13, ImageTiles.of(hd).views());
        assertEquals(new ImageSize(2048, 1536), ImageTiles.of(hd).canvas());
        assertEquals(1, ImageTiles.WHOLE.views());
    }

    @Test
    void everyImageHasTilesThatTheVocabularyKnows() {
        var random = new java.util.Random(5);
        for (int round = 0; round < 2000; ++round) {
            var size = new ImageSize(1 + random.nextInt(9000), 1 + random.nextInt(9000));
            var tiles = ImageTiles.of(size);
            var turned = ImageTiles.of(new ImageSize(size.height(), size.width()));
            assertTrue(tiles.rows() <= 4 && tiles.columns() <= 4, size + " " + tiles);
            assertEquals(4, Math.max(tiles.rows(), tiles.columns()), size.toString());
            if (size.width() != size.height()) {
                assertEquals(tiles.rows(), turned.columns(), size.toString());
                assertEquals(tiles.columns(), turned.rows(), size.toString());
            }
        }
    }

    @Test
    void aConversationThatAsksNothingIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> SmolVlmPrompt.of(List.of()));
        var answered = List.of(Turn.user("One?"), Turn.assistant("No."));
        assertThrows(IllegalArgumentException.class, () -> SmolVlmPrompt.of(answered));
        assertThrows(IllegalArgumentException.class, () -> Turn.user());
    }

    @Test
    void aClipOfImpossibleTimesIsRefused() {
        assertReason("frames-none", () -> new Part.Clip(List.of(), 1));
        assertReason("timestamps-order", () -> new Part.Clip(List.of(1.0, 0.5), 1));
        assertReason("duration-range", () -> new Part.Clip(List.of(0.0), -1));
    }

    static void assertReason(String reason, Runnable action) {
        assertEquals(reason, assertThrows(SightlineException.class, action::run).reason());
    }
}
