// SPDX-License-Identifier: Apache-2.0
package io.sightline.samples;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The JSON that says what a sample shows: camera, units, and where things are. */
final class Sidecar {
    private Sidecar() {}

    /** A figure in one frame; {@code depthFile} may be null. */
    record Sighting(
            double seconds, Figure figure, float[] coverage, float[] depth, String depthFile) {}

    /** The sidecar of a picture. */
    static String picture(
            String image,
            String depthFile,
            Camera camera,
            List<Room.Thing> things,
            Sighting sighting) {
        StringBuilder out = new StringBuilder("{\n");
        out.append("  \"image\": \"").append(image).append("\",\n");
        out.append("  \"depth\": \"").append(depthFile).append("\",\n");
        header(out, camera, range(List.of(sighting)));
        out.append("  \"figure\": ").append(figure(camera, sighting)).append(",\n");
        things(out, camera, things);
        return out.append("}\n").toString();
    }

    /** The sidecar of a clip. */
    static String clip(
            String video,
            double fps,
            Camera camera,
            List<Room.Thing> things,
            List<Sighting> frames) {
        StringBuilder out = new StringBuilder("{\n");
        out.append("  \"video\": \"").append(video).append("\",\n");
        out.append(format("  \"fps\": %s,%n", number(fps)));
        header(out, camera, range(frames));
        out.append("  \"frames\": [\n");
        List<String> lines = new ArrayList<>();
        for (Sighting s : frames) {
            lines.add("    " + figure(camera, s));
        }
        out.append(String.join(",\n", lines)).append("\n  ],\n");
        things(out, camera, things);
        return out.append("}\n").toString();
    }

    private static double[] range(List<Sighting> frames) {
        double near = Double.POSITIVE_INFINITY;
        double far = 0;
        for (Sighting s : frames) {
            for (float z : s.depth()) {
                if (z > 0) {
                    near = Math.min(near, z);
                    far = Math.max(far, z);
                }
            }
        }
        return new double[] {near, far};
    }

    private static void header(StringBuilder out, Camera c, double[] range) {
        Vec3 r = c.right();
        Vec3 d = c.down();
        Vec3 f = c.forward();
        Vec3 p = c.position();
        out.append(format("  \"width\": %d,%n  \"height\": %d,%n", c.width(), c.height()));
        out.append(
                "  \"depthUnit\": \"millimetre\",\n  \"depthKind\": \"z at the pixel's centre\",\n");
        out.append("  \"depthMissing\": 0,\n");
        out.append(
                format(
                        "  \"nearMetres\": %s,%n  \"farMetres\": %s,%n",
                        number(range[0]), number(range[1])));
        out.append(
                format(
                        "  \"intrinsics\": {\"fx\": %s, \"fy\": %s, \"cx\": %s, \"cy\": %s,"
                                + " \"firstPixelCentre\": [0.5, 0.5]},%n",
                        number(c.fx()), number(c.fy()), number(c.cx()), number(c.cy())));
        out.append("  \"worldAxes\": \"x right, y forward, z up; metres; floor at z = 0\",\n");
        out.append("  \"cameraAxes\": \"x right, y down, z forward\",\n");
        out.append(format("  \"cameraHeightMetres\": %s,%n", number(p.z())));
        out.append("  \"cameraToWorld\": [\n");
        out.append(
                format(
                        "    [%s, %s, %s, %s],%n",
                        number(r.x()), number(d.x()), number(f.x()), number(p.x())));
        out.append(
                format(
                        "    [%s, %s, %s, %s],%n",
                        number(r.y()), number(d.y()), number(f.y()), number(p.y())));
        out.append(
                format(
                        "    [%s, %s, %s, %s],%n",
                        number(r.z()), number(d.z()), number(f.z()), number(p.z())));
        out.append("    [0, 0, 0, 1]\n  ],\n");
    }

