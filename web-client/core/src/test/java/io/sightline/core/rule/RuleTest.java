// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.value.JsonText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleTest {
    private static final String PLAIN =
            "{'id':'r','version':1,'name':'R','subject':{'label':'person'}}";

    private static final String FULL =
            """
            {'id':'kitchen-1','version':1,'name':'Tool in the kitchen','enabled':false,
             'when':{'days':['fri','sat'],'from':'22:00','to':'06:30'},
             'subject':{'label':'person','minScore':0.5,'minSeconds':1.5,'heightMetres':[1.2,2.2],
               'parts':true},
             'zone':{'name':'table','polygon':[[0.1,0.5],[0.6,0.5],[0.6,0.95],[0.1,0.95]],
               'anchor':'centre','distance':[1,4.5],'unit':'metres','aboveFloor':[0.2,2],
               'dwellSeconds':3,'inertia':{'enterSeconds':1,'leaveSeconds':2,'frame':0.03,
               'cover':0.2,'metres':0.3,'relative':0.05}},
             'near':{'label':'truck','metres':2.5},
             'question':{'text':'Is a person holding a tool?','contrast':'Are the hands empty?',
               'frames':4,'overSeconds':6,'threshold':0.7,'reask':false,'deadlineSeconds':8,
               'againSeconds':40},
             'act':{'severity':'alarm','cooldownSeconds':90,'notify':['host','page'],
               'escalate':true},
             'recipe':'kitchen-tool'}
            """;

    private static Object json(String text) {
        try {
            return new ObjectMapper().readValue(text.replace('\'', '"'), Object.class);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static SightlineException refused(Object value) {
        var e = assertThrows(SightlineException.class, () -> Rule.of(value), () -> value + "");
        assertEquals(ErrorCode.BAD_INPUT, e.code());
        return e;
    }

    /** The plain rule with one field set: a path of names, a value as JSON. */
    @SuppressWarnings("unchecked")
    private static Map<String, Object> with(String path, Object value) {
        var rule = (Map<String, Object>) json(FULL);
        var names = path.split("\\.");
        var at = rule;
        for (int i = 0; i < names.length - 1; ++i) {
            at =
                    (Map<String, Object>)
                            at.computeIfAbsent(names[i], n -> new LinkedHashMap<String, Object>());
        }
        at.put(names[names.length - 1], value);
        return rule;
    }

    @Test
    void whatIsLeftOutIsAsUsual() {
        var rule = Rule.of(json(PLAIN));
        assertTrue(rule.enabled());
        assertEquals(Schedule.ALWAYS, rule.when());
        assertEquals(Act.DEFAULT, rule.act());
        assertEquals(0.4, rule.subject().minScore());
        assertFalse(rule.subject().measuresHeight());
        assertNull(rule.question());
        assertNull(rule.near());
        assertEquals(Rule.of(rule.toMap()), rule);
    }

    @Test
    void everyFieldIsReadAndWrittenBack() {
        var rule = Rule.of(json(FULL));
        assertFalse(rule.enabled());
        assertEquals(List.of("fri", "sat"), rule.when().dayNames());
        assertEquals(22 * 60, rule.when().from());
        assertEquals(390, rule.when().to());
        assertEquals(1.2, rule.subject().leastHeight());
        var zone = rule.zones().get(0);
        assertEquals(4, zone.polygon().corners().size());
        assertTrue(zone.metres());
        assertEquals(4.5, zone.distance().most());
        assertEquals(2, zone.above().most());
        assertEquals(3, zone.dwellSeconds());
        assertEquals(2, zone.inertia().leaveSeconds());
        assertEquals(new Near("truck", 2.5), rule.near());
        assertEquals(2, rule.question().calls());
        assertEquals(List.of("page", "host"), rule.act().targets());
        assertEquals(Severity.ALARM, rule.act().severity());
        assertTrue(rule.act().escalate());
        var text = JsonText.of(rule.toMap());
        assertEquals(rule, Rule.of(json(text)));
        assertEquals(text, JsonText.of(Rule.of(json(text)).toMap()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "rule.id | id | ''",
                "rule.id | id | 'a b'",
                "rule.id | id | 3",
                "rule.name | name | null",
                "rule.name | name | 'a\\nb'",
                "rule.enabled | enabled | 'yes'",
                "rule.when | when | []",
                "rule.when.days | when.days | []",
                "rule.when.days[1] | when.days | ['mon','mon']",
                "rule.when.days[0] | when.days | ['someday']",
                "rule.when.from | when.from | '24:00'",
                "rule.when.from | when.from | '8:00'",
                "rule.when.from | when.from | '08:60'",
                "rule.when.to | when.to | '24:01'",
                "rule.when.to | when.to | '22:00'",
                "rule.when.until | when.until | '22:00'",
                "rule.subject | subject | 'person'",
                "rule.subject.label | subject.label | ''",
                "rule.subject.minScore | subject.minScore | 1.01",
                "rule.subject.minScore | subject.minScore | '0.5'",
                "rule.subject.minSeconds | subject.minSeconds | -1",
                "rule.subject.heightMetres | subject.heightMetres | [2,1]",
                "rule.subject.heightMetres | subject.heightMetres | [1,2,3]",
                "rule.subject.heightMetres | subject.heightMetres | [1,'2']",
                "rule.subject.heightMetres | subject.absent | true",
                "rule.subject.parts | subject.label | 'motion'",
                "rule.subject.parts | subject.parts | 'yes'",
                "rule.zone.polygon | zone.polygon | [[0,0],[1,1]]",
                "rule.zone.polygon | zone.polygon | [[0,0],[1,1],[1,0],[0,1]]",
                "rule.zone.polygon | zone.polygon | 'all'",
                "rule.zone.polygon[1] | zone.polygon | [[0,0],[1,'1'],[1,0]]",
                "rule.zone.polygon[2] | zone.polygon | [[0,0],[1,1],[1,-0.1]]",
                "rule.zone.polygon[0] | zone.polygon | [[0,0,0],[1,1],[1,0]]",
                "rule.zone.plane | zone.plane | 'wall'",
                "rule.zone.anchor | zone.anchor | 'head'",
                "rule.zone.anchor | zone.plane | 'floor'",
                "rule.zone.distance | zone.distance | [3,2]",
                "rule.zone.distance | zone.distance | [-1,null]",
                "rule.zone.distance | zone.unit | 'relative'",
                "rule.zone.unit | zone.unit | 'feet'",
                "rule.zone.aboveFloor | zone.aboveFloor | [0]",
                "rule.zone.dwellSeconds | zone.dwellSeconds | 86401",
                "rule.zone.inertia | zone.inertia | 0.3",
                "rule.zone.inertia.leaveSeconds | zone.inertia.leaveSeconds | 61",
                "rule.zone.inertia.margin | zone.inertia.margin | 1",
                "rule.zone.colour | zone.colour | 'red'",
                "rule.zone.polygon | zone | {}",
                "rule.zones | zones | [{}]",
                "rule.near.metres | near.metres | 0",
                "rule.question.text | question.text | ''",
                "rule.question.text | question.text | '   '",
                "rule.question.text | question.text | 'Is <image> a person?'",
                "rule.question.frames | question.frames | 2.5",
                "rule.question.frames | question.frames | 17",
                "rule.question.threshold | question.threshold | 1",
                "rule.question.overSeconds | question.overSeconds | 61",
                "rule.act.severity | act.severity | 'panic'",
                "rule.act.cooldownSeconds | act.cooldownSeconds | 1e300",
                "rule.act.notify[1] | act.notify | ['page','page']",
                "rule.act.notify[0] | act.notify | ['mail']",
                "rule.act.notify | act.notify | 'page'",
                "rule.version | version | '1'",
                "rule.cooldown | cooldown | 3",
                "rule.__proto__ | __proto__ | {'enabled':true}",
                "rule.subject.constructor | subject.constructor | {}",
                "rule.recipe | recipe | ['a']",
            })
    void aFaultIsRefusedWithItsPath(String path, String field, String value) {
        var e = refused(with(field, json(value)));
        assertTrue(e.reason().startsWith("rule-field") || e.reason().startsWith("zone-"));
        assertEquals(path, e.values().get("path"));
    }

    @Test
    void severalZonesAreReadAndWrittenBack() {
        var rule = with("zone", null);
        rule.put(
                "zones",
                json(
                        "[{'name':'door','polygon':[[0,0],[2,0],[1,3.5]],'plane':'floor'},"
                                + "{'distance':[0,0.5]},{'aboveFloor':[1.2,2.5]}]"));
        var read = Rule.of(rule);
        assertEquals(3, read.zones().size());
        assertEquals("door", read.zones().get(0).name());
        assertFalse(read.zones().get(1).metres());
        assertEquals(read, Rule.of(json(JsonText.of(read.toMap()))));
        rule.put("zones", List.of());
        assertEquals("rule.zones", refused(rule).values().get("path"));
        rule.put("zones", Collections.nCopies(9, json("{'distance':[0,0.5]}")));
        assertEquals("rule.zones", refused(rule).values().get("path"));
    }

    @Test
    void numbersThatAreNoneAreRefused() {
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY, -1e308}) {
            for (var field :
                    List.of(
                            "subject.minScore",
                            "subject.minSeconds",
                            "near.metres",
                            "question.frames",
                            "question.overSeconds",
                            "question.threshold",
                            "question.deadlineSeconds",
                            "question.againSeconds",
                            "zone.dwellSeconds",
                            "act.cooldownSeconds")) {
                assertEquals("rule." + field, refused(with(field, bad)).values().get("path"));
            }
            var e = refused(with("subject.heightMetres", List.of(1.0, bad)));
            assertEquals("rule.subject.heightMetres", e.values().get("path"));
        }
    }

    @Test
    void anotherVersionIsRefusedSayingSo() {
        var other = with("version", 2);
        other.put("somethingNew", 1);
        var e = refused(other);
        assertEquals("rule-version", e.reason());
        assertEquals(2.0, e.values().get("found"));
        var none = with("version", null);
        assertEquals("rule.version", refused(none).values().get("path"));
    }

    @Test
    void hugeAndDeepValuesCostNothingAndAreRefused() {
        var huge = Collections.nCopies(50_000_000, "mon");
        assertEquals("rule.when.days", refused(with("when.days", huge)).values().get("path"));
        assertEquals("rule.act.notify", refused(with("act.notify", huge)).values().get("path"));
        var long_ = "x".repeat(2_000_000);
        assertEquals("rule.name", refused(with("name", long_)).values().get("path"));
        assertEquals(
                "rule.question.text", refused(with("question.text", long_)).values().get("path"));
        var polygon = Collections.nCopies(50_000_000, List.of(0.5, 0.5));
        assertEquals(
                "rule.zone.polygon", refused(with("zone.polygon", polygon)).values().get("path"));
        Object deep = "end";
        for (int i = 0; i < 100_000; ++i) {
            deep = List.of(deep);
        }
        assertEquals("rule.subject.label", refusedPath(with("subject.label", deep)));
        assertEquals("rule.extra", refusedPath(with("extra", deep)));
        // A hostile name is not shown at full length.
        assertTrue(refusedPath(with(long_, 1)).length() < 200);
    }

    private static String refusedPath(Map<String, Object> rule) {
        var e = assertThrows(SightlineException.class, () -> Rule.of(rule));
        return (String) e.values().get("path");
    }

    @Test
    void nothingButARuleIsARule() {
        for (var value : new Object[] {null, "rule", 3, List.of(), Map.of(), true}) {
            assertThrows(SightlineException.class, () -> Rule.of(value));
        }
    }

    /** Whatever a stranger puts in place of a part: a rule that round-trips, or a refusal. */
    @Test
    void mangledRulesAreRefusedOrRoundTrip() {
        var random = new Random(5);
        var junk =
                new Object[] {
                    null,
                    "",
                    "person",
                    "12:00",
                    0,
                    1,
                    -1,
                    0.5,
                    1e308,
                    Double.NaN,
                    true,
                    List.of(),
                    List.of("mon"),
                    List.of(1, 2),
                    Map.of(),
                    Map.of("label", "dog")
                };
        int read = 0;
        for (int i = 0; i < 20_000; ++i) {
            var rule = mangled((Map<?, ?>) json(FULL), random, junk);
            try {
                var parsed = Rule.of(rule);
                ++read;
                assertEquals(parsed, Rule.of(parsed.toMap()));
            } catch (SightlineException e) {
                assertEquals(ErrorCode.BAD_INPUT, e.code());
                assertTrue(((String) e.values().get("path")).startsWith("rule"), e.getMessage());
            }
        }
        assertTrue(read > 1000, "only " + read + " were read");
    }

    private static Object mangled(Map<?, ?> map, Random random, Object[] junk) {
        var result = new LinkedHashMap<Object, Object>();
        map.forEach(
                (key, value) -> {
                    double dice = random.nextDouble();
                    if (dice < 0.02) {
                        result.put(key, junk[random.nextInt(junk.length)]);
                    } else if (dice > 0.05) {
                        boolean nested = value instanceof Map<?, ?>;
                        result.put(key, nested ? mangled((Map<?, ?>) value, random, junk) : value);
                    }
                });
        return result;
    }

    @Test
    void severalRulesAreReadFromAFileAListOrOne() {
        var list = new ArrayList<Rule>();
        list.add(Rule.of(json(PLAIN)));
        list.add(Rule.of(json(FULL)));
        var text = JsonText.lines(Rules.toMap(list));
        assertEquals(list, Rules.of(json(text)));
        assertEquals(list, Rules.of(json("[" + PLAIN + "," + FULL + "]")));
        assertEquals(list.subList(1, 2), Rules.of(json(FULL)));
        assertEquals(List.of(), Rules.of(List.of()));
        var twice =
                assertThrows(
                        SightlineException.class,
                        () -> Rules.of(json("[" + PLAIN + "," + PLAIN + "]")));
        assertEquals("rules[1].id", twice.values().get("path"));
        var fault =
                assertThrows(
                        SightlineException.class,
                        () -> Rules.of(json("[" + PLAIN + ",{'id':'q','version':1}]")));
        assertEquals("rules[1].name", fault.values().get("path"));
        var many = Collections.nCopies(1_000_000, json(PLAIN));
        var over = assertThrows(SightlineException.class, () -> Rules.of(many));
        assertEquals("rules", over.values().get("path"));
        var other =
                assertThrows(
                        SightlineException.class,
                        () -> Rules.of(json("{'version':9,'rules':[],'more':1}")));
        assertEquals("rule-version", other.reason());
        var form =
                assertThrows(
                        SightlineException.class,
                        () -> Rules.of(json("{'form':'x','version':1,'rules':[]}")));
        assertEquals("form", form.values().get("path"));
    }
}
