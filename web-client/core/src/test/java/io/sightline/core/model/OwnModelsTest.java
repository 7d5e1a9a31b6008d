// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.core.image.ImageSize;
import io.sightline.core.onnx.DepthFit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class OwnModelsTest {
    private static final String DIGEST = "0123456789abcdef".repeat(4);

    private static ModelEntry entry(boolean metric) {
        return OwnModels.entry(
                "room depth.onnx",
                DIGEST,
                1000,
                new DepthFit("x", "y", new ImageSize(224, 160))
                        .contract(DepthFit.Scaling.PLAIN, 14, metric, 20));
    }

    @Test
    void comesBackAsItWasKept() {
        var own = OwnModels.NONE.with(entry(true));
        var back = OwnModels.of(own.toMap());
        assertEquals("own-0123456789ab", back.chosen());
        var model = back.models().get(0);
        assertTrue(OwnModels.isOwn(model));
        assertEquals("room depth", model.name());
        assertTrue(model.ready());
        assertEquals(new ImageSize(224, 160), model.contract().fixed());
        assertTrue(model.contract().metric());
        assertEquals(20, model.contract().most());
        assertEquals("small", model.contract().near());
        assertEquals(new ImageSize(224, 160), model.contract().takes(new ImageSize(336, 252)));
    }

    @Test
    void theSameFileIsOneModel() {
        var own = OwnModels.NONE.with(entry(true)).with(entry(false));
        assertEquals(1, own.models().size());
        assertFalse(own.models().get(0).contract().metric());
    }

    @Test
    void whatIsDeletedIsGone() {
        var own = OwnModels.NONE.with(entry(true));
        assertSame(own, own.keeping(List.of(DIGEST)));
        assertEquals(List.of(), own.keeping(List.of("other")).models());
    }

    @Test
    void junkIsNoModel() {
        assertEquals(OwnModels.NONE, OwnModels.of(Map.of("models", List.of("x"))));
        assertEquals(OwnModels.NONE, OwnModels.of(null));
    }

    @Test
    void freeSizesKeepTheirMultiple() {
        var contract =
                new DepthFit("x", "y", null).contract(DepthFit.Scaling.IMAGENET, 32, false, 0);
        assertEquals(new ImageSize(352, 256), contract.takes(new ImageSize(350, 252)));
        assertEquals(new ImageSize(32, 32), contract.takes(new ImageSize(14, 14)));
    }
}