    private static String figure(Camera camera, Sighting s) {
        Figure f = s.figure();
        Vec3 chest = camera.toCamera(f.chest());
        StringBuilder out = new StringBuilder("{");
        if (s.seconds() >= 0) {
            out.append(format("\"t\": %s, ", number(s.seconds())));
        }
        out.append("\"label\": \"person\", ");
        out.append(format("\"foot\": %s, ", vector(f.foot())));
        out.append(format("\"footInCamera\": %s, ", vector(camera.toCamera(f.foot()))));
        out.append(format("\"chestInCamera\": %s, ", vector(chest)));
        out.append(format("\"headingRadians\": %s, ", number(f.heading())));
        out.append(format("\"heightMetres\": %s, ", number(f.height())));
        out.append(format("\"box\": %s", seen(camera, s.coverage())));
        if (s.depthFile() != null) {
            out.append(format(", \"depth\": \"%s\"", s.depthFile()));
        }
        return out.append("}").toString();
    }

    /**
     * The box around the pixels that show the figure, at least half: x, y, width, height; null when
     * there are none.
     */
    private static String seen(Camera camera, float[] coverage) {
        int x0 = camera.width();
        int y0 = camera.height();
        int x1 = -1;
        int y1 = -1;
        for (int i = 0; i < coverage.length; i++) {
            if (coverage[i] >= 0.5f) {
                x0 = Math.min(x0, i % camera.width());
                x1 = Math.max(x1, i % camera.width());
                y0 = Math.min(y0, i / camera.width());
                y1 = Math.max(y1, i / camera.width());
            }
        }
        return x1 < 0 ? "null" : format("[%d, %d, %d, %d]", x0, y0, x1 - x0 + 1, y1 - y0 + 1);
    }

    private static void things(StringBuilder out, Camera camera, List<Room.Thing> things) {
        out.append("  \"objects\": [\n");
        List<String> lines = new ArrayList<>();
        for (Room.Thing t : things) {
            String box = projected(camera, t);
            if (box != null) {
                lines.add(
                        format(
                                "    {\"label\": \"%s\", \"from\": %s, \"to\": %s, \"projectedBox\": %s}",
                                t.label(), vector(t.from()), vector(t.to()), box));
            }
        }
        out.append(String.join(",\n", lines)).append("\n  ]\n");
    }

    /**
     * Where a thing's box falls in the picture, whatever stands before it; null when it is not in
     * view.
     */
    private static String projected(Camera camera, Room.Thing t) {
        double x0 = camera.width();
        double y0 = camera.height();
        double x1 = 0;
        double y1 = 0;
        for (int corner = 0; corner < 8; corner++) {
            Vec3 p =
                    camera.toCamera(
                            new Vec3(
                                    (corner & 1) == 0 ? t.from().x() : t.to().x(),
                                    (corner & 2) == 0 ? t.from().y() : t.to().y(),
                                    (corner & 4) == 0 ? t.from().z() : t.to().z()));
            double z = Math.max(0.05, p.z());
            double u = camera.fx() * p.x() / z + camera.cx();
            double v = camera.fy() * p.y() / z + camera.cy();
            x0 = Math.min(x0, Math.max(0, u));
            x1 = Math.max(x1, Math.min(camera.width(), u));
            y0 = Math.min(y0, Math.max(0, v));
            y1 = Math.max(y1, Math.min(camera.height(), v));
        }
        boolean visible = x1 - x0 > 1 && y1 - y0 > 1;
        return visible
                ? format(
                        "[%d, %d, %d, %d]",
                        Math.round(x0), Math.round(y0), Math.round(x1 - x0), Math.round(y1 - y0))
                : null;
    }

    private static String vector(Vec3 v) {
        return format("[%s, %s, %s]", number(v.x()), number(v.y()), number(v.z()));
    }

    private static String number(double x) {
        String s = format("%.6f", x);
        return s.replaceAll("0+$", "").replaceAll("\\.$", "").replaceAll("^-0$", "0");
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern.replace("%n", "\n"), values);
    }
}
