// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.fact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sightline.core.detect.Box;
import io.sightline.core.image.ImageSize;
import io.sightline.core.metres.LengthUnit;
import io.sightline.core.position.DepthScene;
import io.sightline.core.position.Position;
import io.sightline.core.position.Subject;
import io.sightline.core.view.NumberStyle;
import io.sightline.core.view.TextBundle;
import io.sightline.core.zone.Corner;
import io.sightline.core.zone.Plane;
import io.sightline.core.zone.Polygon;
import io.sightline.core.zone.Zone;
import io.sightline.core.zone.ZoneJudge;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Facts in the page's own English, and in a language of its own plurals. */
final class FactSentenceTest {
    private static final Path ENGLISH = Path.of("../../static/src/site/locales/en.json");

    /** As a browser writes English numbers. */
    private static final class English implements NumberStyle {
        @Override
        public String number(double value) {
            return value == Math.rint(value) ? Long.toString((long) value) : "" + value;
        }

        @Override
        public String fixed(double value, int digits) {
            return String.format(Locale.ROOT, "%." + digits + "f", value);
        }

        @Override
        public String percent(double fraction) {
            return Math.round(fraction * 100) + "%";
        }

        @Override
        public String unit(double value, String unit, int digits) {
            return fixed(value, digits)
                    + " "
                    + Map.of(
                                    "meter", "m",
                                    "foot", "ft",
                                    "second", "sec",
                                    "minute", "min",
                                    "hour", "hr",
                                    "meter-per-second", "m/s",
                                    "foot-per-second", "ft/s")
                            .get(unit);
        }

        @Override
        public String bytes(double bytes) {
            throw new IllegalStateException();
        }

        @Override
        public String plural(double count) {
            return count == 1 ? "one" : "other";
        }
    }

    private static FactWords words(TextBundle bundle) {
        return new FactWords() {
            @Override
            public boolean has(String key) {
                return bundle.has(key);
            }

            @Override
            public String text(String key, Map<String, ?> values) {
                assertTrue(bundle.has(key), "no text " + key);
                return bundle.text(key, values);
            }

            @Override
            public String unit(double value, String unit, int digits) {
                return bundle.style().unit(value, unit, digits);
            }
        };
    }

