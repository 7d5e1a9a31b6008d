// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.view;

import io.sightline.core.backend.BackendChoice;
import io.sightline.core.language.ModelLimits;
import io.sightline.core.message.VisionEvent;
import io.sightline.core.model.ModelEntry;
import io.sightline.core.talk.Marks;
import io.sightline.core.view.ModelState.Phase;
import java.util.List;

/** Something that happened to the language model, and what it changes. */
public sealed interface LanguageChange {
    /** The state after it. */
    LanguageState applyTo(LanguageState state);

    /** True when what was told of the language model before it no longer holds. */
    default boolean mends() {
        return false;
    }

    /**
     * The server told its models, or the user chose another of them.
     *
     * @param models of the language role; none when the server has none
     * @param chosen id of the user's choice; empty for the best
     * @param marks of the model that this leads to
     */
    record Offered(List<ModelEntry> models, String chosen, Marks marks) implements LanguageChange {
        @Override
        public LanguageState applyTo(LanguageState state) {
            var entry = LanguageState.preferred(models, chosen);
            return state.with(List.copyOf(models), ModelState.of(entry)).with(marks);
        }

        @Override
        public boolean mends() {
            return true;
        }
    }

    /**
     * The models are offered anew, from another source or with what their source stated of them,
     * while one is at work or on its way, which stays.
     */
    record Relisted(List<ModelEntry> models) implements LanguageChange {
        @Override
        public LanguageState applyTo(LanguageState state) {
            return state.with(List.copyOf(models), state.model());
        }
    }

    /** The load under way takes its files as this entry says. */
    record Taken(ModelEntry entry) implements LanguageChange {
        @Override
        public LanguageState applyTo(LanguageState state) {
            return state.with(state.model().taking(entry));
        }
    }

    /** The server did not answer. */
    record Unknown() implements LanguageChange {
        @Override
        public LanguageState applyTo(LanguageState state) {
            return state.with(state.model().in(Phase.FAILED, null, null));
        }
    }

    /** A load was asked for. */
    record LoadAsked(int call, double now) implements LanguageChange {
        @Override
        public LanguageState applyTo(LanguageState state) {
            return state.with(state.model().asked(call, now));
        }

        @Override
        public boolean mends() {
            return true;
        }
    }

    /** A load goes on. */
    record LoadReported(VisionEvent.Progress report, double now) implements LanguageChange {
        @Override
        public LanguageState applyTo(LanguageState state) {
            return state.with(state.model().reported(report, now));
        }
    }

    /** The model is ready, or moved to another backend; see {@link AppEvent.ModelReady}. */
    record Ready(VisionEvent.Loaded loaded, BackendChoice choice, boolean fromStore)
            implements LanguageChange {
        @Override
        public LanguageState applyTo(LanguageState state) {
            var entry = state.model().entry();
            if (entry == null || !entry.id().equals(loaded.model())) {
                // Another was chosen meanwhile.
                return state;
            }
            var running =
                    new ModelState.Running(
                            loaded.variant(),
                            loaded.backend(),
                            loaded.threads(),
                            loaded.passes(),
                            choice,
                            fromStore,
                            loaded.parts());
            return state.with(state.model().in(Phase.READY, null, running));
        }

        @Override
        public boolean mends() {
            return true;
        }
    }

    /** It is known what a model takes. */
    record Limited(ModelLimits limits) implements LanguageChange {
        @Override
        public LanguageState applyTo(LanguageState state) {
            return state.with(limits);
        }
    }

    /** The load of this number failed, or was stopped. */
    record LoadEnded(int call, boolean stopped) implements LanguageChange {
        @Override
        public LanguageState applyTo(LanguageState state) {
            return state.with(state.model().ended(call, stopped ? Phase.IDLE : Phase.FAILED));
        }
    }

    /** The worker is gone, and the model with it. */
    record WorkerLost() implements LanguageChange {
        @Override
        public LanguageState applyTo(LanguageState state) {
            return state.with(state.model().lost());
        }
    }

    /** The user judged a verdict, or took it back. */
    record Marked(Marks marks) implements LanguageChange {
        @Override
        public LanguageState applyTo(LanguageState state) {
            return state.with(marks);
        }
    }
}
