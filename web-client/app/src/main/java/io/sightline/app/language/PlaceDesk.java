// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.language;

import io.sightline.app.Teller;
import io.sightline.app.measure.Picture;
import io.sightline.app.model.ModelDesk;
import io.sightline.app.state.Store;
import io.sightline.core.image.ImageSize;
import io.sightline.core.message.LanguageCommand;
import io.sightline.core.message.LanguageEvent;
import io.sightline.core.model.MetricPair;
import io.sightline.core.view.AppState;
import io.sightline.core.view.ModelState.Phase;
import io.sightline.glue.async.Await;
import io.sightline.glue.canvas.ImageBitmap;
import java.util.List;

/**
 * Chooses between the metric model for rooms and the one for outside: the language model is asked
 * once a source, with the opposite question beside it; where it is unsure, or not there, the person
 * is. Whoever chooses by hand is not asked again.
 */
public final class PlaceDesk {
    private static final String QUESTION = "Is this picture taken indoors?";
    private static final String CONTRAST = "Is this picture taken outdoors?";

    /** How the place of the open source came about; the name of a text. */
    public enum Word {
        /** Nobody said: the person is asked. */
        OPEN("open"),
        /** The language model is looking. */
        ASKING("asking"),
        /** It said so. */
        SAID("said"),
        /** It could not tell: the person is asked. */
        UNSURE("unsure"),
        /** The person said so. */
        CHOSEN("chosen");

        private final String id;

        Word(String id) {
            this.id = id;
        }

        /** Its name in texts. */
        public String id() {
            return id;
        }
    }

    private final Store store;
    private final ModelDesk models;
    private final LanguageDesk language;
    private final Picture picture;
    private int source = -1;
    private Word word = Word.OPEN;
    private double p;

    /**
     * @param store of the page
     * @param models to choose from
     * @param language that is asked
     * @param picture that it looks at
     */
    public PlaceDesk(Store store, ModelDesk models, LanguageDesk language, Picture picture) {
        this.store = store;
        this.models = models;
        this.language = language;
        this.picture = picture;
        store.watch((now, before) -> changed(now));
    }

    /** The two models, or null when there is nothing to choose. */
    public MetricPair pair() {
        var pair = MetricPair.of(models.depthModels());
        return pair == null || pair.placeOf(store.state().model().entry()) == null ? null : pair;
    }

    /** How the place in use came about. */
    public Word word() {
        return word;
    }

    /** How sure the language model was that it is indoors, 0 to 1. */
    public double p() {
        return p;
    }

    /** The person says where it is. */
    public void choose(MetricPair.Place place) {
        source = store.state().source().number();
        word = Word.CHOSEN;
        use(place);
    }

    private void use(MetricPair.Place place) {
        var pair = pair();
        if (pair != null && pair.placeOf(store.state().model().entry()) != place) {
            models.choose(pair.of(place).id());
        }
        store.redraw();
    }

    private void changed(AppState now) {
        if (now.source().number() != source && word != Word.ASKING) {
            source = now.source().number();
            word = Word.OPEN;
        }
        if (word == Word.OPEN
                && now.measurement() != null
                && now.model().phase() == Phase.READY
                && language.isReady()
                && picture.shown()
                && pair() != null) {
            word = Word.ASKING;
            new Thread(() -> ask(source)).start();
        }
    }

    private void ask(int asked) {
        var answer = Word.UNSURE;
        MetricPair.Place place = null;
        try {
            var image = Await.await(ImageBitmap.of(picture.canvas()));
            int call = language.client().nextCall();
            var size = new ImageSize(image.getWidth(), image.getHeight());
            var frame = new LanguageCommand.Frame("place-" + asked, image, size, -1);
            double calibration = store.state().language().marks().calibration().temperature();
            var command =
                    new LanguageCommand.Verify(
                            call,
                            List.of(frame),
                            0,
                            false,
                            QUESTION,
                            CONTRAST,
                            List.of(),
                            calibration,
                            0.5);
            var verdict =
                    (LanguageEvent.Verdict) language.client().put(call, whole -> command.toMap());
            p = verdict.p();
            if (!verdict.verdict().equals("unsure")) {
                answer = Word.SAID;
                place =
                        verdict.verdict().equals("yes")
                                ? MetricPair.Place.INDOORS
                                : MetricPair.Place.OUTDOORS;
            }
        } catch (RuntimeException e) {
            // The person is asked instead; the language panel tells what is wrong with its model.
            System.err.println("Indoors or outdoors: " + Teller.asFailure(e).getMessage());
        }
        if (word != Word.ASKING || store.state().source().number() != asked) {
            // The person was quicker, or looks at something else by now.
            word = word == Word.ASKING ? Word.OPEN : word;
            return;
        }
        word = answer;
        if (place != null) {
            use(place);
        } else {
            store.redraw();
        }
    }
}
