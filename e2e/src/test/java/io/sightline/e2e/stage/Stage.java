// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.stage;

import io.sightline.core.depth.DepthInputSize;
import io.sightline.core.depth.DepthPreprocessor;
import io.sightline.core.depth.DepthSelfCheck;
import io.sightline.core.image.ImageSize;
import io.sightline.core.model.ModelContract;
import io.sightline.e2e.Project;
import io.sightline.e2e.browser.BrowserFinder;
import io.sightline.e2e.browser.Browsers;
import io.sightline.e2e.media.RoomDepth;
import io.sightline.e2e.media.Scenes;
import io.sightline.e2e.model.Detectors;
import io.sightline.e2e.model.LanguageModels;
import io.sightline.e2e.model.LightModel;
import io.sightline.e2e.model.MapModel;
import io.sightline.e2e.model.RealModel;
import io.sightline.e2e.model.TestStore;
import io.sightline.e2e.model.TinyDepthModel;
import io.sightline.e2e.site.TestSite;
import io.sightline.models.ModelStore;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
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

    private static ModelStore halves(Path folder, float[] half, boolean truly) {
        var size = DepthSelfCheck.SIZE;
        return TestStore.twofold(
                folder,
                RealModel.ID,
                MapModel.toOnnx(half, size.width(), size.height(), truly),
                MapModel.toOnnx(known(false), size.width(), size.height()),
                size.width(),
                size.height());
    }

    /** The known answer to the check's frame, patch by patch, or its mirror image. */
    private static float[] known(boolean mirrored) {
        var check = DepthSelfCheck.of(RealModel.ID);
        var size = DepthSelfCheck.SIZE;
        var map = new float[(int) size.pixels()];
        for (int i = 0; i < map.length; ++i) {
            int column = i % size.width() / DepthInputSize.PATCH;
            int row = i / size.width() / DepthInputSize.PATCH;
            map[i] = check.answer(column, mirrored ? 4 - row : row);
        }
        return map;
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
            case LIGHT -> TestStore.with(folder, LightModel.toOnnx());
            case HALF -> halves(folder, known(false), false);
            case HALF_WRONG -> halves(folder, known(true), false);
            case HALF_TRUE -> halves(folder, known(false), true);
            case WORDS -> LanguageModels.demonstration(folder);
            case HEAVY_WORDS -> LanguageModels.heavy(folder, 48 << 20);
            case ABSENT -> TestStore.empty(folder);
            case DETECTOR -> Detectors.tiny(folder);
            case FACES -> Detectors.tinyWithFaces(folder);
            case REAL_DETECTORS ->
                    Detectors.real(folder)
                            .orElseThrow(() -> new TestAbortedException(Detectors.MISSING));
            case REAL ->
                    RealModel.find()
                            .map(RealModel::store)
                            .orElseThrow(() -> new TestAbortedException(RealModel.MISSING));
        };
    }

    /**
     * What the model of {@link Models#TINY} answers to a picture, resized by the twin in plain
     * Java.
     */
    public static float[] tinyDepth(BufferedImage picture, int height, int width) {
        var source = new ImageSize(picture.getWidth(), picture.getHeight());
        var rgba = ByteBuffer.allocate((int) source.pixels() * 4).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < source.pixels(); ++i) {
            int rgb = picture.getRGB(i % source.width(), i / source.width());
            rgba.put(i * 4, (byte) (rgb >> 16)).put(i * 4 + 1, (byte) (rgb >> 8));
            rgba.put(i * 4 + 2, (byte) rgb).put(i * 4 + 3, (byte) 255);
        }
        var planes = new float[3 * height * width];
        new DepthPreprocessor(source, new ImageSize(width, height), ModelContract.DEPTH_ANYTHING_V2)
                .run(rgba, FloatBuffer.wrap(planes));
        return TINY.run(planes, height, width);
    }

    @Override
    public void close() {
        browsers.close();
        sites.values().forEach(TestSite::close);
    }
}
