// SPDX-License-Identifier: Apache-2.0
package io.sightline.app;

import io.sightline.app.state.Store;
import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.view.AppEvent;
import io.sightline.core.view.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Tells the user, and whoever listens, what went wrong or is good to know. */
public final class Teller {
    private final Store store;
    private final List<Listener> listeners = new ArrayList<>();

    /** Hears of failures. */
    public interface Listener {
        /** Something failed. */
        void failed(SightlineException failure);
    }

    /**
     * @param store that the messages go to
     */
    public Teller(Store store) {
        this.store = store;
    }

    /** Adds a listener. */
    public void listen(Listener listener) {
        listeners.add(listener);
    }

    /** Something failed. What the user stopped himself is no failure. */
    public void failed(SightlineException failure, Message.Topic topic, Message.Retry retry) {
        if (failure.code() == ErrorCode.ABORTED) {
            return;
        }
        store.tell(
                new AppEvent.Said(
                        Message.Kind.ERROR,
                        "error." + failure.reason(),
                        failure.values(),
                        topic,
                        retry));
        for (var listener : listeners) {
            listener.failed(failure);
        }
    }

    /** Good to know. */
    public void notice(String key, Map<String, Object> values, Message.Topic topic) {
        store.tell(
                new AppEvent.Said(
                        Message.Kind.NOTICE, "notice." + key, values, topic, Message.Retry.NONE));
    }

    /** Something went on, but not as it should; with what the user may do at once. */
    public void warning(
            String key, Map<String, Object> values, Message.Topic topic, Message.Retry retry) {
        store.tell(new AppEvent.Said(Message.Kind.WARNING, "notice." + key, values, topic, retry));
    }

    /** Something went on, but not as it should. */
    public void warning(String key, Map<String, Object> values, Message.Topic topic) {
        warning(key, values, topic, Message.Retry.NONE);
    }

    /** What any failure is to a user: ours as it is, anything else as a fault of the program. */
    public static SightlineException asFailure(Throwable failure) {
        return failure instanceof SightlineException known
                ? known
                : new SightlineException(
                        ErrorCode.INTERNAL,
                        "unexpected",
                        Map.of("cause", String.valueOf(failure.getMessage())));
    }
}
