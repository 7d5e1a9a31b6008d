// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sightline.e2e.Project;
import io.sightline.e2e.page.SightlinePage;
import io.sightline.e2e.page.Visit;
import io.sightline.e2e.stage.InChromium;
import io.sightline.e2e.stage.Models;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Recorded clips through the pipeline, frame by frame. */
@InChromium
final class ReplayIT {
    /** Someone is in view: seconds, as the clip's notes have it. */
    private static final double[][] VISITS = {
        {6.1, 20.3}, {22.8, 45.2}, {50.2, 70.2}, {74.5, 87.4}, {92.1, 95}
    };

    @Test
    void everyVisitIsFoundAndNoneInvented(Visit visit) throws IOException {
        var result = replay(visit, shared("media/one-by-one-0-95s.mp4"), "[]");
        assertEquals(950, number(result.get("frames")), 2);
        var motion = (List<?>) result.get("motion");
        for (var span : motion) {
            double from = number(((Map<?, ?>) span).get("from"));
            double to = number(((Map<?, ?>) span).get("to"));
            boolean someone = false;
            for (var one : VISITS) {
                someone |= from >= one[0] - 1 && to <= one[1] + 1;
            }
            assertTrue(someone, "nobody is there at " + span);
        }
        for (var one : VISITS) {
            boolean found = false;
            for (var span : motion) {
                found |= Math.abs(number(((Map<?, ?>) span).get("from")) - one[0]) <= 1;
            }
            assertTrue(found, "nobody was seen to come at " + one[0]);
        }
    }

    /** One that moves is one track and one alert, twice the same. */
    @Test
    void aRuleGivesTheSameAlertsEachTime(Visit visit) throws IOException {
        var clip = shared("media/one-by-one-0-95s.mp4");
        var rules =
                """
                [{"id": "moves", "version": 1, "name": "Something moves",
                  "subject": {"label": "motion", "minSeconds": 2}, "act": {"cooldownSeconds": 5}}]
                """;
        var first = replay(visit, clip, rules);
        var alerts = (List<?>) first.get("alerts");
        assertTrue(alerts.size() >= 5, alerts.size() + " alerts");
        for (var alert : alerts) {
            var map = (Map<?, ?>) alert;
            assertEquals("end", map.get("phase"));
            assertTrue(isVisit(number(map.get("from"))), "nobody is there: " + alert);
        }
        first.remove("timings");
        var second = again(visit, rules);
        second.remove("timings");
        assertEquals(first.toString(), second.toString());
    }

    /** With a detector: one track for each person, and an alert for each. */
    @Test
    @InChromium(models = Models.REAL_DETECTORS)
    void eachVisitorIsOneTrack(Visit visit) throws IOException {
        var clip = shared("media/one-by-one-0-95s.mp4");
        SightlinePage page = SightlinePage.open(visit);
        page.give("clip", "video/mp4", Files.readAllBytes(clip));
        var rules =
                """
                [{"id": "person", "version": 1, "name": "Person", "subject": {"label": "person"}}]
                """;
        var result = again(visit, rules, 10);
        var people = new ArrayList<Map<?, ?>>();
        for (var track : (List<?>) result.get("tracks")) {
            var map = (Map<?, ?>) track;
            if (map.get("label").equals("person") && number(map.get("count")) > 3) {
                people.add(map);
            }
        }
        for (var person : people) {
            assertTrue(isVisit(number(person.get("from"))), "nobody is there: " + person);
        }
        assertTrue(people.size() >= VISITS.length && people.size() <= 7, people::toString);
        for (var one : VISITS) {
            assertTrue(
                    people.stream().anyMatch(p -> Math.abs(number(p.get("from")) - one[0]) <= 1),
                    () -> "nobody was seen to come at " + one[0] + ": " + people);
        }
        var alerts = (List<?>) result.get("alerts");
        for (var one : VISITS) {
            assertTrue(
                    alerts.stream()
                            .map(alert -> number(((Map<?, ?>) alert).get("from")) - one[0])
                            .anyMatch(late -> late >= -1 && late <= 2),
                    () -> "no alert of who came at " + one[0] + ": " + alerts);
        }
        for (var alert : alerts) {
            assertTrue(
                    isVisit(number(((Map<?, ?>) alert).get("from"))),
                    () -> "nobody is there: " + alert);
        }
    }

    /**
     * Arms reach into this clip from above, which detectors take for a person at up to 0.8, for a
     * second or two at a time: nobody by a rule's usual settings, and the near miss says so. A rule
     * that takes parts shows that they were seen.
     */
    @Test
    @InChromium(models = Models.REAL_DETECTORS)
    void armsThatReachInAreNobody(Visit visit) throws IOException {
        SightlinePage page = SightlinePage.open(visit);
        page.give("clip", "video/mp4", Files.readAllBytes(shared("media/bottle-detection.mp4")));
        var rules =
                """
                [{"id": "person", "version": 1, "name": "Person",
                  "subject": {"label": "person"}},
                 {"id": "part", "version": 1, "name": "Part of one",
                  "subject": {"label": "person", "parts": true}}]
                """;
        var result = again(visit, rules, 5);
        var told = ((List<?>) result.get("alerts")).stream().map(a -> ((Map<?, ?>) a).get("rule"));
        assertEquals(Set.of("part"), told.collect(Collectors.toSet()));
        assertTrue(
                ((List<?>) result.get("misses"))
                        .stream()
                                .map(miss -> (Map<?, ?>) miss)
                                .anyMatch(
                                        miss ->
                                                miss.get("rule").equals("person")
                                                        && miss.get("gate").equals("body")),
                () -> "no near miss of an arm: " + result.get("misses"));
        assertTrue(
                ((List<?>) result.get("tracks"))
                        .stream()
                                .anyMatch(
                                        track -> ((Map<?, ?>) track).get("label").equals("bottle")),
                () -> "no bottle was found: " + result.get("tracks"));
    }

