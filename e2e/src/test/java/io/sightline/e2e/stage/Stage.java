// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.stage;

import io.sightline.e2e.Project;
import io.sightline.e2e.browser.BrowserFinder;
import io.sightline.e2e.browser.Browsers;
import io.sightline.e2e.media.RoomDepth;
import io.sightline.e2e.media.Scenes;
import io.sightline.e2e.model.LanguageModels;
import io.sightline.e2e.model.RealModel;
import io.sightline.e2e.model.TestStore;
import io.sightline.e2e.model.TinyDepthModel;
import io.sightline.e2e.site.TestSite;
import io.sightline.models.ModelStore;
import java.util.EnumMap;
import java.util.Map;
import org.opentest4j.TestAbortedException;

/** What a whole run shares: the browsers and the servers, each started when first needed. */
public final class Stage implements AutoCloseable {
    /** The model of {@link Models#TINY}. */
    public static final TinyDepthModel TINY = new TinyDepthModel(41, 1 << 20);

    private final Browsers browsers =
            new Browsers(
                    BrowserFinder.here().find(),
                    () -> Scenes.cameraClip(Project.output().resolve("media/camera.y4m")));
    private final Map<Models, TestSite> sites = new EnumMap<>(Models.class);

    /** The browsers. */
    public Browsers browsers() {
        return browsers;
    }

    /** The server that offers these models. */
    public TestSite site(Models models) {
        return sites.computeIfAbsent(models, which -> TestSite.of(store(which)));
    }

    private static ModelStore store(Models models) {
        var folder =
                Project.output()
                        .resolve("stores")
                        .resolve(models.name().toLowerCase(java.util.Locale.ROOT));
        return switch (models) {
            case TINY -> TestStore.with(folder, TINY.toOnnx());
            case ROOM ->
                    TestStore.fixed(folder, RoomDepth.inverse(), RoomDepth.WIDTH, RoomDepth.HEIGHT);
            case IMPOSTOR -> TestStore.with(folder, RealModel.ID, TestStore.NAME, TINY.toOnnx());
            case WORDS -> LanguageModels.demonstration(folder);
            case ABSENT -> TestStore.empty(folder);
            case REAL ->
                    RealModel.find()
                            .map(RealModel::store)
                            .orElseThrow(() -> new TestAbortedException(RealModel.MISSING));
        };
    }

    @Override
    public void close() {
        browsers.close();
        sites.values().forEach(TestSite::close);
    }
}
