// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.view;

import io.sightline.core.backend.DeviceFacts;
import io.sightline.core.image.ImageSize;
import io.sightline.core.message.VisionEvent;
import io.sightline.core.metres.LengthUnit;
import io.sightline.core.metres.RelativeMetres;
import io.sightline.core.metres.Ruler;

/**
 * All that the page shows, at one moment. It changes only through {@link #after}, so what an event
 * does is told in one place and tested without a browser.
 *
 * @param facts of the machine, null until the worker is up
 * @param model the depth model
 * @param source what is measured
 * @param settings of the user
 * @param measurement the newest result, null before the first
 * @param unmeasured the newest frame could not be measured
 * @param probe where depth is read
 * @param stored what the browser keeps of models, null until it was asked
 * @param messages for the user
 * @param language the language model and what is said with it
 * @param metres distances: calibrations, and the one that is being made
 */
public record AppState(
        DeviceFacts facts,
        ModelState model,
        SourceState source,
        Settings settings,
        Measurement measurement,
        boolean unmeasured,
        Probe probe,
        VisionEvent.Stored stored,
        Messages messages,
        LanguageState language,
        MetresState metres) {

    /** The state of a page that has just been opened for the first time. */
    public static AppState start(Settings settings) {
        return start(settings, MetresState.start(LengthUnit.METRE));
    }

    /** The state of a page that has just been opened. */
    public static AppState start(Settings settings, MetresState metres) {
        return new AppState(
                null,
                ModelState.LOOKING,
                SourceState.NONE,
                settings,
                null,
                false,
                Probe.NONE,
                null,
                Messages.NONE,
                LanguageState.START,
                metres);
    }

    /** The state after an event. */
    public AppState after(AppEvent event) {
        return event.applyTo(this);
    }

    AppState with(DeviceFacts value) {
        return new AppState(
                value,
                model,
                source,
                settings,
                measurement,
                unmeasured,
                probe,
                stored,
                messages,
                language,
                metres);
    }

    AppState with(ModelState value) {
        return value == model
                ? this
                : new AppState(
                        facts,
                        value,
                        source,
                        settings,
                        measurement,
                        unmeasured,
                        probe,
                        stored,
                        messages,
                        language,
                        metres);
    }

    AppState with(SourceState value) {
        return new AppState(
                facts,
                model,
                value,
                settings,
                measurement,
                unmeasured,
                probe,
                stored,
                messages,
                language,
                metres);
    }

    AppState with(Settings value) {
        return new AppState(
                facts,
                model,
                source,
                value,
                measurement,
                unmeasured,
                probe,
                stored,
                messages,
                language,
                metres);
    }

    AppState with(Measurement value) {
        return new AppState(
                facts, model, source, settings, value, false, probe, stored, messages, language,
                metres);
    }

    AppState with(Probe value) {
        return new AppState(
                facts,
                model,
                source,
                settings,
                measurement,
                unmeasured,
                value,
                stored,
                messages,
                language,
                metres);
    }

    AppState with(VisionEvent.Stored value) {
        return new AppState(
                facts,
                model,
                source,
                settings,
                measurement,
                unmeasured,
                probe,
                value,
                messages,
                language,
                metres);
    }

    AppState with(Messages value) {
        return value == messages
                ? this
                : new AppState(
                        facts,
                        model,
                        source,
                        settings,
                        measurement,
                        unmeasured,
                        probe,
                        stored,
                        value,
                        language,
                        metres);
    }

    AppState with(LanguageState value) {
        return value == language
                ? this
                : new AppState(
                        facts,
                        model,
                        source,
                        settings,
                        measurement,
                        unmeasured,
                        probe,
                        stored,
                        messages,
                        value,
                        metres);
    }

    AppState with(MetresState value) {
        return value == metres
                ? this
                : new AppState(
                        facts,
                        model,
                        source,
                        settings,
                        measurement,
                        unmeasured,
                        probe,
                        stored,
                        messages,
                        language,
                        value);
    }

    /** The size at which a frame enters the model in use. */
    public ImageSize inputFor(ImageSize frame) {
        return fitting(settings.inputFor(frame));
    }

    /** The nearest size that the model in use takes. */
    public ImageSize fitting(ImageSize wanted) {
        var entry = model.entry();
        return entry == null || entry.contract() == null ? wanted : entry.contract().takes(wanted);
    }

    /**
     * The size that a stream keeps, though it may choose: the one that it is being calibrated at,
     * or was with the user's settings unchanged; null when it is free.
     */
    public ImageSize inputHeld() {
        if (metres.survey() != null) {
            return metres.survey().subject().map();
        }
        var kept = metres.of(MetresState.camera(source));
        boolean holds =
                kept != null
                        && kept.metres() instanceof RelativeMetres
                        && model.entry() != null
                        && kept.model().equals(model.entry().id())
                        && settings.stream().adaptive()
                        && source.moving();
        return holds ? new ImageSize(kept.mapWidth(), kept.mapHeight()) : null;
    }

    /** What the map on show means in metres; null when there is none. */
    public Ruler ruler() {
        if (measurement == null || model.entry() == null || model.entry().contract() == null) {
            return null;
        }
        var ruler =
                Ruler.of(
                        metres.of(source),
                        model.entry(),
                        measurement.map(),
                        measurement.frame(),
                        settings.look().degrees());
        // One map alone has a scale of its own; a stream's is followed while it runs.
        boolean alone = !source.moving() && !metres.knowsScale(source);
        return alone && ruler.needsScale() ? ruler.unscaled() : ruler;
    }

    AppState withUnmeasured(boolean value) {
        return new AppState(
                facts,
                model,
                source,
                settings,
                measurement,
                value,
                probe,
                stored,
                messages,
                language,
                metres);
    }

    AppState withoutMeasurement() {
        return with((Measurement) null);
    }
}
