// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.view;

import io.sightline.core.image.ImageSize;
import io.sightline.core.language.ModelLimits;
import io.sightline.core.model.ModelEntry;
import io.sightline.core.model.ModelIndex;
import io.sightline.core.talk.LanguageSettings;
import io.sightline.core.talk.Marks;
import io.sightline.core.value.Fields;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the page has that can be asked about, and asked: its part for words is a module of its own
 * and gets it from the page as plain values.
 *
 * @param source what is open; where it stands is left out, as that changes with each frame
 * @param phase of the language model
 * @param entry of it, null when there is none
 * @param backend that it runs on, empty when it does not
 * @param local a load downloads nothing
 * @param limits of the model that was loaded last, null before there was one
 * @param marks the user's judgements of this model's verdicts
 * @param settings of the user
 */
public record TalkScene(
        SourceState source,
        ModelState.Phase phase,
        ModelEntry entry,
        String backend,
        boolean local,
        ModelLimits limits,
        Marks marks,
        LanguageSettings settings) {

    /** Of the page as it is. */
    public static TalkScene of(AppState state, boolean local) {
        var language = state.language();
        var running = language.model().running();
        return new TalkScene(
                plain(state.source()),
                language.model().phase(),
                language.model().entry(),
                running == null ? "" : running.backend().wire(),
                local,
                language.limits(),
                language.marks(),
                state.settings().language());
    }

    private static SourceState plain(SourceState source) {
        return new SourceState(
                source.phase(),
                source.number(),
                source.kind(),
                source.name(),
                "",
                source.size(),
                source.moving(),
                source.live(),
                source.playing(),
                0,
                source.length(),
                false,
                "");
    }

    /** As plain values. */
    public Map<String, Object> toMap() {
        var map = new LinkedHashMap<String, Object>();
        map.put("source", source.phase().name());
        map.put("number", source.number());
        map.put("kind", source.kind());
        map.put("name", source.name());
        if (source.size() != null) {
            map.put("width", source.size().width());
            map.put("height", source.size().height());
        }
        map.put("moving", source.moving());
        map.put("live", source.live());
        map.put("playing", source.playing());
        map.put("length", source.length());
        map.put("phase", phase.id());
        if (entry != null) {
            map.put("entry", ModelIndex.toMap(entry));
        }
        map.put("backend", backend);
        map.put("local", local);
        if (limits != null) {
            map.put("edge", limits.edge());
            map.put("longestEdge", limits.longestEdge());
            map.put("tokensPerView", limits.tokensPerView());
            map.put("context", limits.context());
        }
        map.put("marks", marks.toList());
        map.put("settings", settings.toMap());
        return map;
    }

    /** Of plain values. */
    public static TalkScene of(Object value) {
        var fields = Fields.of(value);
        return new TalkScene(
                sourceOf(fields),
                phaseOf(fields),
                fields.has("entry") ? ModelIndex.entryOf(fields.object("entry")) : null,
                fields.text("backend"),
                fields.flag("local"),
                fields.has("edge")
                        ? new ModelLimits(
                                fields.whole("edge", 1, Integer.MAX_VALUE),
                                fields.whole("longestEdge", 1, Integer.MAX_VALUE),
                                fields.whole("tokensPerView", 1, Integer.MAX_VALUE),
                                fields.whole("context", 1, Integer.MAX_VALUE))
                        : null,
                Marks.ofList(fields.raw("marks")),
                LanguageSettings.of(fields.raw("settings")));
    }

    private static SourceState sourceOf(Fields fields) {
        return new SourceState(
                SourceState.Phase.valueOf(fields.text("source")),
                fields.whole("number", 0, Integer.MAX_VALUE),
                fields.text("kind"),
                fields.text("name"),
                "",
                fields.has("width")
                        ? new ImageSize(
                                fields.whole("width", 1, Integer.MAX_VALUE),
                                fields.whole("height", 1, Integer.MAX_VALUE))
                        : null,
                fields.flag("moving"),
                fields.flag("live"),
                fields.flag("playing"),
                0,
                fields.number("length"),
                false,
                "");
    }

    private static ModelState.Phase phaseOf(Fields fields) {
        for (var phase : ModelState.Phase.values()) {
            if (phase.id().equals(fields.text("phase"))) {
                return phase;
            }
        }
        throw fields.refusal("phase", "a model's phase");
    }
}
