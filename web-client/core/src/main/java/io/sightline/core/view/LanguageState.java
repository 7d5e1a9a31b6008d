// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.view;

import io.sightline.core.language.ModelLimits;
import io.sightline.core.model.ModelEntry;
import io.sightline.core.talk.Marks;
import java.util.List;

/**
 * The language model. What is said with it is the part's for words: {@link TalkState}.
 *
 * @param offered the server's language models
 * @param model the one in use
 * @param marks the user's judgements of this model's verdicts
 * @param limits of the model that was loaded last, null before there was one
 */
public record LanguageState(
        List<ModelEntry> offered, ModelState model, Marks marks, ModelLimits limits) {
    /** Ends the id of the model that ships with the project. */
    private static final String DEMO = "-demo";

    /** Before the server was asked. */
    public static final LanguageState START =
            new LanguageState(List.of(), ModelState.LOOKING, Marks.NONE, null);

    /** True for the demonstration model, which understands drawn scenes only. */
    public static boolean isDemonstration(ModelEntry entry) {
        return entry.id().endsWith(DEMO);
    }

    /**
     * The model to use: the one that was chosen, if the server has it ready; else a real one, else
     * the demonstration; null when there is none.
     */
    public static ModelEntry preferred(List<ModelEntry> models, String chosen) {
        ModelEntry best = null;
        int bestRank = -1;
        for (var model : models) {
            int rank =
                    !model.ready()
                            ? 0
                            : model.id().equals(chosen) ? 3 : isDemonstration(model) ? 1 : 2;
            if (rank > bestRank) {
                best = model;
                bestRank = rank;
            }
        }
        return best;
    }

    LanguageState with(List<ModelEntry> models, ModelState value) {
        return new LanguageState(models, value, marks, limits);
    }

    LanguageState with(ModelState value) {
        return value == model ? this : new LanguageState(offered, value, marks, limits);
    }

    LanguageState with(Marks value) {
        return new LanguageState(offered, model, value, limits);
    }

    LanguageState with(ModelLimits value) {
        return new LanguageState(offered, model, marks, value);
    }
}
