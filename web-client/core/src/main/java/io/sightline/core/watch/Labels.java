// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.watch;

import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.value.Fields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The labelled moments of one clip, as they are kept and exported.
 *
 * @param clip SHA-256 of the clip's bytes, hexadecimal
 * @param name of the clip's file
 * @param moments by their begin
 */
public record Labels(String clip, String name, List<Moment> moments) {
    /** Of the form. */
    public static final int VERSION = 1;

    /** Most moments of a clip. */
    public static final int MOST = 500;

    /** The key of the text of a refusal, without its "error." prefix. */
    private static final String REASON = "labels-field";

    private static final Set<String> FIELDS = Set.of("version", "clip", "name", "moments");

    /** In the order of time. */
    public Labels {
        var sorted = new ArrayList<>(moments);
        sorted.sort(
                (a, b) ->
                        a.from() == b.from()
                                ? Double.compare(a.to(), b.to())
                                : Double.compare(a.from(), b.from()));
        moments = List.copyOf(sorted);
    }

    /**
     * Reads those of unknown origin.
     *
     * @param value parsed JSON
     * @throws SightlineException {@code bad-input}, "labels-field", with the path of the first
     *     fault
     */
    public static Labels of(Object value) {
        var fields = Fields.of(value, "labels", REASON);
        if (fields.number("version") != VERSION) {
            throw fields.refusal("version", Integer.toString(VERSION));
        }
        fields.only(FIELDS);
        var clip = fields.text("clip");
        boolean hex = clip.length() == 64;
        for (int i = 0; hex && i < clip.length(); ++i) {
            hex = "0123456789abcdef".indexOf(clip.charAt(i)) >= 0;
        }
        if (!hex) {
            throw fields.refusal("clip", "SHA-256 in small hexadecimal digits");
        }
        var moments = new ArrayList<Moment>();
        for (var item : fields.objects("moments", 0, MOST)) {
            moments.add(Moment.of(item));
        }
        return new Labels(clip, fields.text("name", 0, 255), moments);
    }

    /**
     * These, in place of those of the same clip.
     *
     * @param wanted SHA-256 of the clip that is open
     * @throws SightlineException {@code bad-input}, "labels-clip", for those of another clip
     */
    public Labels about(String wanted) {
        if (!clip.equals(wanted)) {
            throw new SightlineException(ErrorCode.BAD_INPUT, "labels-clip", Map.of("name", name));
        }
        return this;
    }

    /** With one more, or another in place of one; neither may be null for both. */
    public Labels with(Moment old, Moment next) {
        var all = new ArrayList<>(moments);
        if (old != null) {
            all.remove(old);
        }
        if (next != null) {
            if (all.size() >= MOST) {
                throw new SightlineException(
                        ErrorCode.BAD_INPUT, "labels-full", Map.of("most", MOST));
            }
            all.add(next);
        }
        return new Labels(clip, name, all);
    }

    /** As it is written. */
    public Map<String, Object> toMap() {
        var map = new LinkedHashMap<String, Object>();
        map.put("version", VERSION);
        map.put("clip", clip);
        map.put("name", name);
        var list = new ArrayList<Object>();
        for (var moment : moments) {
            list.add(moment.toMap());
        }
        map.put("moments", list);
        return map;
    }
}
