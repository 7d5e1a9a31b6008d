// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.watch;

import io.sightline.core.view.NumberStyle;
import io.sightline.glue.dom.Clock;
import io.sightline.glue.intl.DateTimeFormat;
import io.sightline.glue.value.JsValues;
import java.util.Map;
import org.teavm.jso.JSBody;

/** Times of the clock on the wall as people read and set them; milliseconds since 1970. */
final class WallTimes {
    /** What is older is told with its day, milliseconds. */
    private static final double TODAY = 12 * 3_600_000.0;

    private static final int EVENING = 22;
    private static final int MORNING = 6;

    private final DateTimeFormat times =
            DateTimeFormat.of("en", JsValues.toJs(Map.of("timeStyle", "medium")));
    private final DateTimeFormat moments =
            DateTimeFormat.of(
                    "en", JsValues.toJs(Map.of("dateStyle", "short", "timeStyle", "short")));
    private final DateTimeFormat periods =
            DateTimeFormat.of(
                    "en", JsValues.toJs(Map.of("dateStyle", "medium", "timeStyle", "short")));

    /** A time, with its day where it is long ago. */
    String text(double wall) {
        return Clock.wall() - wall < TODAY ? times.format(wall) : moments.format(wall);
    }

    /** From when to when. */
    String period(double from, double to) {
        return periods.formatRange(from, to);
    }

    /** How long something is, in its two largest units. */
    static String length(NumberStyle style, double milliseconds) {
        long seconds = Math.round(milliseconds / 1000);
        if (seconds < 60) {
            return style.unit(seconds, "second", 0);
        }
        if (seconds < 3600) {
            return two(style, seconds / 60, "minute", seconds % 60, "second");
        }
        long minutes = Math.round(milliseconds / 60_000);
        return minutes < 1440
                ? two(style, minutes / 60, "hour", minutes % 60, "minute")
                : two(style, minutes / 1440, "day", minutes % 1440 / 60, "hour");
    }

    private static String two(NumberStyle style, long many, String unit, long few, String smaller) {
        var text = style.unit(many, unit, 0);
        return few == 0 ? text : text + " " + style.unit(few, smaller, 0);
    }

    /**
     * The last night: the one that lasts, or the one that is over.
     *
     * @return its begin and its end
     */
    static double[] night(double now) {
        int hour = hour(now);
        if (hour >= EVENING) {
            return new double[] {at(now, 0, EVENING), now};
        }
        return new double[] {at(now, -1, EVENING), hour < MORNING ? now : at(now, 0, MORNING)};
    }

    /** What an input for a local date and time holds. */
    @JSBody(
            params = "wall",
            script =
                    "return new Date(wall - new Date(wall).getTimezoneOffset() * 60000).toISOString().slice(0, 16);")
    static native String local(double wall);

    /** Of a local date and time; NaN where it is none. */
    @JSBody(params = "local", script = "return new Date(local).getTime();")
    static native double ofLocal(String local);

    @JSBody(params = "wall", script = "return new Date(wall).getHours();")
    private static native int hour(double wall);

    @JSBody(
            params = {"wall", "days", "hour"},
            script =
                    "const d = new Date(wall); d.setDate(d.getDate() + days); return d.setHours(hour, 0, 0, 0);")
    private static native double at(double wall, int days, int hour);
}
