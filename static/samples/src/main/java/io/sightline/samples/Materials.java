// SPDX-License-Identifier: Apache-2.0
package io.sightline.samples;

import static io.sightline.samples.Noise.cell;
import static io.sightline.samples.Noise.fractal;
import static io.sightline.samples.Noise.mix;
import static io.sightline.samples.Noise.step;
import static io.sightline.samples.Noise.value;

/**
 * The room's materials, all procedural: textures are functions of the object's own metres.
 * Reflectances are linear.
 */
final class Materials {
    /** The reflectance at normal incidence of most coats and plastics (refractive index 1.5). */
    private static final double COAT = 0.04;

    private Materials() {}

    static Material matte(double r, double g, double b) {
        return s -> s.matte(r, g, b);
    }

    static Material coated(double r, double g, double b, double roughness) {
        return s -> {
            s.matte(r, g, b);
            s.coat(COAT, roughness);
        };
    }

    static Material metal(double r, double g, double b, double roughness) {
        return s -> {
            s.matte(r, g, b);
            s.metal = true;
            s.f0 = 1;
            s.roughness = roughness;
        };
    }

    /** Something that glows evenly, such as a lamp shade, a little brighter towards {@code z}. */
    static Material glowing(double r, double g, double b, double z, double reach) {
        return s -> {
            s.matte(0.75, 0.7, 0.62);
            double k = 0.35 + 0.65 * Math.max(0, 1 - Math.abs(s.tz - z) / reach);
            double weave = 0.92 + 0.16 * value(s.tx * 300, s.ty * 300, s.tz * 700);
            s.er = r * k * weave;
            s.eg = g * k * weave;
            s.eb = b * k * weave;
        };
    }

    /** Painted plaster with the faint unevenness of a roller. */
    static Material plaster(double r, double g, double b) {
        return s -> {
            double blotch = s.fine ? fractal(s.px * 1.7, s.py * 1.7, s.pz * 1.7, 3) : 0.5;
            s.matte(r, g, b);
            s.scale(0.975 + 0.05 * blotch);
            s.coat(0.03, 0.65);
            if (!s.fine) {
                return;
            }
            double k = 0.07;
            double scale = 210;
            s.bump(
                    k * (value(s.px * scale, s.py * scale, s.pz * scale) - 0.5),
                    k * (value(s.px * scale + 57, s.py * scale, s.pz * scale) - 0.5),
                    k * (value(s.px * scale, s.py * scale + 91, s.pz * scale) - 0.5));
        };
    }

    /** Oak planks along y, satin varnish. */
    static Material planks() {
        double plankWidth = 0.145;
        return s -> {
            double column = s.tx / plankWidth;
            int ix = (int) Math.floor(column);
            double length = 1.1 + 0.7 * cell(ix, 3, 11);
            double along = s.ty / length + cell(ix, 5, 2) * 7;
            int iy = (int) Math.floor(along);
            double tone = cell(ix, iy, 1);
            double hue = cell(ix, iy, 2);
            double acrossPlank = (column - ix) * plankWidth;
            double edge =
                    Math.min(
                            Math.min(acrossPlank, plankWidth - acrossPlank), (along - iy) * length);
            edge = Math.min(edge, (1 - (along - iy)) * length);
            if (!s.fine) {
                s.matte(
                        0.34 * (0.74 + 0.42 * tone),
                        0.21 * (0.74 + 0.42 * tone),
                        0.115 * (0.74 + 0.42 * tone));
                s.coat(COAT, 0.34);
                return;
            }
            double lane = tone * 400;
            double warp = fractal(s.tx * 7 + lane, s.ty * 0.9, hue * 90, 3);
            double rings =
                    0.5
                            + 0.5
                                    * StrictMath.sin(
                                            2
                                                    * Math.PI
                                                    * (acrossPlank * 26 + 5.5 * warp + 3 * hue));
            double pores = fractal(s.tx * 330, s.ty * 11 + lane, 4, 2);
            double dark = 0.55 * rings * (0.4 + 0.6 * warp) + 0.45 * step(0.35, 0.8, pores);
            double shade = (0.74 + 0.42 * tone) * (1 - 0.42 * dark);
            s.matte(
                    mix(0.47, 0.53, hue) * shade,
                    mix(0.305, 0.31, hue) * shade,
                    mix(0.175, 0.15, hue) * shade);
            s.scale(mix(0.25, 1, step(0.0004, 0.0022, edge)));
            s.bump(
                    0.02 * (value(s.tx * 60 + lane, s.ty * 3, 1) - 0.5),
                    0.008 * (value(s.tx * 20, s.ty * 6, 7) - 0.5),
                    0);
            s.coat(COAT, 0.27 + 0.14 * pores);
        };
    }

