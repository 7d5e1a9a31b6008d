// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.view;

import io.sightline.core.backend.Backend;
import io.sightline.core.backend.BackendChoice;
import io.sightline.core.backend.BackendPlan;
import io.sightline.core.message.VisionEvent;
import io.sightline.core.model.ModelEntry;
import io.sightline.core.model.ModelVariant;
import java.util.List;
import java.util.Map;

/**
 * Where a model stands: the depth model, or the language model.
 *
 * @param phase of its life on this page
 * @param entry the server's entry, null before the server answered or when it has none
 * @param progress of the load under way, else null
 * @param running where it runs, null unless {@link Phase#READY}
 */
public record ModelState(Phase phase, ModelEntry entry, LoadProgress progress, Running running) {
    /** Before the server was asked. */
    public static final ModelState LOOKING = new ModelState(Phase.LOOKING, null, null, null);

    /** The phases. */
    public enum Phase {
        /** The server has not answered yet. */
        LOOKING("looking"),
        /** The catalogue has no model of this role. */
        NONE("none"),
        /** The catalogue has it, the server lacks its files. */
        ABSENT("absent"),
        /** It can be loaded. */
        IDLE("idle"),
        /** It is being loaded. */
        LOADING("loading"),
        /** It works. */
        READY("ready"),
        /** It could not be loaded. */
        FAILED("failed");

        private final String id;

        Phase(String id) {
            this.id = id;
        }

        /** Its name in texts. */
        public String id() {
            return id;
        }
    }

    /**
     * A model at work.
     *
     * @param variant id of the variant
     * @param backend where
     * @param threads WebAssembly threads
     * @param passes the better backends and why they are not in use
     * @param choice what the user had asked for
     * @param fromStore nothing was downloaded for it
     * @param parts precision of each part's weights, as read from its file; empty for one that is
     *     one
     */
    public record Running(
            String variant,
            Backend backend,
            int threads,
            List<BackendPlan.Pass> passes,
            BackendChoice choice,
            boolean fromStore,
            Map<String, String> parts) {
        /** A model that is one. */
        public Running(
                String variant,
                Backend backend,
                int threads,
                List<BackendPlan.Pass> passes,
                BackendChoice choice,
                boolean fromStore) {
            this(variant, backend, threads, passes, choice, fromStore, Map.of());
        }
    }

    /** The variant in use; else the one a load would probably take; null without any. */
    public ModelVariant variant() {
        if (entry == null || entry.variants().isEmpty()) {
            return null;
        }
        if (running != null) {
            for (var variant : entry.variants()) {
                if (variant.id().equals(running.variant())) {
                    return variant;
                }
            }
        }
        var likely = BackendPlan.variantFor(entry, Backend.WASM);
        return likely != null ? likely : entry.variants().get(0);
    }

    /** What the server offers. */
    static ModelState of(ModelEntry entry) {
        var phase = entry == null ? Phase.NONE : entry.ready() ? Phase.IDLE : Phase.ABSENT;
        return new ModelState(phase, entry, null, null);
    }

    /** True while it is at work, or on its way. */
    public boolean isBusy() {
        return phase == Phase.READY || phase == Phase.LOADING;
    }

    /** The load takes its files as another entry of the same model says. */
    ModelState taking(ModelEntry other) {
        return entry == null || !entry.id().equals(other.id())
                ? this
                : new ModelState(phase, other, progress, running);
    }

    /** A load was asked for. */
    ModelState asked(int call, double now) {
        return in(Phase.LOADING, LoadProgress.asked(call, now), null);
    }

    /** A load goes on; a report of another load changes nothing. */
    ModelState reported(VisionEvent.Progress report, double now) {
        return isLoading(report.call())
                ? in(
                        Phase.LOADING,
                        progress.next(
                                report.stage(),
                                report.done(),
                                report.total(),
                                report.cached(),
                                now),
                        null)
                : this;
    }

    /** The load of this number ended without a model: it failed, or the user stopped it. */
    ModelState ended(int call, Phase next) {
        return isLoading(call) ? in(next, null, null) : this;
    }

    /** The worker is gone, and the model with it. */
    ModelState lost() {
        boolean had = phase == Phase.READY || phase == Phase.LOADING;
        return had ? in(Phase.FAILED, null, null) : this;
    }

    private boolean isLoading(int call) {
        return progress != null && progress.call() == call;
    }

    ModelState in(Phase next, LoadProgress load, Running work) {
        return new ModelState(next, entry, load, work);
    }
}
