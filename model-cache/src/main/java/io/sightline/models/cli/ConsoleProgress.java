// SPDX-License-Identifier: Apache-2.0
package io.sightline.models.cli;

import io.sightline.models.fetch.Progress;
import io.sightline.models.store.Sizes;
import java.io.PrintWriter;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** One line that is written over on a terminal; a line per tenth elsewhere, such as in a log. */
final class ConsoleProgress implements Progress, AutoCloseable {
    private static final long REDRAW_NANOS = 200_000_000L;
    private static final double RATE_SMOOTHING = 0.3;

    private final PrintWriter out;
    private final boolean terminal;
    private final Set<Counter> running = new LinkedHashSet<>();
    private long drawn;
    private int width;

    ConsoleProgress(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    static ConsoleProgress on(PrintWriter out) {
        return new ConsoleProgress(
                out, System.console() != null && !"dumb".equals(System.getenv("TERM")));
    }

    @Override
    public synchronized void say(String line) {
        erase();
        out.println(line);
        out.flush();
    }

    @Override
    public synchronized Meter start(String what, long total, long already) {
        var counter = new Counter(what, total, already);
        running.add(counter);
        if (!terminal) {
            out.println(
                    what
                            + ": "
                            + (total < 0 ? "unknown length" : Sizes.text(total))
                            + (already > 0
                                    ? ", " + Sizes.text(already) + " are here already"
                                    : ""));
            out.flush();
        }
        return counter;
    }

    @Override
    public synchronized void close() {
        erase();
        out.flush();
    }

    private void erase() {
        if (width > 0) {
            out.print("\r" + " ".repeat(width) + "\r");
            width = 0;
        }
    }

    private void draw(boolean now) {
        long time = System.nanoTime();
        if (!now && time - drawn < REDRAW_NANOS) {
            return;
        }
        drawn = time;
        var line = running.stream().map(Counter::text).collect(Collectors.joining(" | "));
        out.print("\r" + line + " ".repeat(Math.max(0, width - line.length())));
        out.flush();
        width = line.length();
    }

    private final class Counter implements Meter {
        private final String what;
        private final long total;
        private long bytes;
        private long markBytes;
        private long markTime = System.nanoTime();
        private double rate;
        private int tenth;

        Counter(String what, long total, long already) {
            this.what = what;
            this.total = total;
            bytes = already;
            markBytes = already;
            tenth = tenthOf(already);
        }

        private int tenthOf(long at) {
            return total <= 0 ? 0 : (int) (10 * at / total);
        }

        @Override
        public void at(long now) {
            synchronized (ConsoleProgress.this) {
                bytes = now;
                long time = System.nanoTime();
                if (time - markTime > REDRAW_NANOS) {
                    double current = (bytes - markBytes) * 1e9 / (time - markTime);
                    rate = rate == 0 ? current : rate + RATE_SMOOTHING * (current - rate);
                    markBytes = bytes;
                    markTime = time;
                }
                if (terminal) {
                    draw(false);
                } else if (tenthOf(bytes) > tenth) {
                    tenth = tenthOf(bytes);
                    out.println(text());
                    out.flush();
                }
            }
        }

        private String text() {
            var text = new StringBuilder(what).append(": ").append(Sizes.text(bytes));
            if (total > 0) {
                text.append(" of ").append(Sizes.text(total));
                text.append(String.format(Locale.ROOT, ", %d %%", 100 * bytes / total));
            }
            if (rate > 0) {
                text.append(", ").append(Sizes.text((long) rate)).append("/s");
            }
            return text.toString();
        }

        @Override
        public void close() {
            synchronized (ConsoleProgress.this) {
                running.remove(this);
                if (terminal) {
                    draw(true);
                }
            }
        }
    }
}
