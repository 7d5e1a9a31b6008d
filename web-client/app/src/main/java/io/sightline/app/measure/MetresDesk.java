// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.measure;

import io.sightline.app.Teller;
import io.sightline.app.dom.Browser;
import io.sightline.app.state.Store;
import io.sightline.core.image.ImagePoint;
import io.sightline.core.metres.Calibration;
import io.sightline.core.metres.Calibrator;
import io.sightline.core.metres.CameraMetres;
import io.sightline.core.metres.Doubt;
import io.sightline.core.metres.LengthUnit;
import io.sightline.core.metres.Spot;
import io.sightline.core.metres.Survey;
import io.sightline.core.steady.Anchor;
import io.sightline.core.view.AppEvent;
import io.sightline.core.view.AppState;
import io.sightline.core.view.Message;
import io.sightline.core.view.MetresEvent;
import io.sightline.core.view.MetresState;
import io.sightline.glue.intl.Languages;
import io.sightline.glue.value.JsValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Calibrates cameras with a person's help, and keeps what comes of it in this browser. */
public final class MetresDesk {
    private static final String KEPT = "sightline.metres";

    /** Where the map is read besides the pick itself, in clicks' reaches. */
    private static final int[][] AROUND = {
        {-1, -1}, {0, -1}, {1, -1}, {-1, 0}, {1, 0}, {-1, 1}, {0, 1}, {1, 1}
    };

    /** A stream's scale is looked at with its first map, and again each so often. */
    private static final int MAPS_APART = 20;

    /**
     * So often in a row another view is seen before the camera counts as moved: somebody may stand
     * right before it.
     */
    private static final int MOST_UNLIKE = 3;

    /** Less is noise of the fit. */
    private static final double OTHER = 0.02;

    private final Store store;
    private final Measurer measurer;
    private final Teller teller;
    private String told = "";
    private int stream;
    private int maps;
    private int unlike;

    /**
     * @param store of the page
     * @param measurer whose map is read
     * @param teller of what no longer holds
     */
    public MetresDesk(Store store, Measurer measurer, Teller teller) {
        this.store = store;
        this.measurer = measurer;
        this.teller = teller;
        store.watch((now, before) -> changed(now, before));
    }

    /** What was kept on earlier visits. */
    public static MetresState kept() {
        var languages = Languages.preferred();
        var usual = LengthUnit.ofLanguage(languages.length == 0 ? "" : languages[0]);
        var text = Browser.kept(KEPT);
        return text == null
                ? MetresState.start(usual)
                : MetresState.of(JsValues.toJava(Browser.parse(text)), usual);
    }

    /** The calibration that is being made, or null. */
    public Survey survey() {
        return store.state().metres().survey();
    }

    /** Begins a calibration of the open source; without a measurement nothing happens. */
    public void begin() {
        var state = store.state();
        var ruler = state.ruler();
        if (ruler == null) {
            return;
        }
        var kept = state.metres().of(MetresState.camera(state.source()));
        var lens =
                kept == null
                        ? new Survey.LensGuess(state.settings().look().degrees(), null)
                        : Survey.LensGuess.of(ruler.lens());
        edit(
                Survey.of(
                        new Survey.Subject(
                                MetresState.camera(state.source()),
                                state.source().name(),
                                state.model().entry(),
                                state.measurement().map(),
                                state.measurement().frame()),
                        lens));
    }

    /** Goes on with a calibration that a person changed. */
    public void edit(Survey survey) {
        tell(new MetresEvent.Surveyed(survey));
    }

    /** Gives up the calibration that is being made. */
    public void cancel() {
        edit(null);
    }

    /** The person picked a place for the calibration. */
    public void pick(ImagePoint point) {
        var depth = measurer.depth();
        var survey = survey();
        if (depth == null || survey == null || !survey.hasRoom()) {
            return;
        }
        var frame = survey.subject().frame();
        var places = new ArrayList<ImagePoint>();
        places.add(point);
        for (var offset : AROUND) {
            places.add(
                    ImagePoint.of(
                            point.u() + offset[0] * Calibrator.CLICK_PIXELS / frame.width(),
                            point.v() + offset[1] * Calibrator.CLICK_PIXELS / frame.height()));
        }
        read(depth, places, new ArrayList<>());
    }

    /** Reads one place after the other, for the map may lie with the worker. */
    private void read(DepthMap depth, List<ImagePoint> places, List<Double> values) {
        if (values.size() < places.size()) {
            depth.read(
                    places.get(values.size()),
                    value -> {
                        values.add(value);
                        read(depth, places, values);
                    });
            return;
        }
        double value = values.get(0);
        double squares = 0;
        for (double beside : values) {
            squares += (beside - value) * (beside - value) / AROUND.length;
        }
        var survey = survey();
        // NaN: the map went away meanwhile.
        if (survey != null && !Double.isNaN(squares)) {
            var point = places.get(0);
            edit(survey.picked(new Spot(point.u(), point.v(), value, Math.sqrt(squares))));
        }
    }

    /** Keeps what came of the calibration and measures with it. */
    public void use(Calibration calibration) {
        keep(survey().kept(calibration, System.currentTimeMillis()));
    }

