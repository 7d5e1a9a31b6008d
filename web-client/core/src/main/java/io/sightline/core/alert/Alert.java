// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.alert;

import io.sightline.core.detect.Box;
import io.sightline.core.error.SightlineException;
import io.sightline.core.position.Position;
import io.sightline.core.rule.Severity;
import io.sightline.core.space.Point;
import io.sightline.core.value.Fields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One event that deserves attention, told as new, then maybe updated, then ended, under one id.
 *
 * @param id never used twice: the stream's name and a number
 * @param rule id of it
 * @param severity of the rule
 * @param phase of the telling
 * @param from stream time at which it began, seconds
 * @param to stream time at which it was over; NaN until it ended
 * @param at stream time of the telling
 * @param told stream time at which it was first told
 * @param subject it is about
 * @param judged by the language model; null where it was not, or not yet
 * @param unverified why it went out without a verdict, the end of a text's key; empty where the
 *     rule asks nothing or the verdict is there
 * @param reason what each gate said
 * @param evidence frames to look at, by time
 * @param ended why it is over, the end of a text's key; empty until then
 */
public record Alert(
        String id,
        String rule,
        Severity severity,
        Phase phase,
        double from,
        double to,
        double at,
        double told,
        Who subject,
        Judged judged,
        String unverified,
        Reason reason,
        List<ClipChoice.Frame> evidence,
        String ended) {
    /** Frames of evidence at most. */
    private static final int MOST_EVIDENCE = 64;

    /** Where its telling is. */
    public enum Phase {
        /** It goes out. */
        NEW("new"),
        /** More is known. */
        UPDATE("update"),
        /** It is over. */
        END("end");

        private final String id;

        Phase(String id) {
            this.id = id;
        }

        /** The spelling in the public API. */
        public String id() {
            return id;
        }
    }

    /**
     * Whom it is about.
     *
     * @param track its number; negative for the scene, or for an absence
     * @param label of it
     * @param score of its latest detection; NaN for an absence
     * @param position when it was last looked at; null where not known
     */
    public record Who(int track, String label, double score, Position position) {}

    /** True once it ended. */
    public boolean over() {
        return phase == Phase.END;
    }

    /** Told again. */
    public Alert next(Phase newPhase, double now, Who who) {
        return new Alert(
                id,
                rule,
                severity,
                newPhase,
                from,
                to,
                now,
                told,
                who,
                judged,
                unverified,
                reason,
                evidence,
                ended);
    }

    /** With a verdict that came late. */
    public Alert judged(Judged newJudged, Reason newReason) {
        return new Alert(
                id, rule, severity, phase, from, to, at, told, subject, newJudged, "", newReason,
                evidence, ended);
    }

    /** With other evidence. */
    public Alert shown(List<ClipChoice.Frame> frames) {
        return new Alert(
                id,
                rule,
                severity,
                phase,
                from,
                to,
                at,
                told,
                subject,
                judged,
                unverified,
                reason,
                List.copyOf(frames),
                ended);
    }

    /** Over. */
    public Alert ended(double newTo, String why) {
        return new Alert(
                id,
                rule,
                severity,
                phase,
                from,
                newTo,
                at,
                told,
                subject,
                judged,
                unverified,
                reason,
                evidence,
                why);
    }

    /**
     * As the public API has it, without the images of the evidence.
     *
     * @param words the reason as people read it; null leaves it out
     */
    public Map<String, Object> toMap(String words) {
        var map = new LinkedHashMap<String, Object>();
        map.put("id", id);
        map.put("rule", rule);
        map.put("severity", severity.id());
        map.put("phase", phase.id());
        map.put("from", from);
        if (!Double.isNaN(to)) {
            map.put("to", to);
        }
        map.put("at", at);
        map.put("told", told);
        map.put("subject", who());
        if (judged != null) {
            map.put("verdict", judged.toMap());
        }
        if (!unverified.isEmpty()) {
            map.put("unverified", unverified);
        }
        if (words != null) {
            map.put("reason", words);
        }
        var frames = new ArrayList<Object>();
        for (var frame : evidence) {
            var crop = frame.crop();
            var fields = new LinkedHashMap<String, Object>();
            fields.put("t", frame.t());
            fields.put("crop", List.of(crop.x(), crop.y(), crop.width(), crop.height()));
            frames.add(fields);
        }
        map.put("evidence", frames);
        map.put("gate", reason.toMap());
        if (!ended.isEmpty()) {
            map.put("ended", ended);
        }
        return map;
    }

    /**
     * Reads what {@link #toMap} wrote, as a site's storage gives it back; anyone may write there. A
     * distance comes back without its uncertainty.
     *
     * @throws SightlineException {@code bad-input}, "alert-field" with the path of the first fault
     */
    public static Alert of(Object kept) {
        var fields = Fields.of(kept, "alert", "alert-field");
        Phase phase = null;
        for (var known : Phase.values()) {
            phase = known.id.equals(fields.text("phase")) ? known : phase;
        }
        if (phase == null) {
            throw fields.refusal("phase", "new, update or end");
        }
        var severity = Severity.of(fields.text("severity"));
        if (severity == null) {
            throw fields.refusal("severity", "notice, alert or alarm");
        }
        var frames = new ArrayList<ClipChoice.Frame>();
        for (var item : fields.objects("evidence", 0, MOST_EVIDENCE)) {
            var crop = item.doubles("crop", 4);
            frames.add(
                    new ClipChoice.Frame(
                            item.number("t"), new Box(crop[0], crop[1], crop[2], crop[3])));
        }
        return new Alert(
                fields.text("id", 1, 120),
                fields.text("rule", 1, 64),
                severity,
                phase,
                fields.number("from"),
                fields.number("to", Double.NaN),
                fields.number("at"),
                fields.number("told"),
                who(fields.object("subject")),
                fields.has("verdict") ? Judged.of(fields.object("verdict")) : null,
                fields.has("unverified") ? fields.text("unverified", 1, 60) : "",
                Reason.of(fields.object("gate")),
                List.copyOf(frames),
                fields.has("ended") ? fields.text("ended", 1, 60) : "");
    }

    private static Who who(Fields fields) {
        Position position = null;
        if (fields.has("distance")) {
            Point point = null;
            if (fields.has("position")) {
                var axes = fields.doubles("position", 3);
                point = new Point(axes[0], axes[1], axes[2]);
            }
            position =
                    new Position(
                            fields.text("unit").equals("metres"),
                            fields.number("distance"),
                            Double.NaN,
                            point,
                            null,
                            Double.NaN,
                            Double.NaN);
        }
        return new Who(
                fields.has("track") ? fields.whole("track", 0, Integer.MAX_VALUE) : -1,
                fields.text("label", 1, 40),
                fields.number("score", Double.NaN),
                position);
    }

    private Map<String, Object> who() {
        var map = new LinkedHashMap<String, Object>();
        if (subject.track() >= 0) {
            map.put("track", subject.track());
        }
        map.put("label", subject.label());
        if (!Double.isNaN(subject.score())) {
            map.put("score", subject.score());
        }
        var position = subject.position();
        if (position != null && !Double.isNaN(position.distance())) {
            map.put("distance", position.distance());
            map.put("unit", position.metres() ? "metres" : "relative");
            if (position.point() != null) {
                var point = position.point();
                map.put("position", List.of(point.x(), point.y(), point.z()));
            }
        }
        return map;
    }
}
