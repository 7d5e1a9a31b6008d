// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.async;

/**
 * One long-lived thread that handles the items of a mailbox one after the other. A handler may
 * wait. One that throws does not end the loop; the failure goes to a handler of its own.
 *
 * @param <T> what is handled
 */
public final class LoopThread<T> {
    /** Handles one item; may wait. */
    @FunctionalInterface
    public interface Handler<T> {
        /** Handles it. */
        void handle(T item) throws Exception;
    }

    /** Told of what a handler throws. */
    @FunctionalInterface
    public interface FailureHandler<T> {
        /** Reports it; must not throw. */
        void failed(T item, Throwable failure);
    }

    private final Mailbox<T> mailbox;
    private final Thread thread;

    private LoopThread(
            String name,
            Mailbox<T> mailbox,
            Handler<? super T> handler,
            FailureHandler<? super T> failures) {
        this.mailbox = mailbox;
        this.thread = new Thread(() -> loop(mailbox, handler, failures), name);
    }

    /** Starts a thread that handles what is put into the mailbox, until the mailbox is closed. */
    public static <T> LoopThread<T> start(
            String name,
            Mailbox<T> mailbox,
            Handler<? super T> handler,
            FailureHandler<? super T> failures) {
        var result = new LoopThread<T>(name, mailbox, handler, failures);
        result.thread.start();
        return result;
    }

    /** Where to put items. */
    public Mailbox<T> mailbox() {
        return mailbox;
    }

    /** Closes the mailbox and waits until what is in it has been handled. */
    public void finish() throws InterruptedException {
        mailbox.close();
        thread.join();
    }

    private static <T> void loop(
            Mailbox<T> mailbox, Handler<? super T> handler, FailureHandler<? super T> failures) {
        while (true) {
            var item = mailbox.take();
            if (item == null) {
                return;
            }
            try {
                handler.handle(item);
            } catch (Throwable e) {
                failures.failed(item, e);
            }
        }
    }
}