    /** Keeps it with what the map is now, so that another day's can be brought to its scale. */
    private void keep(CameraMetres camera) {
        int number = store.state().source().number();
        anchor(
                values -> {
                    var anchor = values == null ? null : Anchor.of(values);
                    tell(
                            new MetresEvent.Calibrated(
                                    anchor == null ? camera : camera.anchored(anchor), number));
                });
    }

    private interface Places {
        /** Values at an anchor's places; null where they cannot be had. */
        void read(double[] values);
    }

    private void anchor(Places reader) {
        var depth = measurer.depth();
        if (depth == null) {
            reader.read(null);
            return;
        }
        depth.read(
                Anchor.places(),
                found -> {
                    double[] values = found == null ? null : new double[Anchor.COUNT];
                    for (int i = 0; found != null && i < values.length; ++i) {
                        values[i] = found.at(i);
                    }
                    reader.read(values);
                });
    }

    /** Holds the open stream's maps against those of its camera's calibration. */
    private void scale(AppState now) {
        if (now.source().number() != stream) {
            stream = now.source().number();
            maps = 0;
            unlike = 0;
        }
        var kept = now.metres().of(camera(now));
        var model = now.model().entry();
        if (kept == null || kept.anchor() == null || model == null) {
            return;
        }
        var map = now.measurement().map();
        if (!kept.holds(model.id(), map.width(), map.height())) {
            return;
        }
        if (maps++ % (now.source().moving() ? MAPS_APART : 1) == 0) {
            int number = stream;
            anchor(
                    values -> {
                        var state = store.state();
                        boolean still = number == state.source().number();
                        if (values != null && still && kept == state.metres().of(camera(state))) {
                            scaled(kept, values);
                        }
                    });
        }
    }

    private void scaled(CameraMetres kept, double[] values) {
        var fit = kept.anchor().fit(values);
        var alignment = fit.alignment();
        if (alignment == null) {
            boolean moving = store.state().source().moving();
            unlike += fit.known() || !moving ? 1 : 0;
            if (unlike >= (moving ? MOST_UNLIKE : 1)) {
                moved(kept.camera());
            }
            return;
        }
        unlike = 0;
        var held = store.state().metres().scale();
        boolean same = held != null && held.source() == stream;
        if (!same || kept.anchor().apart(alignment, held.fit().alignment()) > OTHER) {
            tell(new MetresEvent.Scaled(new MetresState.StreamScale(stream, fit)));
        }
    }

    private static String camera(AppState now) {
        return MetresState.camera(now.source());
    }

    /** The open camera's calibration holds in spite of the doubt, a person says. */
    public void trust() {
        var camera = camera(store.state());
        tell(new MetresEvent.Trusted(camera));
        var kept = store.state().metres().of(store.state().source());
        if (kept != null) {
            keep(kept);
        }
    }

    /** Deletes a camera's calibration. */
    public void forget(String camera) {
        tell(new MetresEvent.Forgotten(camera));
    }

    /** Reads and takes lengths in another unit. */
    public void in(LengthUnit unit) {
        tell(new MetresEvent.UnitSet(unit));
    }

    private void tell(MetresEvent event) {
        store.tell(new AppEvent.Metres(event));
    }

    private void changed(AppState now, AppState before) {
        if (now.metres().kept() != before.metres().kept()
                || now.metres().unit() != before.metres().unit()) {
            if (!Browser.keep(KEPT, Browser.json(JsValues.toJs(now.metres().toMap())))) {
                teller.warning("metres-not-kept", Map.of(), Message.Topic.ACTION);
            }
        }
        if (now.source().number() == before.source().number()
                && now.measurement() != null
                && now.measurement().movedSince(before.measurement())) {
            moved(camera(now));
        }
        if (now.measurement() != null && now.measurement() != before.measurement()) {
            scale(now);
        }
        if (now.metres().survey() != null && !holds(now, now.metres().survey().subject())) {
            cancel();
            teller.notice("survey-ended", Map.of(), Message.Topic.ACTION);
        }
        if (now.measurement() != before.measurement() || now.metres() != before.metres()) {
            tellOfDoubts(now);
        }
    }

    private void moved(String camera) {
        tell(new MetresEvent.Moved(camera));
        if (survey() != null) {
            cancel();
            teller.warning("survey-moved", Map.of(), Message.Topic.ACTION);
        }
    }

    private static boolean holds(AppState now, Survey.Subject subject) {
        var entry = now.model().entry();
        var result = now.measurement();
        return MetresState.camera(now.source()).equals(subject.camera())
                && entry != null
                && entry.id().equals(subject.model().id())
                && (result == null
                        || result.map().equals(subject.map())
                                && result.frame().equals(subject.frame()));
    }

    /** A kept calibration that does not hold here is told of once. */
    private void tellOfDoubts(AppState now) {
        var ruler = now.ruler();
        if (ruler == null) {
            return;
        }
        if (ruler.kept() != null || ruler.doubts().isEmpty()) {
            told = "";
            return;
        }
        var why = ruler.doubts().get(0);
        var situation =
                why.id()
                        + " "
                        + now.source().number()
                        + " "
                        + now.model().entry().id()
                        + " "
                        + now.measurement().map();
        if (!situation.equals(told)) {
            told = situation;
            teller.warning(
                    "metres-" + why.id(),
                    Map.of(),
                    Message.Topic.METRES,
                    why == Doubt.MODEL || why == Doubt.UNANCHORED
                            ? Message.Retry.CALIBRATE
                            : Message.Retry.KEEP);
        }
    }
}
