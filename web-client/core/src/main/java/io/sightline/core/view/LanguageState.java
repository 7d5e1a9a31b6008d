// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.view;

import io.sightline.core.language.ModelLimits;
import io.sightline.core.model.ModelEntry;
import io.sightline.core.talk.Conversation;
import io.sightline.core.talk.Draft;
import io.sightline.core.talk.Exchange;
import io.sightline.core.talk.Marks;
import java.util.ArrayList;
import java.util.List;

/**
 * The language half of the page: its model, what is said, and what is being written.
 *
 * @param offered the server's language models
 * @param model the one in use
 * @param conversations oldest first; the last one can go on
 * @param draft of the next question
 * @param marks the user's judgements of this model's verdicts
 * @param recent frames of the live source that are kept
 * @param limits of the model that was loaded last, null before there was one
 */
public record LanguageState(
        List<ModelEntry> offered,
        ModelState model,
        List<Conversation> conversations,
        Draft draft,
        Marks marks,
        int recent,
        ModelLimits limits) {
    /** Ends the id of the model that ships with the project. */
    private static final String DEMO = "-demo";

    /** Before the server was asked. */
    public static final LanguageState START =
            new LanguageState(
                    List.of(), ModelState.LOOKING, List.of(), Draft.EMPTY, Marks.NONE, 0, null);

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

    /** The conversation that can go on, or null. */
    public Conversation last() {
        return conversations.isEmpty() ? null : conversations.get(conversations.size() - 1);
    }

    /** The newest conversation whose frames were taken, or null: the next can be about the same. */
    public Conversation lastFramed() {
        for (int i = conversations.size() - 1; i >= 0; --i) {
            if (!conversations.get(i).frames().isEmpty()) {
                return conversations.get(i);
            }
        }
        return null;
    }

    /** The question that is being answered, or null. */
    public Exchange running() {
        var exchange = last() == null ? null : last().last();
        return exchange == null || exchange.outcome().isOver() ? null : exchange;
    }

    /** The exchange of this number, or null. */
    public Exchange exchange(int id) {
        for (var conversation : conversations) {
            for (var exchange : conversation.exchanges()) {
                if (exchange.id() == id) {
                    return exchange;
                }
            }
        }
        return null;
    }

    LanguageState with(List<ModelEntry> models, ModelState value) {
        return new LanguageState(models, value, conversations, draft, marks, recent, limits);
    }

    LanguageState with(ModelState value) {
        return value == model
                ? this
                : new LanguageState(offered, value, conversations, draft, marks, recent, limits);
    }

    LanguageState with(Draft value) {
        return value.equals(draft)
                ? this
                : new LanguageState(offered, model, conversations, value, marks, recent, limits);
    }

    LanguageState with(Marks value) {
        return new LanguageState(offered, model, conversations, draft, value, recent, limits);
    }

    LanguageState with(ModelLimits value) {
        return new LanguageState(offered, model, conversations, draft, marks, recent, value);
    }

    LanguageState withRecent(int value) {
        return value == recent
                ? this
                : new LanguageState(offered, model, conversations, draft, marks, value, limits);
    }

    LanguageState withConversations(List<Conversation> value) {
        return new LanguageState(offered, model, List.copyOf(value), draft, marks, recent, limits);
    }

    /** With a conversation in place of the one of its number, or after all. */
    LanguageState with(Conversation value) {
        var next = new ArrayList<>(conversations);
        for (int i = 0; i < next.size(); ++i) {
            if (next.get(i).number() == value.number()) {
                next.set(i, value);
                return withConversations(next);
            }
        }
        next.add(value);
        return withConversations(next);
    }
}