    /** Wood with its grain along one axis of the object (0 x, 1 y, 2 z). */
    static Material wood(double r, double g, double b, int axis, double roughness) {
        return s -> {
            if (!s.fine) {
                s.matte(0.9 * r, 0.9 * g, 0.9 * b);
                s.coat(COAT, roughness);
                return;
            }
            double x = axis == 0 ? s.ty : s.tx;
            double y = axis == 2 ? s.ty : s.tz;
            double along = axis == 0 ? s.tx : axis == 1 ? s.ty : s.tz;
            double warp = fractal(x * 9, y * 9, along * 1.3, 3);
            double rings = 0.5 + 0.5 * StrictMath.sin(2 * Math.PI * (10 * (x + y) + 4 * warp));
            double pores = fractal(x * 260, y * 260, along * 9, 2);
            s.matte(r, g, b);
            s.scale(1.12 - 0.26 * rings * warp - 0.24 * step(0.4, 0.85, pores));
            s.coat(COAT, roughness + 0.08 * pores);
        };
    }

    /** Woven cloth: a mottle of two shades, soft folds in its normal. */
    static Material cloth(double r, double g, double b) {
        return s -> {
            if (!s.fine) {
                s.matte(r, g, b);
                s.scale(1.01);
                return;
            }
            double thread = value(s.tx * 420, s.ty * 420, s.tz * 420);
            double slub = fractal(s.tx * 60, s.ty * 60, s.tz * 24, 2);
            double wear = fractal(s.tx * 5, s.ty * 5, s.tz * 5, 3);
            s.matte(r, g, b);
            s.scale(0.72 + 0.26 * thread + 0.2 * slub + 0.12 * wear);
            s.bump(
                    0.35 * (value(s.tx * 150, s.ty * 150, s.tz * 150) - 0.5)
                            + 0.3 * (fractal(s.tx * 9, s.ty * 9, s.tz * 9, 2) - 0.5),
                    0.35 * (value(s.tx * 150 + 31, s.ty * 150, s.tz * 150) - 0.5)
                            + 0.3 * (fractal(s.tx * 9 + 5, s.ty * 9, s.tz * 9, 2) - 0.5),
                    0.35 * (value(s.tx * 150, s.ty * 150 + 47, s.tz * 150) - 0.5)
                            + 0.3 * (fractal(s.tx * 9, s.ty * 9 + 8, s.tz * 9, 2) - 0.5));
        };
    }

    /** A striped cushion cover. */
    static Material stripes(Material a, Material b, double period) {
        return s -> {
            double x = s.tx / period;
            (x - Math.floor(x) < 0.36 ? b : a).shade(s);
        };
    }

    /** A woven rug about its own middle, half sizes given: border bands and a lozenge field. */
    static Material rug(double halfX, double halfY) {
        return s -> {
            double edge = Math.min(halfX - Math.abs(s.tx), halfY - Math.abs(s.ty));
            double cell = 0.012;
            // Knots: the pattern is read at their middles, so its edges are stepped as weaving is.
            double x = (Math.floor(s.tx / cell) + 0.5) * cell;
            double y = (Math.floor(s.ty / cell) + 0.5) * cell;
            double lozenge = Math.abs(wrap(x / 0.62 + 0.5)) + Math.abs(wrap(y / 0.5 + 0.5));
            double small = Math.abs(wrap(x / 0.155)) + Math.abs(wrap(y / 0.125));
            double r = 0.62;
            double g = 0.55;
            double b = 0.45;
            if (edge < 0.02 || edge > 0.1 && edge < 0.125) {
                r = 0.36;
                g = 0.11;
                b = 0.07;
            } else if (edge < 0.1) {
                boolean tooth = wrap(x / 0.1) + wrap(y / 0.1) > 0.05;
                r = tooth ? 0.07 : 0.55;
                g = tooth ? 0.1 : 0.47;
                b = tooth ? 0.17 : 0.37;
            } else if (lozenge > 0.43 && lozenge < 0.5) {
                r = 0.36;
                g = 0.11;
                b = 0.07;
            } else if (lozenge < 0.16) {
                r = 0.07;
                g = 0.1;
                b = 0.17;
            } else if (lozenge < 0.43 && small < 0.17) {
                r = 0.5;
                g = 0.27;
                b = 0.1;
            }
            s.matte(r, g, b);
            if (!s.fine) {
                s.scale(0.94);
                return;
            }
            double pile = value(s.tx * 240, s.ty * 240, 3);
            double wear = fractal(s.tx * 6, s.ty * 6, 1, 3);
            s.scale(0.62 + 0.4 * pile + 0.25 * wear);
            s.bump(0.9 * (pile - 0.5), 0.9 * (value(s.tx * 240, s.ty * 240, 9) - 0.5), 0);
        };
    }

    private static double wrap(double x) {
        return x - Math.floor(x) - 0.5;
    }