    @Test
    void whatCannotBeReplayedIsRefused(Visit visit) throws IOException {
        SightlinePage page = SightlinePage.open(visit);
        page.give(
                "whole",
                "video/mp4",
                Files.readAllBytes(Project.site().resolve("samples/room-walk.mp4")));
        page.give("none", "video/mp4", new byte[0]);
        page.give("text", "video/mp4", "This is no clip.".getBytes());
        for (var bad : List.of("none", "text")) {
            var failure = page.api().failure("sightline.replay(given." + bad + ")");
            assertEquals("bad-input", failure.code(), failure.message());
        }
        assertEquals("bad-input", page.api().failure("sightline.replay(7)").code());
        assertEquals(
                "bad-input",
                page.api()
                        .failure("sightline.replay(given.whole, { rules: [{ id: 'x' }] })")
                        .code());
    }

    @Test
    void aReplayCanBeStopped(Visit visit) throws IOException {
        SightlinePage page = SightlinePage.open(visit);
        page.give(
                "clip",
                "video/mp4",
                Files.readAllBytes(Project.site().resolve("samples/room-walk.mp4")));
        var failure =
                page.api()
                        .failure(
                                "(() => { const stop = new AbortController();"
                                        + " return sightline.replay(given.clip, { rules: [], signal: stop.signal,"
                                        + " onProgress: () => stop.abort() }); })()");
        assertEquals("aborted", failure.code());
        assertTrue(
                number(page.api().map("sightline.replay(given.clip, { rules: [] })").get("frames"))
                        > 10);
    }

    private static boolean isVisit(double t) {
        for (var one : VISITS) {
            if (t >= one[0] - 1 && t <= one[1] + 1) {
                return true;
            }
        }
        return false;
    }

    /** One that was asked by a replay that was stopped, and is answered only now. */
    @Test
    void anAnswerToAnotherIsNoneOfThisOne(Visit visit) throws IOException {
        visit.context()
                .addInitScript(
                        """
                        const Own = Worker;
                        window.Worker = class extends Own {
                          constructor(url, options) {
                            super(url, options);
                            if (String(url).includes('watch-worker')) {
                              window.watcher = this;
                            }
                          }
                        };
                        """);
        SightlinePage page = SightlinePage.open(visit);
        page.give(
                "clip",
                "video/mp4",
                Files.readAllBytes(Project.site().resolve("samples/room-walk.mp4")));
        var result =
                (Map<?, ?>)
                        page.tab()
                                .evaluate(
                                        """
                                        async () => {
                                          let late = 0;
                                          const onProgress = () => {
                                            const ask = [1, (1 << 24) + 1][late++];
                                            if (ask) {
                                              watcher.postMessage({ v: 1, type: 'answered', ask, failure: '',
                                                p: 0.9 });
                                            }
                                          };
                                          const { frames } =
                                            await sightline.replay(given.clip, { rules: [], onProgress });
                                          return { frames, late };
                                        }
                                        """);
        assertTrue(number(result.get("late")) >= 2, result::toString);
        assertTrue(number(result.get("frames")) > 10, result::toString);
    }

    private static Map<String, Object> replay(Visit visit, Path clip, String rules)
            throws IOException {
        SightlinePage page = SightlinePage.open(visit);
        page.give("clip", "video/mp4", Files.readAllBytes(clip));
        return again(visit, rules);
    }

    private static Map<String, Object> again(Visit visit, String rules) {
        return again(visit, rules, 0);
    }

    /** At so many frames a second; 0 for all. */
    @SuppressWarnings("unchecked")
    private static Map<String, Object> again(Visit visit, String rules, int fps) {
        return (Map<String, Object>)
                visit.page()
                        .evaluate(
                                """
                                async ([rules, fps]) => {
                                  const { alerts, tracks, ...rest } =
                                    await sightline.replay(given.clip,
                                      { rules: JSON.parse(rules), ...(fps ? { fps } : {}) });
                                  return { ...rest, alerts: alerts.map(({ evidence, ...a }) => a),
                                    tracks: tracks.map(({ points, ...t }) => ({ ...t, count: points.length })) };
                                }
                                """,
                                List.of(rules, fps));
    }

    private static Path shared(String name) {
        Path clip = Project.shared(name);
        assumeTrue(Files.isRegularFile(clip), "the development clips are not here: " + clip);
        return clip;
    }

    private static double number(Object value) {
        return ((Number) value).doubleValue();
    }
}
