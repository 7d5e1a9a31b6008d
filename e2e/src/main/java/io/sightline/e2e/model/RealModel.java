// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.model;

import io.sightline.e2e.Project;
import io.sightline.models.ModelState;
import io.sightline.models.ModelStore;
import io.sightline.models.catalogue.Role;
import io.sightline.models.store.StoreFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The real depth model, where this machine has it: from the product's own store, else the
 * fixed-size file of the development data. It is offered as the only model of a store of its own,
 * so that every test knows which file runs.
 *
 * @param store where it lies
 * @param file the file
 * @param anySize whether it takes any input size, or 518 × 518 alone
 */
public record RealModel(ModelStore store, Path file, boolean anySize) {
    /** Its id. */
    public static final String ID = "depth-anything-v2-small";

    /** Why what needs it does not run. */
    public static final String MISSING =
            "the real depth model is not here; get it with: ./sightline models fetch " + ID;

    private static final String NAME = "Depth Anything V2 Small";
    private static final Path FIXED =
            Project.shared("models/depth_anything_v2_vits_518_fp16w.onnx");

    /** Looks for it; half-precision and quantised variants are left aside. */
    public static Optional<RealModel> find() {
        Path folder = Project.output().resolve("stores");
        var whole =
                ModelStore.open(StoreFolder.of(System.getenv(), Project.root())).models().stream()
                        .filter(state -> state.ready() && isWhole(state))
                        .findFirst();
        if (whole.isPresent()) {
            Path file = whole.get().files().get(0).path();
            return Optional.of(new RealModel(offer(folder.resolve("real"), file), file, true));
        }
        if (Files.isRegularFile(FIXED)) {
            return Optional.of(new RealModel(offer(folder.resolve("fixed"), FIXED), FIXED, false));
        }
        return Optional.empty();
    }

    private static boolean isWhole(ModelState state) {
        var precision = state.variant().precision();
        return state.model().role() == Role.DEPTH
                && precision.compute().equals("fp32")
                && !precision.storage().equals("int8");
    }

    private static ModelStore offer(Path folder, Path file) {
        return TestStore.linking(folder, ID, NAME, file);
    }
}
