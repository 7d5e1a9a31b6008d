// SPDX-License-Identifier: Apache-2.0
package io.sightline.models.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets one writer into a store at a time, between processes and between threads of one. The
 * operating system takes the lock back when a process ends, however it ends.
 */
public final class StoreLock implements AutoCloseable {
    private static final ConcurrentHashMap<Path, ReentrantLock> HERE = new ConcurrentHashMap<>();

    private final ReentrantLock here;
    private final FileChannel channel;

    private StoreLock(ReentrantLock here, FileChannel channel) {
        this.here = here;
        this.channel = channel;
    }

    /**
     * Waits for the lock.
     *
     * @param waiting is called once if another has it
     */
    public static StoreLock of(Path store, Runnable waiting) throws IOException {
        Files.createDirectories(store);
        var here = HERE.computeIfAbsent(store.toRealPath(), path -> new ReentrantLock());
        boolean said = false;
        if (!here.tryLock()) {
            waiting.run();
            said = true;
            here.lock();
        }
        try {
            var channel =
                    FileChannel.open(
                            store.resolve(".lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            try {
                FileLock lock = channel.tryLock();
                if (lock == null) {
                    if (!said) {
                        waiting.run();
                    }
                    channel.lock();
                }
                return new StoreLock(here, channel);
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            here.unlock();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            here.unlock();
        }
    }
}