    private static FactSentence english(LengthUnit unit) throws Exception {
        var texts = new LinkedHashMap<String, String>();
        new ObjectMapper()
                .readTree(ENGLISH.toFile())
                .fields()
                .forEachRemaining(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
        return new FactSentence(words(new TextBundle(texts, new English())), unit);
    }

    private static Thing person(double distance, double seconds, String... zones) {
        return new Thing("person", distance, 0.1, true, List.of(zones), "", seconds, Double.NaN);
    }

    private static String say(Thing... things) throws Exception {
        return english(LengthUnit.METRE).of(Facts.of(List.of(things)));
    }

    @Test
    void theSentenceIsThatOfTheMeasurement() throws Exception {
        assertEquals(
                "one person, 2.3 m away, near “Table”, for 14 sec",
                say(new Thing("person", 2.34, 0.1, true, List.of(), "Table", 14.9, Double.NaN)));
        assertEquals(
                "one person, 12 m away, in “Door”, moving at 1.2 m/s",
                say(new Thing("person", 11.6, 0.5, true, List.of("Door"), "", 0.4, 1.23)));
        assertEquals(
                "one person, about 4.5 m away, standing still, for 3 min",
                say(new Thing("person", 4.4, 1.5, true, List.of(), "", 190, 0.05)));
        assertEquals(
                "something that moves, close by, for 5 sec",
                say(new Thing("motion", 0.2, 0.02, false, List.of(), "", 5, Double.NaN)));
        assertEquals(
                "one teddy bear, for 2 hr",
                say(
                        new Thing(
                                "teddy bear",
                                Double.NaN,
                                Double.NaN,
                                false,
                                List.of(),
                                "",
                                7300,
                                Double.NaN)));
        assertEquals("Nothing that is watched for is there.", say());
    }

    @Test
    void aLikeAreTakenTogetherTheNearestFirst() throws Exception {
        assertEquals(
                "one person, 1.5 m away, in “Kitchen”, for 3 sec; "
                        + "2 people, the nearest 4.0 m away, for up to 20 sec",
                say(person(6, 2), person(1.5, 3, "Kitchen"), person(4, 20)));
        var all = Facts.of(List.of(person(6, 2), person(1.5, 3, "Kitchen"), person(4, 20)));
        assertEquals(3, all.count());
        assertEquals(2, all.facts().size());
    }

    @Test
    void feetAreForThoseWhoReadFeet() throws Exception {
        var said = english(LengthUnit.FOOT).of(Facts.of(List.of(person(2, 9))));
        assertEquals("one person, 6.6 ft away, for 9 sec", said);
    }

    @Test
    void manyKindsAreCountedUp() throws Exception {
        var things = new ArrayList<Thing>();
        for (int i = 0; i < 7; ++i) {
            things.add(new Thing("kind" + i, i + 1, 0.1, true, List.of(), "", 0, Double.NaN));
        }
        var said = english(LengthUnit.METRE).of(Facts.of(things));
        assertEquals(
                "one kind0, 1.0 m away; one kind1, 2.0 m away; one kind2, 3.0 m away; "
                        + "one kind3, 4.0 m away; 3 things more",
                said);
    }

    @Test
    void theOrderOfTheTracksDoesNotMatter() throws Exception {
        var random = new Random(1);
        var things = new ArrayList<Thing>();
        for (int i = 0; i < 8; ++i) {
            things.add(person(1 + random.nextInt(4), random.nextInt(9), "z" + i % 3));
        }
        var first = english(LengthUnit.METRE).of(Facts.of(things));
        for (int i = 0; i < 20; ++i) {
            Collections.shuffle(things, random);
            assertEquals(first, english(LengthUnit.METRE).of(Facts.of(things)));
        }
    }

    @Test
    void everyPartIsInTheTexts() throws Exception {
        // The words of the test refuse a key that is not there.
        for (double distance : new double[] {0.1, 0.5, 0.9, 3, 30, Double.NaN}) {
            for (boolean metres : new boolean[] {true, false}) {
                for (double band : new double[] {0.01, 20}) {
                    var thing =
                            new Thing("person", distance, band, metres, List.of("a"), "b", 5, 0.7);
                    assertFalse(say(thing).contains("{"), say(thing));
                    assertFalse(say(thing, thing).contains("{"), say(thing, thing));
                }
            }
        }
    }

    @Test
    void anotherLanguageHasItsOwnOrderAndPlurals() {
        var texts =
                Map.of(
                        "fact.label-person",
                        "{count, plural, one {eine Person} other {# Personen}}",
                        "fact.away",
                        "in {distance} Entfernung",
                        "fact.with",
                        "{second} – {first}");
        var words = words(new TextBundle(texts, new English()));
        assertEquals(
                "in 2.0 m Entfernung – eine Person",
                new FactSentence(words, LengthUnit.METRE).of(Facts.of(List.of(person(2, 0)))));
    }

    @Test
    void aSubjectIsNearAZoneThatItIsBeside() {
        var scene = DepthScene.flat(new ImageSize(640, 360));
        var polygon =
                new Polygon(
                        Plane.IMAGE,
                        List.of(new Corner(0, 0), new Corner(0.5, 0), new Corner(0.5, 1)));
        var table = Zone.of("Table", polygon);
        var relative = new Position(false, 0.5, 0.02, null, null, Double.NaN, Double.NaN);
        for (double x : new double[] {310, 345, 500}) {
            var box = new Box(x - 20, 50, 40, 60);
            var subject = new Subject(1, "person", 0.9, box, true, 2, 16, Double.NaN, relative);
            var judged = ZoneJudge.preview(table, subject, scene);
            var thing = Thing.of(subject, List.of(table), List.of(judged));
            assertEquals(x < 320 ? List.of("Table") : List.of(), thing.zones());
            assertEquals(x == 345 ? "Table" : "", thing.near());
            assertEquals(14, thing.seconds());
            assertEquals(0.5, thing.distance());
        }
    }
}
