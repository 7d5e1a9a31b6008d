// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.effect;

import io.sightline.core.camera.Intrinsics;
import io.sightline.core.image.ImageSize;
import io.sightline.core.space.Point;
import io.sightline.core.value.Fields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How the user has set the effect. Nearness counts from 0 (far) to 100 (near) of the map's scale.
 *
 * @param kind of effect
 * @param focus of the blur: nearness that is sharp
 * @param strength of the blur, 0 to 100
 * @param edge of the foreground: nearness at which it begins
 * @param softness of the edge, 0 to 100
 * @param place of the object: its nearness, where there are no metres
 * @param distance of the object from the lens along the line of sight, metres, where there are
 * @param scale of the object: its height, percent of the picture's; where there are metres, percent
 *     of {@link #MOST_HEIGHT}
 * @param across where the object is, 0 to 100 from the left
 * @param down likewise, from the top
 * @param shape of the object, one of {@link #SHAPES}
 * @param background in place of what is behind, a colour as "#rrggbb"
 */
public record EffectSettings(
        EffectKind kind,
        int focus,
        int strength,
        int edge,
        int softness,
        int place,
        double distance,
        int scale,
        int across,
        int down,
        String shape,
        String background) {
    /** What an object may look like; a picture is the user's own. */
    public static final List<String> SHAPES = List.of("sphere", "box", "picture");

    /** What a first visit finds. */
    public static final EffectSettings DEFAULT =
            new EffectSettings(
                    EffectKind.NONE, 90, 50, 50, 20, 50, 3, 30, 50, 50, "sphere", "#2f6f4f");

    /** The largest radius of the blur, as a share of the longest edge. */
    private static final double MOST_BLUR = 0.02;

    /** Nearness that is one surface still, so that a slope is blurred as a whole. */
    public static final double ONE_SURFACE = 0.05;

    /** The far and the near end of a map without metres are taken for these depths. */
    public static final double FAR_DEPTH = 8;

    /** As above. */
    public static final double NEAR_DEPTH = 1;

    /** Share of the depth over which something hides the object. */
    public static final double SOFT = 0.06;

    /** The highest object that is put into metres, metres. */
    public static final double MOST_HEIGHT = 2;

    /** The nearest that an object is put, metres. */
    public static final double LEAST_DISTANCE = 0.2;

    /** The farthest, metres. */
    public static final double MOST_DISTANCE = 50;

    /** An object stands so much nearer than what it was put on, percent of nearness or distance. */
    private static final int IN_FRONT = 5;

    /** A box is seen at its corner, turned by this, degrees. */
    private static final double TURN = 30;

    /** With another kind. */
    public EffectSettings with(EffectKind value) {
        return new EffectSettings(
                value,
                focus,
                strength,
                edge,
                softness,
                place,
                distance,
                scale,
                across,
                down,
                shape,
                background);
    }

    /**
     * Nearness that matters to the kind: what is sharp, where the foreground begins, the object.
     */
    public int depth() {
        return switch (kind) {
            case OBJECT -> place;
            case REPLACE, CUT_OUT -> edge;
            default -> focus;
        };
    }

    /** With another nearness of the kind, clipped. */
    public EffectSettings withDepth(int value) {
        int v = percent(value);
        boolean cuts = cuts();
        boolean object = kind == EffectKind.OBJECT;
        return new EffectSettings(
                kind,
                cuts || object ? focus : v,
                strength,
                cuts ? v : edge,
                softness,
                object ? v : place,
                distance,
                scale,
                across,
                down,
                shape,
                background);
    }

    /**
     * The nearness to set when something was pointed at: of a foreground it is to be whole, and an
     * object stands before it.
     *
     * @param pointed nearness of what was pointed at
     */
    public int depthFor(int pointed) {
        if (cuts()) {
            return percent(pointed - (int) Math.ceil(band() * 100) - 1);
        }
        return percent(kind == EffectKind.OBJECT ? pointed + IN_FRONT : pointed);
    }

    /** How much of the kind: strength of the blur, softness of the edge, size of the object. */
    public int amount() {
        return switch (kind) {
            case OBJECT -> scale;
            case REPLACE, CUT_OUT -> softness;
            default -> strength;
        };
    }

    /** With another amount of the kind, clipped. */
    public EffectSettings withAmount(int value) {
        int v = percent(value);
        boolean cuts = cuts();
        boolean object = kind == EffectKind.OBJECT;
        return new EffectSettings(
                kind,
                focus,
                cuts || object ? strength : v,
                edge,
                cuts ? v : softness,
                place,
                distance,
                object ? v : scale,
                across,
                down,
                shape,
                background);
    }

    /** With the object at another distance, metres, clipped. */
    public EffectSettings withDistance(double metres) {
        return new EffectSettings(
                kind,
                focus,
                strength,
                edge,
                softness,
                place,
                within(metres),
                scale,
                across,
                down,
                shape,
                background);
    }

    /** The distance to set when something at this distance was pointed at, metres. */
    public double distanceFor(double pointed) {
        return within(pointed * (1 - IN_FRONT / 100.0));
    }

    /** Height of an object that is put into metres, metres. */
    public double height() {
        return Math.max(1, scale) / 100.0 * MOST_HEIGHT;
    }

    /** With the object elsewhere, percent, clipped. */
    public EffectSettings at(int newAcross, int newDown) {
        return new EffectSettings(
                kind,
                focus,
                strength,
                edge,
                softness,
                place,
                distance,
                scale,
                percent(newAcross),
                percent(newDown),
                shape,
                background);
    }

    /** With another object; an unknown one is a sphere. */
    public EffectSettings withShape(String value) {
        return new EffectSettings(
                kind,
                focus,
                strength,
                edge,
                softness,
                place,
                distance,
                scale,
                across,
                down,
                SHAPES.contains(value) ? value : SHAPES.get(0),
                background);
    }

    /** With another colour behind; what is no colour changes nothing. */
    public EffectSettings withBackground(String value) {
        return new EffectSettings(
                kind,
                focus,
                strength,
                edge,
                softness,
                place,
                distance,
                scale,
                across,
                down,
                shape,
                isColour(value) ? value : background);
    }

    /** True where a matte decides. */
    public boolean cuts() {
        return kind == EffectKind.REPLACE || kind == EffectKind.CUT_OUT;
    }

    /** The lens of the blur, for nearness 0 to 1, at a size. */
    public Aperture aperture(ImageSize size) {
        double most = strength / 100.0 * MOST_BLUR * Math.max(size.width(), size.height());
        // All of the range out of focus is as blurred as the strength allows.
        double farthest = Math.max(focus, 100 - focus) / 100.0;
        return new Aperture(focus / 100.0, most / farthest, most);
    }

    /** Half the width of the matte's soft part, nearness. */
    public double band() {
        return 0.005 + softness / 100.0 * 0.25;
    }

    /** How far the matte may be moved to an edge of the picture, pixels. */
    public static int reach(ImageSize size) {
        return Math.max(1, Math.max(size.width(), size.height()) / 120);
    }

    /** 1 / depth of a nearness 0 to 1 where there are no metres. */
    public static double inverse(double nearness) {
        return 1 / FAR_DEPTH + nearness * (1 / NEAR_DEPTH - 1 / FAR_DEPTH);
    }

    /**
     * The object where there are no metres, so large as it is to be seen.
     *
     * @param lens of the picture
     * @param ratio width over height of the picture on a billboard
     */
    public VirtualObject object(Intrinsics lens, double ratio) {
        double depth = 1 / inverse(place / 100.0);
        double height = Math.max(1, scale) / 100.0 * lens.size().height() / lens.fy() * depth;
        return object(lens, ratio, depth, height);
    }

    /**
     * The object in metres, at its distance and as high as it is.
     *
     * @param lens of the picture
     * @param ratio width over height of the picture on a billboard
     */
    public VirtualObject objectInMetres(Intrinsics lens, double ratio) {
        double sight =
                lens.sight(
                        across / 100.0 * lens.size().width(), down / 100.0 * lens.size().height());
        return object(lens, ratio, distance / sight, height());
    }

    private VirtualObject object(Intrinsics lens, double ratio, double depth, double height) {
        var centre =
                new Point(
                        lens.across(across / 100.0 * lens.size().width()) * depth,
                        lens.down(down / 100.0 * lens.size().height()) * depth,
                        depth);
        double turn = Math.toRadians(TURN);
        return switch (shape) {
            case "box" ->
                    new VirtualObject.Box(
                            centre,
                            new Point(Math.cos(turn), 0, Math.sin(turn)),
                            new Point(0, 1, 0),
                            height * 0.7,
                            height * 0.7,
                            height * 0.7);
            case "picture" -> new VirtualObject.Billboard(centre, height * ratio, height);
            default -> new VirtualObject.Sphere(centre, height / 2);
        };
    }

    private static int percent(int value) {
        return Math.max(0, Math.min(100, value));
    }

    private static double within(double metres) {
        return metres >= LEAST_DISTANCE ? Math.min(MOST_DISTANCE, metres) : LEAST_DISTANCE;
    }

    private static boolean isColour(String value) {
        if (value == null || value.length() != 7 || value.charAt(0) != '#') {
            return false;
        }
        for (int i = 1; i < 7; ++i) {
            if (Character.digit(value.charAt(i), 16) < 0) {
                return false;
            }
        }
        return true;
    }

    /** As it is kept and sent. */
    public Map<String, Object> toMap() {
        var map = new LinkedHashMap<String, Object>();
        map.put("kind", kind.id());
        map.put("focus", focus);
        map.put("strength", strength);
        map.put("edge", edge);
        map.put("softness", softness);
        map.put("place", place);
        map.put("distance", distance);
        map.put("scale", scale);
        map.put("across", across);
        map.put("down", down);
        map.put("shape", shape);
        map.put("background", background);
        return map;
    }

    /** What was kept or sent; each field that does not fit falls back to the default by itself. */
    public static EffectSettings of(Object kept) {
        if (!(kept instanceof Map<?, ?>)) {
            return DEFAULT;
        }
        var fields = Fields.of(kept);
        var result =
                new EffectSettings(
                        fields.raw("kind") instanceof String kind
                                ? EffectKind.of(kind)
                                : DEFAULT.kind,
                        percent(fields, "focus", DEFAULT.focus),
                        percent(fields, "strength", DEFAULT.strength),
                        percent(fields, "edge", DEFAULT.edge),
                        percent(fields, "softness", DEFAULT.softness),
                        percent(fields, "place", DEFAULT.place),
                        fields.raw("distance") instanceof Number number
                                ? within(number.doubleValue())
                                : DEFAULT.distance,
                        percent(fields, "scale", DEFAULT.scale),
                        percent(fields, "across", DEFAULT.across),
                        percent(fields, "down", DEFAULT.down),
                        DEFAULT.shape,
                        DEFAULT.background);
        if (fields.raw("shape") instanceof String shape) {
            result = result.withShape(shape);
        }
        if (fields.raw("background") instanceof String colour) {
            result = result.withBackground(colour);
        }
        return result;
    }

    private static int percent(Fields fields, String name, int otherwise) {
        return fields.raw(name) instanceof Number number ? percent(number.intValue()) : otherwise;
    }
}
