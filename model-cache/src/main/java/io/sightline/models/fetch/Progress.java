// SPDX-License-Identifier: Apache-2.0
package io.sightline.models.fetch;

/** Is told how a fetch goes. Called from several threads. */
public interface Progress {
    /** Says nothing. */
    Progress NONE =
            new Progress() {
                @Override
                public void say(String line) {}

                @Override
                public Meter start(String what, long total, long already) {
                    return Meter.NONE;
                }
            };

    /** One line for the person who waits. */
    void say(String line);

    /**
     * A download begins or goes on.
     *
     * @param what file name
     * @param total bytes, or -1 when unknown
     * @param already bytes that are here from an earlier attempt
     */
    Meter start(String what, long total, long already);

    /** Counts one download. */
    interface Meter extends AutoCloseable {
        /** Counts nothing. */
        Meter NONE =
                new Meter() {
                    @Override
                    public void at(long bytes) {}

                    @Override
                    public void close() {}
                };

        /** So many bytes of the whole are here now. */
        void at(long bytes);

        @Override
        void close();
    }
}
