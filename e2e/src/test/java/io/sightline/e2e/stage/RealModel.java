// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.stage;

import io.sightline.e2e.Project;
import io.sightline.e2e.model.TestStore;
import io.sightline.models.ModelStore;
import io.sightline.models.catalogue.Role;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The real depth model, where this machine has it: from the product's own store, else the
 * fixed-size file of the development data.
 *
 * @param store where it lies
 * @param anySize whether it takes any input size, or 518 × 518 alone
 */
public record RealModel(ModelStore store, boolean anySize) {
    /** Why a test that needs it does not run. */
    public static final String MISSING =
            "the real depth model is not here; get it with: ./sightline models fetch depth-anything-v2-small";

    private static final Path FIXED =
            Project.shared("models/depth_anything_v2_vits_518_fp16w.onnx");

    /** Looks for it. */
    public static Optional<RealModel> find() {
        var store = ModelStore.open(storeFolder());
        boolean ready =
                store.models().stream()
                        .anyMatch(state -> state.ready() && state.model().role() == Role.DEPTH);
        if (ready) {
            return Optional.of(new RealModel(store, true));
        }
        if (Files.isRegularFile(FIXED)) {
            Path folder = Project.output().resolve("stores/fixed");
            return Optional.of(
                    new RealModel(
                            TestStore.linking(
                                    folder,
                                    "depth-anything-v2-small",
                                    "Depth Anything V2 Small",
                                    FIXED),
                            false));
        }
        return Optional.empty();
    }

    private static Path storeFolder() {
        String named = System.getenv("SIGHTLINE_MODELS");
        return named == null || named.isBlank()
                ? Project.root().resolve("model-cache/store")
                : Path.of(named);
    }
}
