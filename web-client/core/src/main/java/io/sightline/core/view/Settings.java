// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.view;

import io.sightline.core.backend.BackendChoice;
import io.sightline.core.color.Palette;
import io.sightline.core.depth.DepthInputSize;
import io.sightline.core.image.ImageSize;
import io.sightline.core.model.ModelSource;
import io.sightline.core.talk.LanguageSettings;
import io.sightline.core.value.Fields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the user has set; kept between visits.
 *
 * @param patches of the model's input, at most
 * @param choice which backends may be used
 * @param palette id of the palette
 * @param view how picture and depth are shown
 * @param opacity of the depth over the picture, 0 to 100
 * @param measuredPicture show the frame that was measured, not the newest one
 * @param theme auto, light or dark
 * @param source where models come from
 * @param stream for moving sources
 * @param language for answers in words
 * @param look how depth is drawn
 */
public record Settings(
        int patches,
        BackendChoice choice,
        String palette,
        ViewMode view,
        int opacity,
        boolean measuredPicture,
        String theme,
        ModelSource source,
        StreamSettings stream,
        LanguageSettings language,
        LookSettings look) {
    /**
     * What the size may be set to, patches. A square frame of 324 is 252 pixels high and one of
     * 1369 518; frames of 16:9 of 576, 777 and 2442 are 252, 294 and 518 high.
     */
    public static final List<Integer> BUDGETS = List.of(100, 196, 324, 432, 576, 777, 1369, 2442);

    /**
     * The most patches that a caller may ask for. Beyond that attention over all patches would ask
     * for gigabytes.
     */
    public static final int MOST_PATCHES = 4600;

    /**
     * What a first visit finds: 432 patches, 336 × 252 of a frame of 4:3, are the most that a
     * laptop's processor keeps up with.
     */
    public static final Settings DEFAULT =
            new Settings(
                    432,
                    BackendChoice.AUTO,
                    Palette.ids().get(0),
                    ViewMode.SIDE,
                    60,
                    true,
                    "auto",
                    ModelSource.SERVER,
                    StreamSettings.DEFAULT,
                    LanguageSettings.DEFAULT,
                    LookSettings.DEFAULT);

    /** The size at which a frame enters the model. */
    public ImageSize inputFor(ImageSize frame) {
        return inputFor(frame, patches);
    }

    /** The same with another size than is set. */
    public static ImageSize inputFor(ImageSize frame, int patches) {
        return DepthInputSize.ofBudget(frame, patches);
    }

    /** With another budget. */
    public Settings withPatches(int value) {
        return new Settings(
                value,
                choice,
                palette,
                view,
                opacity,
                measuredPicture,
                theme,
                source,
                stream,
                language,
                look);
    }

    /** With another choice of backends. */
    public Settings withChoice(BackendChoice value) {
        return new Settings(
                patches,
                value,
                palette,
                view,
                opacity,
                measuredPicture,
                theme,
                source,
                stream,
                language,
                look);
    }

    /** With another palette. */
    public Settings withPalette(String value) {
        return new Settings(
                patches,
                choice,
                Palette.of(value).id(),
                view,
                opacity,
                measuredPicture,
                theme,
                source,
                stream,
                language,
                look);
    }

    /** With another view. */
    public Settings withView(ViewMode value) {
        return new Settings(
                patches,
                choice,
                palette,
                value,
                opacity,
                measuredPicture,
                theme,
                source,
                stream,
                language,
                look);
    }

    /** With another opacity, clipped to 0 and 100. */
    public Settings withOpacity(int value) {
        int clipped = Math.max(0, Math.min(100, value));
        return new Settings(
                patches,
                choice,
                palette,
                view,
                clipped,
                measuredPicture,
                theme,
                source,
                stream,
                language,
                look);
    }

    /** With the measured frame, or the newest one, as the picture. */
    public Settings withMeasuredPicture(boolean value) {
        return new Settings(
                patches, choice, palette, view, opacity, value, theme, source, stream, language,
                look);
    }

    /** With another theme; an unknown one is "auto". */
    public Settings withTheme(String value) {
        boolean known = "light".equals(value) || "dark".equals(value);
        return new Settings(
                patches,
                choice,
                palette,
                view,
                opacity,
                measuredPicture,
                known ? value : "auto",
                source,
                stream,
                language,
                look);
    }

    /** With another source of models. */
    public Settings withSource(ModelSource value) {
        return new Settings(
                patches,
                choice,
                palette,
                view,
                opacity,
                measuredPicture,
                theme,
                value,
                stream,
                language,
                look);
    }

    /** With other settings for moving sources. */
    public Settings with(StreamSettings value) {
        return new Settings(
                patches,
                choice,
                palette,
                view,
                opacity,
                measuredPicture,
                theme,
                source,
                value,
                language,
                look);
    }

    /** With other settings for answers. */
    public Settings with(LanguageSettings value) {
        return new Settings(
                patches,
                choice,
                palette,
                view,
                opacity,
                measuredPicture,
                theme,
                source,
                stream,
                value,
                look);
    }

    /** With depth drawn otherwise. */
    public Settings with(LookSettings value) {
        return new Settings(
                patches,
                choice,
                palette,
                view,
                opacity,
                measuredPicture,
                theme,
                source,
                stream,
                language,
                value);
    }

    /** As it is kept. */
    public Map<String, Object> toMap() {
        var map = new LinkedHashMap<String, Object>();
        map.put("patches", patches);
        map.put("choice", choice.wire());
        map.put("palette", palette);
        map.put("view", view.id());
        map.put("opacity", opacity);
        map.put("measuredPicture", measuredPicture);
        map.put("theme", theme);
        map.put("source", source.id());
        map.put("stream", stream.toMap());
        map.put("language", language.toMap());
        map.put("look", look.toMap());
        return map;
    }

    /**
     * What was kept. It may come from an older version or from anyone who writes to the site's
     * storage, so each field that does not fit falls back to the default by itself.
     */
    public static Settings of(Object kept) {
        if (!(kept instanceof Map<?, ?>)) {
            return DEFAULT;
        }
        var fields = Fields.of(kept);
        var result = DEFAULT;
        if (fields.raw("patches") instanceof Number budget && BUDGETS.contains(budget.intValue())) {
            result = result.withPatches(budget.intValue());
        }
        if (fields.raw("choice") instanceof String choice) {
            result = result.withChoice(BackendChoice.ofWire(choice));
        }
        if (fields.raw("palette") instanceof String palette) {
            result = result.withPalette(palette);
        }
        if (fields.raw("view") instanceof String view) {
            result = result.withView(ViewMode.of(view));
        }
        if (fields.raw("opacity") instanceof Number opacity) {
            result = result.withOpacity(opacity.intValue());
        }
        if (fields.raw("measuredPicture") instanceof Boolean measured) {
            result = result.withMeasuredPicture(measured);
        }
        if (fields.raw("theme") instanceof String theme) {
            result = result.withTheme(theme);
        }
        if (fields.raw("source") instanceof String source) {
            result = result.withSource(ModelSource.of(source));
        }
        result = result.with(StreamSettings.of(fields.raw("stream")));
        result = result.with(LanguageSettings.of(fields.raw("language")));
        return result.with(LookSettings.of(fields.raw("look")));
    }
}
