// SPDX-License-Identifier: Apache-2.0
package io.sightline.samples;

import static io.sightline.samples.DistanceField.blend;
import static io.sightline.samples.DistanceField.ellipsoid;
import static io.sightline.samples.DistanceField.limb;

/**
 * A walking person, 1.72 m tall, as a distance field of smoothly joined limbs in one pose.
 *
 * <p>Local axes: x to the figure's right, y ahead, z up, origin on the floor between the feet.
 */
final class Figure implements DistanceField {
    /** Metres walked in one full cycle of both legs. */
    static final double STRIDE = 1.36;

    static final double TALL = 1.72;

    private static final double THIGH = 0.43;
    private static final double SHIN = 0.42;

    /** How far the head sits below where its own numbers put it. */
    private static final double HEAD_DROP = 0.03;

    private final Vec3 foot;
    private final double heading;
    private final double cos;
    private final double sin;

    /** Height of the hips for this pose. */
    private final double hipZ;

    private final Vec3[] hip = new Vec3[2];
    private final Vec3[] knee = new Vec3[2];
    private final Vec3[] ankle = new Vec3[2];
    private final Vec3[] heel = new Vec3[2];
    private final Vec3[] toe = new Vec3[2];
    private final Vec3[] shoulder = new Vec3[2];
    private final Vec3[] elbow = new Vec3[2];
    private final Vec3[] wrist = new Vec3[2];
    private final Vec3[] fingers = new Vec3[2];

