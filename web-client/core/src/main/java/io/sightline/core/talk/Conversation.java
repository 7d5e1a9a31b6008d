// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.talk;

import io.sightline.core.message.LanguageCommand;
import java.util.ArrayList;
import java.util.List;

/**
 * Questions about the same frames, in order.
 *
 * @param number grows with each conversation
 * @param source the name of what the frames are of, for people
 * @param frames what it is about; none until they are taken
 * @param seconds length of the clip that they are of; 0 for pictures
 * @param exchanges oldest first
 */
public record Conversation(
        int number,
        String source,
        List<FrameRef> frames,
        double seconds,
        List<Exchange> exchanges) {

    /** The newest exchange, or null. */
    public Exchange last() {
        return exchanges.isEmpty() ? null : exchanges.get(exchanges.size() - 1);
    }

    /** True when it is about just these frames. */
    public boolean isAbout(List<FrameRef> others) {
        return !frames.isEmpty() && frames.equals(others);
    }

    /**
     * What the model is told of it with a further question: the answers in words that were not
     * broken off. A verdict is no turn: nothing was said, a probability was read.
     */
    public List<LanguageCommand.Exchange> said() {
        var list = new ArrayList<LanguageCommand.Exchange>();
        for (var exchange : exchanges) {
            if (exchange.outcome() instanceof Outcome.Answered answered
                    && !answered.answer().text().isEmpty()) {
                list.add(
                        new LanguageCommand.Exchange(
                                exchange.question(), answered.answer().text()));
            }
        }
        return List.copyOf(list);
    }

    /** With an exchange in place of the one of its number, or after all. */
    public Conversation with(Exchange exchange) {
        var next = new ArrayList<>(exchanges);
        for (int i = 0; i < next.size(); ++i) {
            if (next.get(i).id() == exchange.id()) {
                next.set(i, exchange);
                return new Conversation(number, source, frames, seconds, List.copyOf(next));
            }
        }
        next.add(exchange);
        return new Conversation(number, source, frames, seconds, List.copyOf(next));
    }
}
