// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.view;

import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.talk.Conversation;
import io.sightline.core.talk.Draft;
import io.sightline.core.talk.Exchange;
import io.sightline.core.talk.FrameRef;
import io.sightline.core.talk.Outcome;
import java.util.ArrayList;
import java.util.List;

/** Something that happened to what is said, and what it changes. */
public sealed interface TalkEvent {
    /** The state after it. */
    TalkState applyTo(TalkState state);

    /** The page shows something else, or its model stands elsewhere. */
    record Staged(TalkScene scene) implements TalkEvent {
        @Override
        public TalkState applyTo(TalkState state) {
            return state.with(scene);
        }
    }

    /** The user typed, or chose another kind of question. */
    record Drafted(Draft draft) implements TalkEvent {
        @Override
        public TalkState applyTo(TalkState state) {
            return state.with(draft);
        }
    }

    /**
     * A question was asked. It starts a conversation of its own until its frames are known to be
     * those of the last.
     */
    record Asked(Exchange exchange, String source) implements TalkEvent {
        @Override
        public TalkState applyTo(TalkState state) {
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
        public TalkState applyTo(TalkState state) {
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
        public TalkState applyTo(TalkState state) {
            var exchange = state.exchange(id);
            return exchange == null || exchange.outcome().isOver()
                    ? state
                    : replaced(state, exchange.with(outcome));
        }
    }

    /** The answer has grown. */
    record Grew(int id, String text, int tokens) implements TalkEvent {
        @Override
        public TalkState applyTo(TalkState state) {
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
        public TalkState applyTo(TalkState state) {
            var exchange = state.exchange(id);
            return exchange == null ? state : replaced(state, exchange.by(model, backend));
        }
    }

    /** The user wants to begin anew: what was said goes. */
    record Cleared() implements TalkEvent {
        @Override
        public TalkState applyTo(TalkState state) {
            return state.withConversations(List.of());
        }
    }

    /** So many frames of the live source are kept. */
    record Recent(int frames) implements TalkEvent {
        @Override
        public TalkState applyTo(TalkState state) {
            return state.withRecent(frames);
        }
    }

    /** What a question that was stopped before it had an answer ends with. */
    static Outcome stopped() {
        return new Outcome.Broken(new SightlineException(ErrorCode.ABORTED, "stopped"));
    }

    private static TalkState replaced(TalkState state, Exchange exchange) {
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
