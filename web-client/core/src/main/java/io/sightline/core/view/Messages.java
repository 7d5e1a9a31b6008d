// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.view;

import java.util.ArrayList;
import java.util.List;

/**
 * The messages that are shown, oldest first. At most {@link #MOST}: beyond that the oldest of the
 * least grave gives way.
 *
 * @param list what is shown
 * @param lastId the newest id given so far
 */
public record Messages(List<Message> list, int lastId) {
    /** More than this would hide the work. */
    public static final int MOST = 4;

    /** No messages. */
    public static final Messages NONE = new Messages(List.of(), 0);

    /** Adds one; one that says the same is counted instead. */
    public Messages with(Message message) {
        var next = new ArrayList<>(list);
        for (int i = 0; i < next.size(); ++i) {
            var old = next.get(i);
            if (old.says(message)) {
                next.set(i, old.as(old.id(), old.count() + 1));
                return new Messages(List.copyOf(next), lastId);
            }
        }
        next.add(message.as(lastId + 1, 1));
        while (next.size() > MOST) {
            next.remove(leastGrave(next));
        }
        return new Messages(List.copyOf(next), lastId + 1);
    }

    /** Without the one of this id. */
    public Messages without(int id) {
        return kept(message -> message.id() != id);
    }

    /** Without those about a topic. */
    public Messages withoutTopic(Message.Topic topic) {
        return kept(message -> message.topic() != topic);
    }

    private interface Test {
        boolean keeps(Message message);
    }

    private Messages kept(Test test) {
        var next = new ArrayList<Message>();
        for (var message : list) {
            if (test.keeps(message)) {
                next.add(message);
            }
        }
        return next.size() == list.size() ? this : new Messages(List.copyOf(next), lastId);
    }

    private static int leastGrave(List<Message> messages) {
        int found = 0;
        // The newest is last and stays.
        for (int i = 1; i < messages.size() - 1; ++i) {
            if (messages.get(i).kind().ordinal() > messages.get(found).kind().ordinal()) {
                found = i;
            }
        }
        return found;
    }
}
