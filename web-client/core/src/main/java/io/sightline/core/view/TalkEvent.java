// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.view;

import io.sightline.core.backend.BackendChoice;
import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.language.ModelLimits;
import io.sightline.core.message.VisionEvent;
import io.sightline.core.model.ModelEntry;
import io.sightline.core.talk.Conversation;
import io.sightline.core.talk.Draft;
import io.sightline.core.talk.Exchange;
import io.sightline.core.talk.FrameRef;
import io.sightline.core.talk.Marks;
import io.sightline.core.talk.Outcome;
import io.sightline.core.view.ModelState.Phase;
import java.util.ArrayList;
import java.util.List;

/** Something of the language half that happened, and what it changes. */
public sealed interface TalkEvent {
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
    record Offered(List<ModelEntry> models, String chosen, Marks marks) implements TalkEvent {
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
    record Relisted(List<ModelEntry> models) implements TalkEvent {
        @Override
        public LanguageState applyTo(LanguageState state) {
            return state.with(List.copyOf(models), state.model());
        }
    }

    /** The load under way takes its files as this entry says. */
    record Taken(ModelEntry entry) implements TalkEvent {
        @Override
        public LanguageState applyTo(LanguageState state) {
            return state.with(state.model().taking(entry));
        }
    }

    /** The server did not answer. */
    record Unknown() implements TalkEvent {
        @Override
        public LanguageState applyTo(LanguageState state) {
            return state.with(state.model().in(Phase.FAILED, null, null));
        }
    }

    /** A load was asked for. */
    record LoadAsked(int call, double now) implements TalkEvent {
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
    record LoadReported(VisionEvent.Progress report, double now) implements TalkEvent {
        @Override
        public LanguageState applyTo(LanguageState state) {
            return state.with(state.model().reported(report, now));
        }
    }

    /** The model is ready, or moved to another backend; see {@link AppEvent.ModelReady}. */
    record Ready(VisionEvent.Loaded loaded, BackendChoice choice, boolean fromStore)
            implements TalkEvent {
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
    record Limited(ModelLimits limits) implements TalkEvent {
        @Override
        public LanguageState applyTo(LanguageState state) {
            return state.with(limits);
        }
    }

    /** The load of this number failed, or was stopped. */
    record LoadEnded(int call, boolean stopped) implements TalkEvent {
        @Override
        public LanguageState applyTo(LanguageState state) {
            return state.with(state.model().ended(call, stopped ? Phase.IDLE : Phase.FAILED));
        }
    }

    /** The worker is gone, and the model with it. What was said stays. */
    record WorkerLost() implements TalkEvent {
        @Override
        public LanguageState applyTo(LanguageState state) {
            return state.with(state.model().lost());
        }
    }

    /** The user typed, or chose another kind of question. */
    record Drafted(Draft draft) implements TalkEvent {
        @Override
        public LanguageState applyTo(LanguageState state) {
            return state.with(draft);
        }
    }

    /**
     * A question was asked. It starts a conversation of its own until its frames are known to be
     * those of the last.
     */
    record Asked(Exchange exchange, String source) implements TalkEvent {
        @Override
        public LanguageState applyTo(LanguageState state) {
            var last = state.last();
            int number = last == null ? 1 : last.number() + 1;
            var fresh = new Conversation(number, source, List.of(), 0, List.of(exchange));
            return state.with(fresh).with(state.draft().asked());
        }
    }

    /**
     * The frames of a question are taken. Where they are those of the conversation before, it goes
     * on.
     *
     * @param id of the exchange
     * @param frames that it is about
     * @param seconds length of the clip that they are of; 0 for pictures
     */
    record Framed(int id, List<FrameRef> frames, double seconds) implements TalkEvent {
        @Override
        public LanguageState applyTo(LanguageState state) {
            var last = state.last();
            if (last == null || last.last() == null || last.last().id() != id) {
                return state;
            }
            int count = state.conversations().size();
            var before = count < 2 ? null : state.conversations().get(count - 2);
            if (last.exchanges().size() == 1 && before != null && before.isAbout(frames)) {
                var next = new ArrayList<>(state.conversations().subList(0, count - 1));
                return state.withConversations(next).with(before.with(last.last()));
            }
            return state.with(
                    new Conversation(
                            last.number(),
                            last.source(),
                            List.copyOf(frames),
                            seconds,
                            last.exchanges()));
        }
    }

    /** A question goes on; once it is over, nothing changes it. */
    record WentOn(int id, Outcome outcome) implements TalkEvent {
        @Override
        public LanguageState applyTo(LanguageState state) {
            var exchange = state.exchange(id);
            return exchange == null || exchange.outcome().isOver()
                    ? state
                    : replaced(state, exchange.with(outcome));
        }
    }

    /** The answer has grown. */
    record Grew(int id, String text, int tokens) implements TalkEvent {
        @Override
        public LanguageState applyTo(LanguageState state) {
            var exchange = state.exchange(id);
            return exchange != null && exchange.outcome() instanceof Outcome.Running running
                    ? replaced(
                            state,
                            exchange.with(
                                    new Outcome.Running(
                                            running.stage(),
                                            running.text() + text,
                                            tokens,
                                            running.done(),
                                            running.of())))
                    : state;
        }
    }

    /** It is known which model has the question. */
    record Given(int id, String model, String backend) implements TalkEvent {
        @Override
        public LanguageState applyTo(LanguageState state) {
            var exchange = state.exchange(id);
            return exchange == null ? state : replaced(state, exchange.by(model, backend));
        }
    }

    /** The user wants to begin anew: what was said goes. */
    record Cleared() implements TalkEvent {
        @Override
        public LanguageState applyTo(LanguageState state) {
            return state.withConversations(List.of());
        }
    }

    /** The user judged a verdict, or took it back. */
    record Marked(Marks marks) implements TalkEvent {
        @Override
        public LanguageState applyTo(LanguageState state) {
            return state.with(marks);
        }
    }

    /** So many frames of the live source are kept. */
    record Recent(int frames) implements TalkEvent {
        @Override
        public LanguageState applyTo(LanguageState state) {
            return state.withRecent(frames);
        }
    }

    /** What a question that was stopped before it had an answer ends with. */
    static Outcome stopped() {
        return new Outcome.Broken(new SightlineException(ErrorCode.ABORTED, "stopped"));
    }

    private static LanguageState replaced(LanguageState state, Exchange exchange) {
        for (var conversation : state.conversations()) {
            for (var each : conversation.exchanges()) {
                if (each.id() == exchange.id()) {
                    return state.with(conversation.with(exchange));
                }
            }
        }
        return state;
    }
}
