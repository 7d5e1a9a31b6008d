// SPDX-License-Identifier: Apache-2.0
package io.sightline.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.app.language.PlaceDesk;
import io.sightline.core.backend.Backend;
import io.sightline.core.color.Palette;
import io.sightline.core.language.QuestionLint;
import io.sightline.core.metres.Doubt;
import io.sightline.core.metres.LengthUnit;
import io.sightline.core.metres.Way;
import io.sightline.core.source.SourceRequest;
import io.sightline.core.talk.Mode;
import io.sightline.core.talk.Subject;
import io.sightline.core.view.ModelState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The page's texts: every one that the program or the skeleton names is there, and says the same.
 */
final class TextsTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().resolve("../..").normalize();
    private static final Path SITE = ROOT.resolve("static/src/site");
    private static final Pattern ENTRY =
            Pattern.compile("^ {2}\"([^\"]+)\": \"((?:[^\"\\\\]|\\\\.)*)\",?$", Pattern.MULTILINE);
    private static final Pattern TEXT =
            Pattern.compile("<(\\w+)[^>]*\\sdata-t=\"([^\"]+)\"[^>]*>([^<]*)</\\1>");
    private static final Pattern LABEL =
            Pattern.compile("\\sdata-t-label=\"([^\"]+)\" aria-label=\"([^\"]*)\"");
    private static final Pattern NAMED =
            Pattern.compile("texts\\.of\\(\\s*\"([a-z][a-z0-9.-]*[a-z0-9])\"\\s*[,)]");
    private static final Pattern REASON =
            Pattern.compile("ErrorCode\\.[A-Z_]+,\\s*\"([a-z][a-z0-9-]+)\"");
    private static final Pattern REFUSED =
            Pattern.compile("fault\\(\\s*\"([a-z]+(?:-[a-z]+)+)\",\\s*Map");
    private static final Pattern TOLD =
            Pattern.compile(
                    "(?:teller|listener)\\.(?:notice|warning)\\(\\s*\"([a-z][a-z0-9-]*[a-z0-9])\"");

    static Map<String, String> bundle() throws IOException {
        var texts = new TreeMap<String, String>();
        var matcher = ENTRY.matcher(Files.readString(SITE.resolve("locales/en.json")));
        while (matcher.find()) {
            var text = matcher.group(2).replace("\\\"", "\"");
            assertEquals(null, texts.put(matcher.group(1), text), "twice: " + matcher.group(1));
        }
        assertTrue(texts.size() > 200, "only " + texts.size() + " texts were read");
        return texts;
    }

    static List<String> sources(String... folders) throws IOException {
        var list = new ArrayList<String>();
        for (var folder : folders) {
            try (var files = Files.walk(ROOT.resolve(folder))) {
                for (var file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                    list.add(Files.readString(file));
                }
            }
        }
        return list;
    }

    static String skeleton() throws IOException {
        return Files.readString(SITE.resolve("index.html"));
    }

    private static void collect(
            Pattern pattern, String prefix, List<String> sources, TreeSet<String> keys) {
        for (var source : sources) {
            var matcher = pattern.matcher(source);
            while (matcher.find()) {
                keys.add(prefix + matcher.group(1));
            }
        }
    }

    @Test
    void theSkeletonSaysWhatTheBundleSays() throws IOException {
        var texts = bundle();
        var html = skeleton();
        int count = 0;
        for (var matcher = TEXT.matcher(html); matcher.find(); ++count) {
            assertEquals(texts.get(matcher.group(2)), matcher.group(3), matcher.group(2));
        }
        assertTrue(count > 70, "only " + count + " texts were found");
        for (var matcher = LABEL.matcher(html); matcher.find(); ) {
            assertEquals(texts.get(matcher.group(1)), matcher.group(2), matcher.group(1));
        }
        assertEquals(count, html.split("\\sdata-t=").length - 1, "a text has markup inside");
    }

    @Test
    void everyTextThatTheProgramNamesIsThere() throws IOException {
        var keys = new TreeSet<String>();
        var app = sources("web-client/app/src/main");
        collect(NAMED, "", app, keys);
        collect(TOLD, "notice.", app, keys);
        var all =
                sources(
                        "web-client/app/src/main",
                        "web-client/core/src/main",
                        "web-client/engine/src/main");
        collect(REASON, "error.", all, keys);
        collect(REFUSED, "error.", all, keys);
        collect(TOLD, "notice.", all, keys);
        keys.addAll(textsOfTalk());
        assertTrue(keys.size() > 100, "only " + keys.size() + " keys were found");
        for (var phase : ModelState.Phase.values()) {
            if (phase != ModelState.Phase.LOOKING) {
                keys.add("model.state." + phase.id());
            }
        }
        for (var backend : Backend.values()) {
            keys.add("backend." + backend.wire());
            keys.add("backend.name." + backend.wire());
        }
        for (var reason :
                List.of(
                        "no-webgpu",
                        "no-adapter",
                        "software-adapter",
                        "no-shader-f16",
                        "no-variant",
                        "not-isolated",
                        "one-core",
                        "no-simd",
                        "not-chosen",
                        "failed",
                        "wrong-result",
                        "device-lost")) {
            keys.add("backend.pass." + reason);
        }
        for (var end : List.of("broken", "effect-off", "full", "lost", "resized", "source-ended")) {
            keys.add("notice.recording-" + end);
        }
        for (var doubt : Doubt.values()) {
            keys.add("doubt." + doubt.id());
        }
        for (var hub : List.of("altered", "answer", "broken", "lacks", "status", "unreachable")) {
            keys.add("error.hub-" + hub);
        }
        for (var key : List.of("model-altered", "model-length", "model-gone", "server-status")) {
            keys.add("error." + key);
        }
        keys.addAll(textsOfMetres());
        for (var palette : Palette.ids()) {
            keys.add("palette." + palette);
        }
        for (var sample : SourceRequest.SAMPLES) {
            keys.add("sample." + sample);
        }
        for (var theme : List.of("auto", "light", "dark")) {
            keys.add("theme." + theme);
        }
        keys.removeAll(bundle().keySet());
        assertEquals(new TreeSet<String>(), keys, "texts that are missing");
    }

    private static List<String> textsOfMetres() {
        var keys = new ArrayList<String>();
        for (var unit : LengthUnit.values()) {
            keys.add("metres.unit-" + unit.id());
        }
        for (var state : List.of("none", "making", "calibrated", "metric", "dropped")) {
            keys.add("metres.state-" + state);
        }
        for (var trust : List.of("within", "beside", "beyond")) {
            keys.add("metres.trust-" + trust);
        }
        for (var about : List.of("about-none", "about-metric", "about-nothing", "again", "begin")) {
            keys.add("metres." + about);
        }
        for (var way : Way.values()) {
            keys.add("survey.way-" + way.id());
        }
        for (var step :
                List.of(
                        "say-height",
                        "say-distance",
                        "full",
                        "pick-first",
                        "pick-next",
                        "pick-top",
                        "pick-foot",
                        "pick-floor",
                        "distance",
                        "height",
                        "distance-of",
                        "height-of")) {
            keys.add("survey." + step);
        }
        for (var legend : List.of("relative", "relative-small", "metric", "calibrated")) {
            keys.add("legend." + legend);
        }
        for (var tag : List.of("depth", "depth-metric", "depth-calibrated")) {
            keys.add("stage." + tag);
        }
        for (var word : PlaceDesk.Word.values()) {
            keys.add("place." + word.id());
        }
        keys.add("notice.metres-" + Doubt.MODEL.id());
        keys.add("notice.metres-" + Doubt.MOVED.id());
        keys.add("notice.metres-" + Doubt.SHARED.id());
        keys.add("notice.metres-" + Doubt.UNANCHORED.id());
        return keys;
    }

    /** Texts whose keys the program puts together. */
    private static List<String> textsOfTalk() {
        var keys = new ArrayList<String>();
        for (var mode : Mode.values()) {
            keys.add("talk.mode-" + mode.id());
            keys.add("talk.hint-" + mode.id());
        }
        for (var subject : Subject.values()) {
            keys.add("talk.subject-" + subject.id());
        }
        for (var kind : QuestionLint.Kind.values()) {
            keys.add("talk." + kind.key());
        }
        for (var stage : List.of("frames", "load", "ask")) {
            keys.add("talk.stage-" + stage);
            keys.add("talk.stage-" + stage + "-of");
        }
        for (var verdict : List.of("yes", "no", "unsure")) {
            keys.add("talk.verdict-" + verdict);
        }
        for (var finish : List.of("length", "deadline", "aborted")) {
            keys.add("talk.finish-" + finish);
        }
        for (var fact :
                List.of(
                        "backend",
                        "from",
                        "vision",
                        "embeddings",
                        "decoder",
                        "licence",
                        "source")) {
            keys.add("lang.fact-" + fact);
        }
        for (var key :
                List.of(
                        "p-over",
                        "p-under",
                        "check-contrast",
                        "check-second",
                        "chip-what",
                        "chip-person",
                        "chip-doing",
                        "right",
                        "wrong",
                        "was-yes",
                        "was-no",
                        "busy",
                        "loading",
                        "no-model",
                        "no-source",
                        "no-clip",
                        "no-recent")) {
            keys.add("talk." + key);
        }
        keys.add("error.language-worker-died");
        keys.add("error.talk-part");
        keys.add("error.watch-part");
        return keys;
    }

    @Test
    void theVersionIsThePoms() throws IOException {
        var pom = Files.readString(ROOT.resolve("pom.xml"));
        assertTrue(
                pom.contains("<version>" + Version.TEXT + "-SNAPSHOT</version>")
                        || pom.contains("<version>" + Version.TEXT + "</version>"),
                Version.TEXT);
    }

    @Test
    void theSkeletonHasNothingThatTheContentPolicyRefuses() throws IOException {
        var html = skeleton();
        assertTrue(!Pattern.compile("<[^>]*\\sstyle=").matcher(html).find(), "a style attribute");
        assertTrue(
                !Pattern.compile("<[^>]*\\son[a-z]+=").matcher(html).find(), "a handler attribute");
        assertTrue(!html.contains("<style"), "a style element");
        assertTrue(
                !Pattern.compile("<script(?![^>]*\\ssrc=)").matcher(html).find(),
                "an inline script");
    }
}
