// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.view;

import io.sightline.app.Teller;
import io.sightline.app.Version;
import io.sightline.app.detect.DetectorDesk;
import io.sightline.app.dom.El;
import io.sightline.app.effect.EffectDesk;
import io.sightline.app.export.Exporter;
import io.sightline.app.language.LanguageDesk;
import io.sightline.app.language.PlaceDesk;
import io.sightline.app.measure.Measurer;
import io.sightline.app.measure.MetresDesk;
import io.sightline.app.measure.Picture;
import io.sightline.app.model.ModelDesk;
import io.sightline.app.scene.SceneDesk;
import io.sightline.app.source.SourceDesk;
import io.sightline.app.state.Store;
import io.sightline.app.text.Texts;
import io.sightline.core.view.Message;

/** All parts of the page, put together. */
public final class Views {
    private Views() {}

    /** What the views cannot do themselves. */
    public interface Actions {
        /** Stops the measurement that runs. */
        void stop();

        /** Measures the present frame again. */
        void again();

        /** Does again what failed. */
        void retry(Message.Retry what);

        /** Brings the part for words. */
        void talk();

        /** Brings the part for watching. */
        void watch();
    }

    /** Puts the views on the page. */
    public static void show(
            Store store,
            Texts texts,
            Teller teller,
            ModelDesk models,
            LanguageDesk language,
            SourceDesk sources,
            Measurer measurer,
            MetresDesk metres,
            PlaceDesk places,
            Picture picture,
            SceneDesk scene,
            EffectDesk effects,
            Exporter exporter,
            DetectorDesk detectors,
            Actions actions) {
        var announcer = new Announcer();
        var plate = El.byId("plate");
        Popovers.place();
        store.show(new HeaderView(store, texts));
        var own = new OwnModelView(store, texts, models, teller);
        store.show(own);
        store.show(new PlaceView(texts, places));
        store.show(new SourceBar(store, sources, teller, texts, own::read));
        var stage =
                new StageView(store, texts, measurer, picture, effects, announcer, metres, plate);
        store.show(stage);
        store.show(new SpaceView(store, texts, scene, measurer, stage, announcer));
        store.show(new FloorView(store, texts, scene, measurer));
        store.show(new PlateView(store, texts, models, sources, actions, plate));
        store.show(new FollowingView(store, texts, sources));
        store.show(new TransportView(store, texts, sources));
        store.show(new LegendView(store, texts, measurer));
        store.show(new ReadingView(store, texts, measurer, announcer));
        store.show(new LengthView(store, texts, measurer, scene, announcer));
        store.show(new MetresView(store, texts, metres, announcer));
        store.show(new ModelView(store, texts, models, announcer));
        store.show(new FromView("model", texts, models));
        store.show(new FromView("lang", texts, models));
        store.show(new SettingsView(store, texts, models));
        store.show(new EffectView(texts, effects, exporter, teller, announcer));
        new DetectView(texts, teller, detectors, announcer);
        store.show(new TimingsView(store, texts));
        store.show(new SteadyView(store, texts));
        store.show(new MessagesView(store, texts, actions::retry));
        store.show(new ExportMenu(exporter, teller, texts, announcer));
        store.show(new LanguageView(store, texts, language, models, announcer));
        new TabsView(
                name -> {
                    if (name.equals("ask")) {
                        actions.talk();
                        if (!models.isStorageKnown()) {
                            models.stored("");
                        }
                    } else if (name.equals("watch")) {
                        actions.watch();
                    }
                });
        El.byId("version").text(texts.of("page.version", "version", Version.TEXT));
    }
}
