// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.view;

import io.sightline.core.talk.Conversation;
import io.sightline.core.talk.Draft;
import io.sightline.core.talk.Exchange;
import java.util.ArrayList;
import java.util.List;

/**
 * What is said, and what is being written.
 *
 * @param scene what the page has that can be asked about, and asked
 * @param conversations oldest first; the last one can go on
 * @param draft of the next question
 * @param recent frames of the live source that are kept
 */
public record TalkState(
        TalkScene scene, List<Conversation> conversations, Draft draft, int recent) {
    /**
     * The state of the part when it is fetched.
     *
     * @param draft what was written until then
     */
    public static TalkState start(TalkScene scene, Draft draft) {
        return new TalkState(scene, List.of(), draft, 0);
    }

    /** The state after an event. */
    public TalkState after(TalkEvent event) {
        return event.applyTo(this);
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

    TalkState with(TalkScene value) {
        return value.equals(scene) ? this : new TalkState(value, conversations, draft, recent);
    }

    TalkState with(Draft value) {
        return value.equals(draft) ? this : new TalkState(scene, conversations, value, recent);
    }

    TalkState withRecent(int value) {
        return value == recent ? this : new TalkState(scene, conversations, draft, value);
    }

    TalkState withConversations(List<Conversation> value) {
        return new TalkState(scene, List.copyOf(value), draft, recent);
    }

    /** With a conversation in place of the one of its number, or after all. */
    TalkState with(Conversation value) {
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