    /**
     * @param foot where the figure stands, on the floor (world metres)
     * @param heading radians to the left of the world's y axis
     * @param walked metres walked so far: decides the phase of the gait
     */
    Figure(Vec3 foot, double heading, double walked) {
        this.foot = foot;
        this.heading = heading;
        cos = StrictMath.cos(heading);
        sin = StrictMath.sin(heading);
        double phase = 2 * Math.PI * walked / STRIDE;
        double lowest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < 2; i++) {
            double p = phase + Math.PI * i;
            double side = i == 0 ? -1 : 1;
            double thigh = 0.40 * StrictMath.sin(p) + 0.06;
            double swing = Math.max(0, StrictMath.cos(p + 0.35));
            double bend = 0.12 + 0.85 * swing * swing;
            double shin = thigh - bend;
            double back = Math.max(0, -StrictMath.sin(p - 0.2));
            double ahead = Math.max(0, StrictMath.sin(p));
            double pitch = -0.75 * back * back * back + 0.3 * ahead * ahead * ahead;
            hip[i] = new Vec3(side * 0.088, 0, 0);
            knee[i] = hip[i].plus(swing(THIGH, thigh));
            ankle[i] = knee[i].plus(swing(SHIN, shin)).plus(new Vec3(side * -0.012, 0, 0));
            heel[i] = ankle[i].plus(turned(-0.045, -0.048, pitch));
            toe[i] = ankle[i].plus(turned(0.15, -0.055, pitch)).plus(new Vec3(side * 0.02, 0, 0));
            lowest = Math.min(lowest, Math.min(heel[i].z() - 0.036, toe[i].z() - 0.029));
        }
        hipZ = -lowest;
        double lift = hipZ;
        for (int i = 0; i < 2; i++) {
            hip[i] = hip[i].plus(new Vec3(0, 0, lift));
            knee[i] = knee[i].plus(new Vec3(0, 0, lift));
            ankle[i] = ankle[i].plus(new Vec3(0, 0, lift));
            heel[i] = heel[i].plus(new Vec3(0, 0, lift));
            toe[i] = toe[i].plus(new Vec3(0, 0, lift));
            double side = i == 0 ? -1 : 1;
            double arm = -0.42 * StrictMath.sin(phase + Math.PI * i) + 0.02;
            double twist = -0.05 * side * StrictMath.sin(phase);
            shoulder[i] = new Vec3(side * 0.158, 0.005 + twist * 0.4, hipZ + 0.44);
            Vec3 upper = swing(0.275, arm);
            elbow[i] = shoulder[i].plus(upper).plus(new Vec3(side * 0.04, 0, 0));
            double flex = arm + 0.32 + 0.25 * Math.max(0, arm);
            Vec3 lower = swing(0.245, flex);
            wrist[i] = elbow[i].plus(lower).plus(new Vec3(side * -0.004, 0, 0));
            fingers[i] =
                    wrist[i].plus(swing(0.13, flex + 0.12)).plus(new Vec3(side * -0.015, 0, 0));
        }
    }

    private static Vec3 swing(double length, double angle) {
        return new Vec3(0, length * StrictMath.sin(angle), -length * StrictMath.cos(angle));
    }

    private static Vec3 turned(double y, double z, double pitch) {
        double c = StrictMath.cos(pitch);
        double s = StrictMath.sin(pitch);
        return new Vec3(0, c * y - s * z, s * y + c * z);
    }

    Vec3 foot() {
        return foot;
    }

    double heading() {
        return heading;
    }

    /** Height of the top of the head above the floor in this pose. */
    double height() {
        return hipZ + 0.83;
    }

    /** The middle of the chest, in the world. */
    Vec3 chest() {
        return foot.plus(new Vec3(0, 0, hipZ + 0.38));
    }

    @Override
    public double at(double wx, double wy, double wz) {
        double rx = wx - foot.x();
        double ry = wy - foot.y();
        double x = cos * rx + sin * ry;
        double y = -sin * rx + cos * ry;
        double z = wz - foot.z();
        return Math.min(
                Math.min(trousers(x, y, z), shoes(x, y, z)),
                Math.min(Math.min(jumper(x, y, z), skin(x, y, z)), hair(x, y, z)));
    }

    private double trousers(double x, double y, double z) {
        double d = ellipsoid(x, y + 0.012, z - hipZ - 0.03, 0.158, 0.118, 0.125);
        for (int i = 0; i < 2; i++) {
            double leg = limb(x, y, z, hip[i], knee[i], 0.084, 0.06);
            leg =
                    blend(
                            leg,
                            limb(
                                    x,
                                    y,
                                    z,
                                    knee[i],
                                    ankle[i].plus(new Vec3(0, 0, 0.025)),
                                    0.058,
                                    0.05),
                            0.03);
            double seat =
                    ellipsoid(
                            x - (i == 0 ? -0.07 : 0.07),
                            y + 0.06,
                            z - hipZ - 0.0,
                            0.085,
                            0.085,
                            0.1);
            d = blend(d, Math.min(leg, blend(leg, seat, 0.05)), 0.05);
        }
        double fold = 0.006 * (Noise.fractal(x * 16, y * 16, z * 24, 2) - 0.5);
        return d + fold;
    }

    private double shoes(double x, double y, double z) {
        double d = Double.POSITIVE_INFINITY;
        for (int i = 0; i < 2; i++) {
            double shoe = limb(x, y, z, heel[i], toe[i], 0.038, 0.033);
            shoe =
                    blend(
                            shoe,
                            limb(
                                    x,
                                    y,
                                    z,
                                    ankle[i].plus(new Vec3(0, 0, 0.02)),
                                    heel[i].plus(toe[i].minus(heel[i]).times(0.25)),
                                    0.034,
                                    0.036),
                            0.06);
            shoe =
                    blend(
                            shoe,
                            limb(
                                    x,
                                    y,
                                    z,
                                    heel[i].plus(toe[i].minus(heel[i]).times(0.6)),
                                    toe[i],
                                    0.04,
                                    0.034),
                            0.05);
            d = Math.min(d, shoe);
        }
        return d;
    }

    private double jumper(double x, double y, double z) {
        double h = z - hipZ;
        double d = ellipsoid(x, y - 0.006, h - 0.34, 0.155, 0.112, 0.19);
        d = blend(d, ellipsoid(x, y, h - 0.13, 0.143, 0.108, 0.17), 0.08);
        d =
                blend(
                        d,
                        limb(
                                Math.abs(x),
                                y,
                                h,
                                new Vec3(0.03, -0.005, 0.485),
                                new Vec3(0.135, 0, 0.447),
                                0.062,
                                0.056),
                        0.07);
        d =
                blend(
                        d,
                        limb(
                                x,
                                y,
                                h,
                                new Vec3(0, 0.0, 0.47),
                                new Vec3(0, 0.012, 0.545),
                                0.07,
                                0.054),
                        0.05);
        // The hem hangs straight and ends.
        double hem = Math.max(ellipsoid(x, y, 0, 0.185, 0.138, 1), Math.abs(h - 0.06) - 0.075);
        d = blend(d, hem, 0.05);
        d = Math.max(d, -(h + 0.02));
        for (int i = 0; i < 2; i++) {
            double sleeve = limb(x, y, z, shoulder[i], elbow[i], 0.055, 0.046);
            sleeve = blend(sleeve, limb(x, y, z, elbow[i], wrist[i], 0.046, 0.036), 0.03);
            double cuff =
                    limb(
                            x,
                            y,
                            z,
                            wrist[i].plus(elbow[i].minus(wrist[i]).times(0.12)),
                            wrist[i],
                            0.038,
                            0.036);
            d = blend(d, Math.min(sleeve, cuff), 0.045);
        }
        double fold = 0.005 * (Noise.fractal(x * 13, y * 13, h * 22, 2) - 0.5);
        return d + fold;
    }

    private double skin(double x, double y, double z) {
        double h = z - hipZ;
        double d = limb(x, y, h, new Vec3(0, 0.005, 0.5), new Vec3(0, 0.02, 0.63), 0.049, 0.047);
        h += HEAD_DROP;
        double head = ellipsoid(x, y - 0.018, h - 0.735, 0.074, 0.092, 0.103);
        head = blend(head, ellipsoid(x, y - 0.045, h - 0.672, 0.054, 0.06, 0.062), 0.045);
        // Nose, brow, cheeks and lips: enough for light to find a face.
        head =
                blend(
                        head,
                        limb(
                                x,
                                y,
                                h,
                                new Vec3(0, 0.106, 0.745),
                                new Vec3(0, 0.122, 0.707),
                                0.009,
                                0.0135),
                        0.018);
        double ax = Math.abs(x);
        head = blend(head, ellipsoid(ax - 0.03, y - 0.094, h - 0.697, 0.024, 0.016, 0.022), 0.03);
        head =
                -blend(
                        -head,
                        ellipsoid(ax - 0.031, y - 0.115, h - 0.745, 0.019, 0.012, 0.012),
                        0.016);
        head = blend(head, ellipsoid(x, y - 0.1, h - 0.668, 0.022, 0.01, 0.008), 0.008);
        head = blend(head, ellipsoid(ax - 0.076, y - 0.008, h - 0.72, 0.011, 0.02, 0.031), 0.008);
        d = blend(d, head, 0.03);
        for (int i = 0; i < 2; i++) {
            Vec3 w = wrist[i];
            Vec3 f = fingers[i];
            Vec3 palm = w.plus(f.minus(w).times(0.5));
            double hand =
                    limb(
                            narrow(x, palm),
                            y,
                            z,
                            squeeze(w, palm),
                            squeeze(palm, palm),
                            0.024,
                            0.036);
            hand =
                    blend(
                            hand,
                            limb(
                                    narrow(x, palm),
                                    y,
                                    z,
                                    squeeze(palm, palm),
                                    squeeze(f, palm),
                                    0.035,
                                    0.018),
                            0.02);
            Vec3 thumb = palm.plus(new Vec3(0, 0.034, 0.0));
            hand =
                    blend(
                            hand,
                            limb(
                                    x,
                                    y,
                                    z,
                                    w.plus(new Vec3(0, 0.012, -0.015)),
                                    thumb.plus(new Vec3(0, 0, -0.02)),
                                    0.014,
                                    0.01),
                            0.015);
            d = Math.min(d, hand);
        }
        return d;
    }

    /** Hands are thinner across than along. */
    private static double narrow(double x, Vec3 palm) {
        return palm.x() + 1.6 * (x - palm.x());
    }

    private static Vec3 squeeze(Vec3 p, Vec3 palm) {
        return new Vec3(narrow(p.x(), palm), p.y(), p.z());
    }

    private double hair(double x, double y, double z) {
        double h = z - hipZ + HEAD_DROP;
        double cap = ellipsoid(x, y + 0.002, h - 0.752, 0.087, 0.1, 0.108);
        cap = blend(cap, ellipsoid(x, y + 0.045, h - 0.68, 0.078, 0.062, 0.105), 0.04);
        // The face stays free below the fringe, between the temples.
        double face = ellipsoid(x, y - 0.125, h - 0.70, 0.072, 0.085, 0.105);
        cap = Math.max(cap, -face);
        double bun = ellipsoid(x, y + 0.115, h - 0.77, 0.045, 0.042, 0.045);
        cap = blend(cap, bun, 0.015);
        double strands =
                0.0022 * StrictMath.sin(StrictMath.atan2(x, 0.82 - h) * 60)
                        + 0.0012 * StrictMath.sin(x * 420);
        return cap + strands;
    }

    /** Colours by the part that is nearest to the surface. */
    private void shade(Surface s) {
        double rx = s.px - foot.x();
        double ry = s.py - foot.y();
        double x = cos * rx + sin * ry;
        double y = -sin * rx + cos * ry;
        double z = s.pz;
        double h = z - hipZ;
        // Texture coordinates in the figure's frame, so that its cloth walks with it.
        s.tx = x;
        s.ty = y;
        s.tz = h;
        double cloth = jumper(x, y, z);
        double legs = trousers(x, y, z);
        double flesh = skin(x, y, z);
        double locks = hair(x, y, z);
        double feet = shoes(x, y, z);
        double least = Math.min(Math.min(cloth, legs), Math.min(Math.min(flesh, locks), feet));
        if (least == locks) {
            double strand = Noise.value(x * 300, y * 60, h * 60);
            s.matte(0.055, 0.03, 0.018);
            s.scale(0.6 + 0.9 * strand);
            s.coat(0.05, 0.42);
        } else if (least == feet) {
            boolean sole = z < 0.022;
            s.matte(sole ? 0.6 : 0.52, sole ? 0.58 : 0.5, sole ? 0.53 : 0.46);
            s.coat(0.04, 0.5);
        } else if (least == legs) {
            DENIM.shade(s);
            double fade =
                    Noise.step(0.12, 0.02, Math.abs(y - 0.05))
                            * Noise.fractal(x * 14, y * 14, h * 7, 2);
            s.scale(0.85 + 0.5 * fade);
        } else if (least == cloth) {
            WOOL.shade(s);
            double rib = h < 0.05 ? 0.85 + 0.15 * StrictMath.sin(StrictMath.atan2(x, y) * 90) : 1;
            s.scale(rib);
        } else {
            face(s, x, y, h + HEAD_DROP);
        }
    }

    private static final Material DENIM = Materials.cloth(0.075, 0.115, 0.2);
    private static final Material WOOL = Materials.cloth(0.52, 0.17, 0.1);

    private static void face(Surface s, double x, double y, double h) {
        double tone = 0.94 + 0.12 * Noise.fractal(x * 45, y * 45, h * 45, 2);
        s.matte(0.58 * tone, 0.345 * tone, 0.245 * tone);
        double ax = Math.abs(x);
        if (y > 0.06) {
            double ex = (ax - 0.031) / 0.0145;
            double ez = (h - 0.744) / 0.0065;
            double eye = ex * ex + ez * ez;
            double brow = Math.abs(h - 0.765 + 0.25 * (ax - 0.03) * (ax - 0.03) / 0.02);
            double lipX = x / 0.021;
            double lipZ = (h - 0.668) / 0.0075;
            if (eye < 1) {
                boolean iris = ex * ex + ez * ez * 0.3 < 0.36;
                s.matte(iris ? 0.035 : 0.4, iris ? 0.025 : 0.35, iris ? 0.02 : 0.32);
                s.coat(0.04, 0.2);
                return;
            }
            if (brow < 0.0042 && ax > 0.012 && ax < 0.05) {
                s.matte(0.09, 0.05, 0.03);
                return;
            }
            if (lipX * lipX + lipZ * lipZ < 1) {
                s.matte(0.44, 0.15, 0.13);
            }
            double cheekX = (ax - 0.042) / 0.022;
            double cheekZ = (h - 0.7) / 0.02;
            double blush = Math.max(0, 1 - cheekX * cheekX - cheekZ * cheekZ);
            s.g *= 1 - 0.13 * blush;
            s.b *= 1 - 0.13 * blush;
        }
        s.coat(0.028, 0.42);
    }

    /** The figure as triangles, {@code cell} metres apart. */
    Bvh mesh(double cell) {
        Mesh mesh = new Mesh();
        double reach = 0.62;
        SurfaceNets.add(
                mesh,
                this::shade,
                this,
                foot.plus(new Vec3(-reach, -reach, -0.02)),
                foot.plus(new Vec3(reach, reach, height() + 0.06)),
                cell);
        return new Bvh(mesh);
    }
}