    /** A leaf: darker along its veins, waxy. */
    static Material leaf(double tone) {
        return s -> {
            double spots = !s.fine ? 0.5 : fractal(s.tx * 22, s.ty * 22, s.tz * 22, 2);
            s.matte(0.055 + 0.05 * tone, 0.15 + 0.1 * tone, 0.035 + 0.015 * tone);
            s.scale(0.75 + 0.5 * spots);
            s.coat(COAT, 0.38);
        };
    }

    /** A book: cloth or paper cover, a band and a title block on the spine, pages on top. */
    static Material book(double r, double g, double b, double bottom, double height, int id) {
        double band = 0.12 + 0.2 * cell(id, 3, 3);
        boolean pale = r + g + b > 0.9;
        return s -> {
            double v = (s.tz - bottom) / height;
            if (v > 0.995) {
                s.matte(0.66, 0.62, 0.53);
                return;
            }
            s.matte(r, g, b);
            if (Math.abs(v - band) < 0.012 || Math.abs(v - 1 + band) < 0.012) {
                s.matte(pale ? 0.15 : 0.6, pale ? 0.12 : 0.48, pale ? 0.1 : 0.25);
            } else if (id % 3 != 0
                    && v > 0.45
                    && v < 0.7
                    && s.fine
                    && cell(id, (int) Math.floor(s.tz * 110), 9) > 0.5) {
                s.matte(
                        Math.min(0.6, 2.2 * r + 0.06),
                        Math.min(0.55, 2.2 * g + 0.05),
                        Math.min(0.5, 2.2 * b + 0.04));
            }
            s.scale(0.9 + 0.2 * value(s.tx * 130, s.ty * 130, s.tz * 130));
            s.coat(COAT, 0.45);
        };
    }

    /** A small painting, u across and v up in [0, 1], taken from the object's x and z. */
    static Material painting(int kind, double x0, double z0, double width, double height) {
        return s -> {
            double u = (s.tx - x0) / width;
            double v = (s.tz - z0) / height;
            double brush = fractal(u * 26, v * 70, kind, 3);
            if (kind == 0) {
                hills(s, u, v, brush);
            } else if (kind == 1) {
                blocks(s, u, v);
            } else {
                branch(s, u, v);
            }
            s.scale(0.85 + 0.3 * brush);
            s.coat(COAT, 0.3);
        };
    }

    private static void hills(Surface s, double u, double v, double brush) {
        double far = 0.58 + 0.16 * (fractal(u * 3, 1, 1, 3) - 0.5) * 2;
        double middle = 0.42 + 0.2 * (fractal(u * 4, 5, 2, 3) - 0.5) * 2;
        double near = 0.24 + 0.16 * (fractal(u * 5, 9, 3, 3) - 0.5) * 2;
        if (v < near) {
            s.matte(0.09, 0.12, 0.09);
        } else if (v < middle) {
            s.matte(0.2, 0.26, 0.17);
        } else if (v < far) {
            s.matte(0.3, 0.38, 0.4);
        } else {
            double t = (v - far) / (1 - far);
            double sun = Math.sqrt((u - 0.66) * (u - 0.66) + (v - 0.78) * (v - 0.78));
            if (sun < 0.085) {
                s.matte(0.86, 0.5, 0.22);
            } else {
                s.matte(mix(0.78, 0.45, t), mix(0.55, 0.5, t), mix(0.36, 0.52, t) + 0.05 * brush);
            }
        }
    }

    private static void blocks(Surface s, double u, double v) {
        double arch =
                Math.sqrt((u - 0.5) * (u - 0.5) + Math.min(0, 0.5 - v) * Math.min(0, 0.5 - v));
        if (v > 0.08 && arch < 0.14) {
            s.matte(0.7, 0.56, 0.4);
        } else if (v > 0.08 && arch < 0.25) {
            s.matte(0.6, 0.25, 0.12);
        } else if (v > 0.08 && arch < 0.36) {
            s.matte(0.1, 0.16, 0.2);
        } else {
            s.matte(0.74, 0.68, 0.58);
        }
    }

    private static void branch(Surface s, double u, double v) {
        s.matte(0.76, 0.74, 0.68);
        double stem = 0.5 + 0.1 * StrictMath.sin(3 * v + 0.4);
        boolean ink = Math.abs(u - stem) < 0.008 && v > 0.1 && v < 0.9;
        for (int i = 0; i < 7 && !ink; i++) {
            double y = 0.22 + 0.1 * i;
            double side = i % 2 == 0 ? 1 : -1;
            double a = side * (u - (0.5 + 0.1 * StrictMath.sin(3 * y + 0.4)));
            double b = v - y - 0.55 * a;
            double long1 = (a - 0.14) / 0.14;
            ink = long1 * long1 + (b / 0.035) * (b / 0.035) < 1;
        }
        if (ink) {
            s.matte(0.1, 0.17, 0.13);
        }
    }
}
