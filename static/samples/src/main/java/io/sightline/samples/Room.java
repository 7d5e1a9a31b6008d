// SPDX-License-Identifier: Apache-2.0
package io.sightline.samples;

import java.util.ArrayList;
import java.util.List;

/**
 * The furnished room: 4.4 m wide (x), 5.2 m long (y), 2.6 m high (z), a window on the left and one
 * behind the camera.
 */
final class Room {
    static final double WIDTH = 4.4;
    static final double LENGTH = 5.2;
    static final double HEIGHT = 2.6;

    /** A thing to find in the picture. */
    record Thing(String label, Vec3 from, Vec3 to) {}

    private static final Material WHITE = Materials.coated(0.78, 0.77, 0.74, 0.4);
    private static final Material WALL = Materials.plaster(0.71, 0.68, 0.62);
    private static final Material BACK_WALL = Materials.plaster(0.27, 0.36, 0.35);
    private static final Material OAK = Materials.wood(0.46, 0.29, 0.15, 0, 0.32);
    private static final Material OAK_UPRIGHT = Materials.wood(0.46, 0.29, 0.15, 2, 0.32);
    private static final Material WALNUT = Materials.wood(0.2, 0.105, 0.055, 0, 0.34);
    private static final Material WALNUT_UPRIGHT = Materials.wood(0.2, 0.105, 0.055, 2, 0.34);
    private static final Material WALNUT_ALONG = Materials.wood(0.2, 0.105, 0.055, 1, 0.34);
    private static final Material BRASS = Materials.metal(0.83, 0.62, 0.32, 0.3);
    private static final Material STEEL = Materials.metal(0.55, 0.55, 0.56, 0.35);
    private static final Material BLACK = Materials.coated(0.025, 0.025, 0.028, 0.4);

    private final Mesh mesh = new Mesh();
    private final List<Globe> globes = new ArrayList<>();
    private final List<Portal> portals = new ArrayList<>();
    private final List<Thing> things = new ArrayList<>();

    Room() {
        shell();
        window();
        door();
        sofa();
        rug();
        coffeeTable();
        shelf();
        desk();
        plant();
        pictures();
        lamps();
        pouf();
    }

    List<Thing> things() {
        return things;
    }

    /** The empty room, ready to render. */
    Scene scene() {
        Vec3 sun = new Vec3(-0.80, 0.16, 0.60).normalized();
        return new Scene(
                new Bvh(mesh), null, portals, globes, new Sun(sun, 0.012, 15, 12.4, 9), Room::sky);
    }

    /** A bright hazy sky, brighter on the sun's side, with a darker ground. */
    private static void sky(double dx, double dy, double dz, double[] rgb) {
        double side = 0.62 + 0.38 * Math.max(0, -dx);
        if (dz > -0.02) {
            double t = Math.min(1, Math.max(0, dz));
            rgb[0] = side * (6.0 - 1.9 * t);
            rgb[1] = side * (6.7 - 1.5 * t);
            rgb[2] = side * (7.7 - 0.5 * t);
        } else {
            double t = Math.min(1, -dz * 2);
            rgb[0] = side * (2.4 - 0.8 * t);
            rgb[1] = side * (2.5 - 0.7 * t);
            rgb[2] = side * (2.1 - 0.8 * t);
        }
    }

    private static Vec3 at(double x, double y, double z) {
        return new Vec3(x, y, z);
    }

    private void box(
            Material m,
            double x0,
            double y0,
            double z0,
            double x1,
            double y1,
            double z1,
            double bevel) {
        mesh.box(m, at(x0, y0, z0), at(x1, y1, z1), bevel);
    }

    private void thing(
            String label, double x0, double y0, double z0, double x1, double y1, double z1) {
        things.add(new Thing(label, at(x0, y0, z0), at(x1, y1, z1)));
    }

    // ---- walls
    // -----------------------------------------------------------------------------------------------------

    private static final double WIN_Y0 = 1.95;
    private static final double WIN_Y1 = 3.75;
    private static final double WIN_Z0 = 0.86;
    private static final double WIN_Z1 = 2.22;
    private static final double DOOR_X0 = 3.36;
    private static final double DOOR_X1 = 4.2;
    private static final double DOOR_Z1 = 2.04;

    private void shell() {
        mesh.quad(
                Materials.planks(),
                at(0, 0, 0),
                at(WIDTH, 0, 0),
                at(WIDTH, LENGTH, 0),
                at(0, LENGTH, 0));
        mesh.quad(
                Materials.plaster(0.82, 0.81, 0.78),
                at(0, 0, HEIGHT),
                at(0, LENGTH, HEIGHT),
                at(WIDTH, LENGTH, HEIGHT),
                at(WIDTH, 0, HEIGHT));
        mesh.quad(
                BACK_WALL,
                at(0, LENGTH, 0),
                at(WIDTH, LENGTH, 0),
                at(WIDTH, LENGTH, HEIGHT),
                at(0, LENGTH, HEIGHT));
        mesh.quad(
                WALL,
                at(WIDTH, 0, 0),
                at(WIDTH, 0, HEIGHT),
                at(WIDTH, LENGTH, HEIGHT),
                at(WIDTH, LENGTH, 0));
        // The left wall leaves its window free, the wall behind the camera a second, never seen
        // one.
        wallX(0, LENGTH, 0, WIN_Z0);
        wallX(0, LENGTH, WIN_Z1, HEIGHT);
        wallX(0, WIN_Y0, WIN_Z0, WIN_Z1);
        wallX(WIN_Y1, LENGTH, WIN_Z0, WIN_Z1);
        wallY(0, WIDTH, 0, 1.0);
        wallY(0, WIDTH, 2.3, HEIGHT);
        wallY(0, 1.3, 1.0, 2.3);
        wallY(3.1, WIDTH, 1.0, 2.3);
        portals.add(
                new Portal(
                        at(-0.22, WIN_Y0, WIN_Z0),
                        at(0, WIN_Y1 - WIN_Y0, 0),
                        at(0, 0, WIN_Z1 - WIN_Z0)));
        portals.add(new Portal(at(1.3, 0, 1.0), at(1.8, 0, 0), at(0, 0, 1.3)));

        double skirt = 0.085;
        box(WHITE, 0, 0, 0, 0.014, LENGTH, skirt, 0.004);
        box(WHITE, WIDTH - 0.014, 0, 0, WIDTH, LENGTH, skirt, 0.004);
        box(WHITE, 0, LENGTH - 0.014, 0, DOOR_X0 - 0.08, LENGTH, skirt, 0.004);
        box(WHITE, DOOR_X1 + 0.08, LENGTH - 0.014, 0, WIDTH, LENGTH, skirt, 0.004);
        // A plain cornice, sunk into wall and ceiling: a bevel against them would leave a dark
        // groove.
        box(WHITE, 0, LENGTH - 0.05, HEIGHT - 0.06, WIDTH, LENGTH + 0.05, HEIGHT + 0.05, 0.02);
        box(WHITE, -0.05, 0, HEIGHT - 0.06, 0.05, LENGTH, HEIGHT + 0.05, 0.02);
        box(WHITE, WIDTH - 0.05, 0, HEIGHT - 0.06, WIDTH + 0.05, LENGTH, HEIGHT + 0.05, 0.02);
        // Light switch and a socket.
        box(WHITE, 3.16, LENGTH - 0.012, 1.05, 3.24, LENGTH, 1.13, 0.006);
        box(WHITE, 3.175, LENGTH - 0.017, 1.065, 3.225, LENGTH, 1.115, 0.004);
    }

    private void wallX(double y0, double y1, double z0, double z1) {
        mesh.quad(WALL, at(0, y0, z0), at(0, y1, z0), at(0, y1, z1), at(0, y0, z1));
    }

    private void wallY(double x0, double x1, double z0, double z1) {
        mesh.quad(WALL, at(x0, 0, z0), at(x0, 0, z1), at(x1, 0, z1), at(x1, 0, z0));
    }

    private void window() {
        double deep = -0.22;
        Material reveal = Materials.plaster(0.8, 0.79, 0.76);
        mesh.quad(
                reveal,
                at(0, WIN_Y0, WIN_Z1),
                at(deep, WIN_Y0, WIN_Z1),
                at(deep, WIN_Y1, WIN_Z1),
                at(0, WIN_Y1, WIN_Z1));
        mesh.quad(
                reveal,
                at(0, WIN_Y0, WIN_Z0),
                at(deep, WIN_Y0, WIN_Z0),
                at(deep, WIN_Y0, WIN_Z1),
                at(0, WIN_Y0, WIN_Z1));
        mesh.quad(
                reveal,
                at(0, WIN_Y1, WIN_Z0),
                at(0, WIN_Y1, WIN_Z1),
                at(deep, WIN_Y1, WIN_Z1),
                at(deep, WIN_Y1, WIN_Z0));
        box(WHITE, deep, WIN_Y0 - 0.04, WIN_Z0 - 0.035, 0.07, WIN_Y1 + 0.04, WIN_Z0, 0.008);
        // Frame, two mullions and a transom.
        double f0 = -0.17;
        double f1 = -0.12;
        box(WHITE, f0, WIN_Y0, WIN_Z0, f1, WIN_Y0 + 0.055, WIN_Z1, 0.006);
        box(WHITE, f0, WIN_Y1 - 0.055, WIN_Z0, f1, WIN_Y1, WIN_Z1, 0.006);
        box(WHITE, f0, WIN_Y0, WIN_Z0, f1, WIN_Y1, WIN_Z0 + 0.06, 0.006);
        box(WHITE, f0, WIN_Y0, WIN_Z1 - 0.055, f1, WIN_Y1, WIN_Z1, 0.006);
        for (double k : new double[] {1.0 / 3, 2.0 / 3}) {
            double y = Noise.mix(WIN_Y0, WIN_Y1, k);
            box(WHITE, f0, y - 0.03, WIN_Z0, f1, y + 0.03, WIN_Z1, 0.006);
        }
        box(WHITE, f0, WIN_Y0, 1.76, f1, WIN_Y1, 1.81, 0.006);
        thing("window", -0.22, WIN_Y0, WIN_Z0, 0, WIN_Y1, WIN_Z1);

        Material linen = Materials.cloth(0.74, 0.69, 0.58);
        curtain(linen, WIN_Y0 - 0.36, WIN_Y0 + 0.05, 0);
        curtain(linen, WIN_Y1 - 0.05, WIN_Y1 + 0.36, 2);
        mesh.rod(
                BLACK,
                at(0.1, WIN_Y0 - 0.45, 2.37),
                at(0.1, WIN_Y1 + 0.45, 2.37),
                0.012,
                0.012,
                12);
        // Radiator.
        for (int i = 0; i < 18; i++) {
            double y = 2.12 + 0.08 * i;
            box(WHITE, 0.045, y, 0.14, 0.115, y + 0.062, 0.72, 0.018);
        }
        box(WHITE, 0.06, 2.12, 0.18, 0.1, 3.55, 0.22, 0.01);
        box(WHITE, 0.06, 2.12, 0.64, 0.1, 3.55, 0.68, 0.01);
        thing("radiator", 0.045, 2.12, 0.14, 0.115, 3.55, 0.72);
    }

    private void curtain(Material linen, double y0, double y1, double phase) {
        mesh.sheet(
                linen,
                120,
                24,
                (u, v) -> {
                    double fold =
                            StrictMath.sin(u * 2 * Math.PI * 5.5 + phase)
                                    + 0.4 * StrictMath.sin(u * 2 * Math.PI * 9.3 + 2 * v + phase);
                    double flare = 0.7 + 0.3 * (1 - v);
                    return at(
                            0.105 + 0.032 * fold * flare,
                            Noise.mix(y0, y1, u) + 0.012 * StrictMath.sin(7 * v + 11 * u),
                            0.03 + 2.33 * v);
                });
        thing("curtain", 0.06, y0, 0.03, 0.16, y1, 2.36);
    }

    private void door() {
        double back = LENGTH;
        Material paint = Materials.coated(0.74, 0.72, 0.67, 0.34);
        box(WHITE, DOOR_X0 - 0.075, back - 0.024, 0, DOOR_X0, back, DOOR_Z1 + 0.075, 0.006);
        box(WHITE, DOOR_X1, back - 0.024, 0, DOOR_X1 + 0.075, back, DOOR_Z1 + 0.075, 0.006);
        box(
                WHITE,
                DOOR_X0 - 0.075,
                back - 0.024,
                DOOR_Z1,
                DOOR_X1 + 0.075,
                back,
                DOOR_Z1 + 0.075,
                0.006);
        box(
                paint,
                DOOR_X0 + 0.004,
                back - 0.012,
                0.008,
                DOOR_X1 - 0.004,
                back,
                DOOR_Z1 - 0.004,
                0.003);
        // Stiles and rails stand proud of the two panels.
        double[][] rails = {
            {DOOR_X0 + 0.004, 0.008, DOOR_X0 + 0.115, DOOR_Z1 - 0.004},
            {DOOR_X1 - 0.115, 0.008, DOOR_X1 - 0.004, DOOR_Z1 - 0.004},
            {DOOR_X0 + 0.1, 0.008, DOOR_X1 - 0.1, 0.2},
            {DOOR_X0 + 0.1, 0.82, DOOR_X1 - 0.1, 0.96},
            {DOOR_X0 + 0.1, DOOR_Z1 - 0.124, DOOR_X1 - 0.1, DOOR_Z1 - 0.004},
        };
        for (double[] r : rails) {
            box(paint, r[0], back - 0.026, r[1], r[2], back - 0.005, r[3], 0.005);
        }
        mesh.rod(
                BRASS,
                at(DOOR_X0 + 0.06, back - 0.03, 1.0),
                at(DOOR_X0 + 0.06, back - 0.075, 1.0),
                0.011,
                0.011,
                16);
        mesh.rod(
                BRASS,
                at(DOOR_X0 + 0.055, back - 0.072, 1.0),
                at(DOOR_X0 + 0.175, back - 0.072, 1.0),
                0.01,
                0.009,
                16);
        box(BRASS, DOOR_X0 + 0.04, back - 0.031, 0.9, DOOR_X0 + 0.08, back - 0.02, 1.06, 0.004);
        thing("door", DOOR_X0, back - 0.03, 0, DOOR_X1, back, DOOR_Z1);
    }

    // ---- furniture
    // -------------------------------------------------------------------------------------------------

    private void sofa() {
        Material grey = Materials.cloth(0.36, 0.35, 0.33);
        double x0 = 0.95;
        double x1 = 3.02;
        double y0 = 4.2;
        double y1 = 5.12;
        double cell = 0.016;
        // Plinth and feet.
        puff(grey, (x0 + x1) / 2, 4.68, 0.25, (x1 - x0) / 2 - 0.03, 0.42, 0.11, 0.03, 0, cell);
        for (double fx : new double[] {x0 + 0.12, x1 - 0.12}) {
            for (double fy : new double[] {y0 + 0.12, y1 - 0.1}) {
                mesh.rod(WALNUT_UPRIGHT, at(fx, fy, 0), at(fx, fy, 0.16), 0.018, 0.026, 14);
            }
        }
        // Arms and back.
        puff(grey, x0 + 0.11, 4.66, 0.4, 0.11, 0.45, 0.25, 0.07, 0.012, cell);
        puff(grey, x1 - 0.11, 4.66, 0.4, 0.11, 0.45, 0.25, 0.07, 0.012, cell);
        puff(grey, (x0 + x1) / 2, 5.02, 0.53, (x1 - x0) / 2 - 0.02, 0.1, 0.33, 0.07, 0.01, cell);
        // Seat and back cushions.
        double inner = (x1 - x0 - 0.44) / 2;
        for (int i = 0; i < 2; i++) {
            double cx = x0 + 0.22 + inner * (i + 0.5);
            puff(grey, cx, 4.55, 0.42, inner / 2 - 0.004, 0.37, 0.085, 0.06, 0.024, cell);
            puff(grey, cx, 4.86, 0.67, inner / 2 - 0.008, 0.1, 0.2, 0.08, 0.04, cell);
        }
        pillow(Materials.cloth(0.6, 0.33, 0.07), 1.34, 4.68, 0.68, 0.22, 0.3, -0.35);
        pillow(
                Materials.stripes(
                        Materials.cloth(0.66, 0.6, 0.5), Materials.cloth(0.42, 0.13, 0.08), 0.075),
                1.6,
                4.66,
                0.66,
                0.2,
                -0.15,
                -0.4);
        pillow(Materials.cloth(0.1, 0.17, 0.25), 2.62, 4.68, 0.68, 0.22, -0.35, -0.35);
        // A throw over the right arm.
        Material wool =
                Materials.stripes(
                        Materials.cloth(0.62, 0.56, 0.46), Materials.cloth(0.3, 0.36, 0.32), 0.11);
        mesh.sheet(
                wool,
                40,
                60,
                (u, v) -> {
                    double s = (v - 0.5) * 1.06;
                    double x = x1 - 0.11 + Math.max(-0.128, Math.min(0.128, s * 1.0));
                    double over = Math.max(0, Math.abs(s) - 0.128);
                    double bend = Math.max(0, 1 - Math.abs(Math.abs(s) - 0.128) / 0.06);
                    double ripple = 0.01 * StrictMath.sin(u * 21 + s * 3) * Math.min(1, over * 6);
                    return at(
                            x + Math.signum(s) * ripple,
                            4.32 + 0.42 * u + 0.008 * StrictMath.sin(9 * s),
                            0.664 - over - 0.018 * bend * bend + 0.003 * StrictMath.sin(u * 30));
                });
        thing("sofa", x0, y0, 0, x1, y1, 0.87);
    }

    /** A padded block: rounded, bulging by {@code swell} in the middle of its faces. */
    private void puff(
            Material m,
            double cx,
            double cy,
            double cz,
            double hx,
            double hy,
            double hz,
            double round,
            double swell,
            double cell) {
        DistanceField field =
                (x, y, z) -> {
                    double px = x - cx;
                    double py = y - cy;
                    double pz = z - cz;
                    double a = 1 - px * px / (hx * hx);
                    double b = 1 - py * py / (hy * hy);
                    double c = 1 - pz * pz / (hz * hz);
                    double bulge =
                            swell
                                    * (Math.max(0, a) * Math.max(0, b)
                                            + Math.max(0, a) * Math.max(0, c)
                                            + Math.max(0, b) * Math.max(0, c))
                                    * 0.6;
                    double creases =
                            swell == 0 ? 0 : 0.004 * (Noise.fractal(x * 6, y * 6, z * 9, 2) - 0.5);
                    return DistanceField.roundBox(px, py, pz, hx, hy, hz, round) - bulge + creases;
                };
        double margin = swell + 0.03;
        SurfaceNets.add(
                mesh,
                m,
                field,
                at(cx - hx - margin, cy - hy - margin, cz - hz - margin),
                at(cx + hx + margin, cy + hy + margin, cz + hz + margin),
                cell);
    }

    /** A square cushion standing, turned by {@code yaw} and leaning back by {@code lean}. */
    private void pillow(
            Material m, double x, double y, double z, double half, double yaw, double lean) {
        double cl = StrictMath.cos(lean);
        double sl = StrictMath.sin(lean);
        DistanceField field =
                (px, py, pz) -> {
                    double qy = cl * py - sl * pz;
                    double qz = sl * py + cl * pz;
                    double u = Math.abs(px) / half;
                    double v = Math.abs(qz) / half;
                    // The sides draw in between the corners.
                    double pinchU = u * (1 + 0.09 * (1 - v * v));
                    double pinchV = v * (1 + 0.09 * (1 - u * u));
                    double a = Math.max(0, 1 - pinchU * pinchU * pinchU);
                    double b = Math.max(0, 1 - pinchV * pinchV * pinchV);
                    double thick = 0.085 * Math.sqrt(a * b) - 0.004;
                    return 0.5 * (Math.abs(qy) - thick);
                };
        mesh.place(x, y, z, yaw);
        double r = half + 0.12;
        SurfaceNets.add(mesh, m, field, at(-half, -r, -r), at(half, r, r), 0.012);
        mesh.unplaced();
        thing("cushion", x - half, y - 0.15, z - half, x + half, y + 0.15, z + half);
    }

    private void rug() {
        mesh.place(1.98, 3.3, 0);
        mesh.box(Materials.rug(1.2, 0.92), at(-1.2, -0.92, 0), at(1.2, 0.92, 0.013), 0.006);
        mesh.unplaced();
        thing("rug", 0.78, 2.38, 0, 3.18, 4.22, 0.013);
    }

    private void coffeeTable() {
        double top = 0.41;
        mesh.place(1.95, 3.5, 0, 0.04);
        mesh.box(OAK, at(-0.56, -0.29, top - 0.032), at(0.56, 0.29, top), 0.008);
        mesh.box(OAK, at(-0.5, -0.23, 0.16), at(0.5, 0.23, 0.178), 0.004);
        for (int i = 0; i < 4; i++) {
            double sx = (i & 1) == 0 ? -1 : 1;
            double sy = i < 2 ? -1 : 1;
            mesh.rod(
                    OAK_UPRIGHT,
                    at(sx * 0.51, sy * 0.24, 0.013),
                    at(sx * 0.48, sy * 0.22, top - 0.03),
                    0.014,
                    0.022,
                    16);
        }
        thing("coffee table", 1.37, 3.18, 0, 2.53, 3.82, top);
        // Two books, a mug, a bowl with oranges.
        mesh.box(
                Materials.book(0.12, 0.2, 0.28, 2, 1, 4),
                at(-0.42, -0.16, top),
                at(-0.18, 0.16, top + 0.03),
                0.002);
        mesh.box(
                Materials.book(0.62, 0.55, 0.42, 2, 1, 5),
                at(-0.4, -0.13, top + 0.03),
                at(-0.2, 0.13, top + 0.052),
                0.002);
        Material glaze = Materials.coated(0.62, 0.6, 0.55, 0.2);
        mesh.lathe(
                glaze,
                0.02,
                -0.16,
                40,
                0.0001,
                top + 0.002,
                0.03,
                top + 0.002,
                0.038,
                top + 0.008,
                0.04,
                top + 0.09,
                0.04,
                top + 0.09,
                0.036,
                top + 0.09,
                0.036,
                top + 0.09,
                0.034,
                top + 0.02,
                0.0001,
                top + 0.015);
        mesh.lathe(
                Materials.coated(0.1, 0.05, 0.025, 0.15),
                0.02,
                -0.16,
                40,
                0.0349,
                top + 0.07,
                0.0001,
                top + 0.0701);
        for (int i = 0; i < 10; i++) {
            double a0 = Math.PI * (i / 10.0 - 0.5);
            double a1 = Math.PI * ((i + 1) / 10.0 - 0.5);
            mesh.rod(
                    glaze,
                    at(
                            0.058 + 0.026 * StrictMath.cos(a0),
                            -0.16,
                            top + 0.048 + 0.026 * StrictMath.sin(a0)),
                    at(
                            0.058 + 0.026 * StrictMath.cos(a1),
                            -0.16,
                            top + 0.048 + 0.026 * StrictMath.sin(a1)),
                    0.006,
                    0.006,
                    8);
        }
        Material bowl = Materials.coated(0.1, 0.2, 0.24, 0.22);
        mesh.lathe(
                bowl,
                0.3,
                0.05,
                56,
                0.0001,
                top + 0.001,
                0.06,
                top + 0.001,
                0.064,
                top + 0.01,
                0.1,
                top + 0.03,
                0.135,
                top + 0.065,
                0.145,
                top + 0.09,
                0.139,
                top + 0.09,
                0.128,
                top + 0.066,
                0.095,
                top + 0.036,
                0.0001,
                top + 0.02);
        Material orange =
                s -> {
                    s.matte(0.72, 0.28, 0.035);
                    double pore = Noise.value(s.tx * 420, s.ty * 420, s.tz * 420);
                    s.bump(
                            0.25 * (pore - 0.5),
                            0.25 * (Noise.value(s.tx * 420, s.ty * 420, s.tz * 420 + 40) - 0.5),
                            0);
                    s.coat(0.04, 0.36);
                };
        ball(orange, 0.25, 0.03, top + 0.075, 0.042);
        ball(orange, 0.335, 0.01, top + 0.077, 0.041);
        ball(orange, 0.31, 0.1, top + 0.077, 0.042);
        ball(orange, 0.3, 0.05, top + 0.132, 0.04);
        mesh.unplaced();
    }

    private void ball(Material m, double x, double y, double z, double radius) {
        double[] profile = new double[2 * 25];
        for (int i = 0; i <= 24; i++) {
            double a = Math.PI * (i / 24.0 - 0.5);
            profile[2 * i] = Math.max(1e-5, radius * StrictMath.cos(a));
            profile[2 * i + 1] = z + radius * StrictMath.sin(a);
        }
        mesh.lathe(m, x, y, 36, profile);
    }

    private void shelf() {
        double x0 = 4.08;
        double x1 = WIDTH - 0.002;
        double y0 = 2.25;
        double y1 = 3.95;
        double top = 1.92;
        box(WALNUT_UPRIGHT, x0, y0, 0, x1, y0 + 0.024, top, 0.003);
        box(WALNUT_UPRIGHT, x0, y1 - 0.024, 0, x1, y1, top, 0.003);
        box(
                WALNUT_UPRIGHT,
                x0,
                (y0 + y1) / 2 - 0.012,
                0.06,
                x1,
                (y0 + y1) / 2 + 0.012,
                top - 0.02,
                0.003);
        mesh.quad(WALNUT_UPRIGHT, at(x1, y0, 0), at(x1, y0, top), at(x1, y1, top), at(x1, y1, 0));
        thing("bookshelf", x0, y0, 0, x1, y1, top);
        int id = 1;
        for (int level = 0; level < 6; level++) {
            double z = level == 5 ? top - 0.024 : 0.06 + 0.366 * level;
            box(WALNUT_ALONG, x0, y0 + 0.004, z, x1, y1 - 0.004, z + 0.024, 0.003);
            if (level == 5) {
                break;
            }
            for (int bay = 0; bay < 2; bay++) {
                double from = bay == 0 ? y0 + 0.026 : (y0 + y1) / 2 + 0.014;
                double to = bay == 0 ? (y0 + y1) / 2 - 0.014 : y1 - 0.026;
                id = books(x0, x1, from, to, z + 0.024, id);
            }
        }
        // On top: a box and a vase.
        Material vase = Materials.coated(0.55, 0.48, 0.4, 0.3);
        mesh.lathe(
                vase,
                4.24,
                2.5,
                48,
                0.0001,
                top,
                0.05,
                top,
                0.085,
                top + 0.07,
                0.09,
                top + 0.13,
                0.06,
                top + 0.21,
                0.03,
                top + 0.26,
                0.032,
                top + 0.3,
                0.04,
                top + 0.315);
        box(Materials.cloth(0.5, 0.42, 0.3), 4.13, 3.3, top, 4.37, 3.68, top + 0.17, 0.01);
    }

    private int books(double x0, double x1, double from, double to, double z, int firstId) {
        double[][] covers = {
            {0.42, 0.1, 0.07},
            {0.08, 0.13, 0.22},
            {0.6, 0.55, 0.45},
            {0.1, 0.2, 0.13},
            {0.55, 0.33, 0.08},
            {0.05, 0.05, 0.06},
            {0.3, 0.36, 0.4},
            {0.66, 0.6, 0.52},
            {0.25, 0.09, 0.14},
            {0.1, 0.27, 0.3},
            {0.45, 0.24, 0.14},
            {0.7, 0.68, 0.62},
        };
        int id = firstId;
        double fill = 0.55 + 0.45 * Noise.cell(firstId, 8, 8);
        double y = from;
        double end = from + (to - from) * fill;
        while (y < end) {
            double thick = 0.014 + 0.03 * Noise.cell(id, 1, 0);
            double tall = 0.17 + 0.12 * Noise.cell(id, 2, 0);
            double deep = 0.02 + 0.035 * Noise.cell(id, 3, 0);
            if (y + thick > to) {
                break;
            }
            double[] c = covers[(int) (Noise.cell(id, 4, 0) * covers.length)];
            box(
                    Materials.book(c[0], c[1], c[2], z, tall, id),
                    x0 + deep,
                    y + 0.0006,
                    z,
                    x1 - 0.06,
                    y + thick - 0.0006,
                    z + tall,
                    0.003);
            y += thick;
            id++;
        }
        if (to - y > 0.13) {
            // The gap holds a small pot or a lying stack.
            double cy = (y + to) / 2 + 0.01;
            if (id % 2 == 0) {
                mesh.lathe(
                        Materials.coated(0.6, 0.4, 0.28, 0.5),
                        4.22,
                        cy,
                        40,
                        0.0001,
                        z,
                        0.035,
                        z,
                        0.05,
                        z + 0.08,
                        0.05,
                        z + 0.09,
                        0.044,
                        z + 0.09,
                        0.04,
                        z + 0.07,
                        0.0001,
                        z + 0.07);
                for (int i = 0; i < 16; i++) {
                    double a = i * 2.4;
                    double out = 0.03 + 0.05 * Noise.cell(i, id, 3);
                    leaf(4.22, cy, z + 0.07, a, 0.06 + out * 0.6, out, 0.018, 0.5);
                }
            } else {
                for (int i = 0; i < 3; i++) {
                    double[] c = covers[(id * 5 + i * 7) % covers.length];
                    box(
                            Materials.coated(c[0], c[1], c[2], 0.45),
                            4.13 + 0.01 * i,
                            cy - 0.055,
                            z + 0.03 * i,
                            4.33,
                            cy + 0.05 - 0.006 * i,
                            z + 0.03 * i + 0.029,
                            0.003);
                }
            }
        }
        return id + 3;
    }

    private void desk() {
        double top = 0.735;
        box(OAK, 3.72, 0.72, top - 0.03, WIDTH - 0.01, 1.95, top, 0.006);
        for (double y : new double[] {0.78, 1.89}) {
            mesh.rod(BLACK, at(3.77, y, 0), at(3.79, y, top - 0.03), 0.014, 0.018, 14);
            mesh.rod(BLACK, at(4.34, y, 0), at(4.32, y, top - 0.03), 0.014, 0.018, 14);
        }
        box(OAK, 3.8, 1.2, top - 0.14, WIDTH - 0.04, 1.8, top - 0.03, 0.004);
        thing("desk", 3.72, 0.72, 0, WIDTH - 0.01, 1.95, top);
        // A laptop turned to the chair, a lamp, a pot of pencils.
        mesh.place(4.06, 1.45, top, -Math.PI / 2);
        Material aluminium = Materials.metal(0.5, 0.51, 0.53, 0.42);
        mesh.box(aluminium, at(-0.16, -0.12, 0), at(0.16, 0.1, 0.014), 0.004);
        mesh.box(BLACK, at(-0.14, -0.02, 0.0135), at(0.14, 0.08, 0.0148), 0.0004);
        Vec3 hinge = at(0, 0.1, 0.012);
        Vec3 up = at(0, 0.07, 0.2);
        Vec3 side = at(0.16, 0, 0);
        mesh.quad(
                aluminium,
                hinge.minus(side).plus(at(0, 0.006, 0)),
                hinge.plus(side).plus(at(0, 0.006, 0)),
                hinge.plus(side).plus(up).plus(at(0, 0.006, 0)),
                hinge.minus(side).plus(up).plus(at(0, 0.006, 0)));
        mesh.quad(
                Materials.coated(0.03, 0.035, 0.045, 0.12),
                hinge.minus(side),
                hinge.plus(side),
                hinge.plus(side).plus(up),
                hinge.minus(side).plus(up));
        mesh.unplaced();
        thing("laptop", 3.94, 1.29, top, 4.24, 1.61, top + 0.22);
        mesh.lathe(
                BLACK,
                4.25,
                1.82,
                40,
                0.0001,
                top,
                0.075,
                top,
                0.075,
                top + 0.012,
                0.0001,
                top + 0.02);
        mesh.rod(BLACK, at(4.25, 1.82, top), at(4.3, 1.74, top + 0.3), 0.007, 0.007, 12);
        mesh.rod(BLACK, at(4.3, 1.74, top + 0.3), at(4.13, 1.68, top + 0.45), 0.007, 0.007, 12);
        mesh.rod(
                Materials.coated(0.5, 0.13, 0.06, 0.3),
                at(4.15, 1.69, top + 0.46),
                at(4.08, 1.66, top + 0.37),
                0.03,
                0.075,
                32);
        mesh.lathe(
                Materials.coated(0.2, 0.27, 0.3, 0.3),
                4.28,
                1.08,
                32,
                0.0001,
                top,
                0.038,
                top,
                0.04,
                top + 0.1,
                0.036,
                top + 0.1,
                0.034,
                top + 0.01);
        for (int i = 0; i < 5; i++) {
            double a = i * 1.3;
            mesh.rod(
                    Materials.coated(0.5 - 0.09 * i, 0.3, 0.08 + 0.1 * i, 0.4),
                    at(4.28, 1.08, top + 0.01),
                    at(
                            4.28 + 0.03 * StrictMath.cos(a),
                            1.08 + 0.03 * StrictMath.sin(a),
                            top + 0.17),
                    0.0035,
                    0.0035,
                    8);
        }
        box(
                Materials.coated(0.7, 0.68, 0.62, 0.5),
                3.85,
                1.02,
                top,
                4.06,
                1.19,
                top + 0.002,
                0.0005);
        chair(3.42, 1.42, -1.75);
    }

    /** A wooden chair whose back is at its local -y. */
    private void chair(double x, double y, double yaw) {
        Material frame = Materials.wood(0.44, 0.27, 0.14, 2, 0.32);
        mesh.place(x, y, 0, yaw);
        double seat = 0.45;
        SurfaceNets.add(
                mesh,
                Materials.cloth(0.13, 0.2, 0.23),
                (px, py, pz) ->
                        DistanceField.roundBox(px, py, pz - seat, 0.2, 0.195, 0.025, 0.022)
                                - 0.012
                                        * Math.max(0, 1 - px * px * 22)
                                        * Math.max(0, 1 - py * py * 22),
                at(-0.24, -0.24, seat - 0.06),
                at(0.24, 0.24, seat + 0.06),
                0.014);
        mesh.box(frame, at(-0.19, -0.185, seat - 0.065), at(0.19, 0.185, seat - 0.022), 0.006);
        for (double sx : new double[] {-1, 1}) {
            mesh.rod(
                    frame,
                    at(sx * 0.2, 0.2, 0),
                    at(sx * 0.175, 0.17, seat - 0.02),
                    0.013,
                    0.02,
                    14);
            mesh.rod(
                    frame,
                    at(sx * 0.2, -0.24, 0),
                    at(sx * 0.18, -0.18, seat - 0.02),
                    0.013,
                    0.019,
                    14);
            mesh.rod(
                    frame,
                    at(sx * 0.18, -0.18, seat - 0.02),
                    at(sx * 0.18, -0.25, 0.86),
                    0.019,
                    0.014,
                    14);
        }
        mesh.sheet(
                frame,
                20,
                8,
                (u, v) ->
                        at(
                                -0.19 + 0.38 * u,
                                -0.205 - 0.05 * v - 0.035 * StrictMath.sin(Math.PI * u),
                                0.7 + 0.17 * v));
        mesh.sheet(
                frame,
                20,
                8,
                (u, v) ->
                        at(
                                -0.19 + 0.38 * u,
                                -0.222 - 0.05 * v - 0.035 * StrictMath.sin(Math.PI * u),
                                0.7 + 0.17 * v));
        mesh.sheet(
                frame,
                20,
                2,
                (u, v) ->
                        at(
                                -0.19 + 0.38 * u,
                                -0.255 - 0.017 * v - 0.035 * StrictMath.sin(Math.PI * u),
                                0.87));
        mesh.unplaced();
        thing("chair", x - 0.26, y - 0.26, 0, x + 0.26, y + 0.26, 0.87);
    }

    private void pouf() {
        Material knit =
                s -> {
                    Materials.cloth(0.55, 0.27, 0.15).shade(s);
                    double a = StrictMath.atan2(s.ty, s.tx) * 22 / Math.PI;
                    double chain =
                            0.5
                                    + 0.5
                                            * StrictMath.sin(
                                                    2
                                                            * Math.PI
                                                            * (a
                                                                    + 0.25
                                                                            * StrictMath.sin(
                                                                                    s.tz * 160)));
                    s.scale(0.55 + 0.55 * chain);
                };
        mesh.place(1.12, 2.2, 0);
        double[] profile = new double[2 * 29];
        for (int i = 0; i <= 28; i++) {
            double a = Math.PI * (i / 28.0 - 0.5);
            double c = Math.sqrt(Math.max(0, StrictMath.cos(a)));
            profile[2 * i] = Math.max(1e-4, 0.27 * c);
            profile[2 * i + 1] =
                    0.175
                            + 0.175 * StrictMath.sin(a)
                            - 0.012 * Math.max(0, StrictMath.sin(a)) * (1 - c);
        }
        mesh.lathe(knit, 0, 0, 96, profile);
        mesh.unplaced();
        thing("pouf", 0.85, 1.93, 0, 1.39, 2.47, 0.35);
    }

    private void plant() {
        double x = 0.46;
        double y = 4.72;
        Material pot = Materials.coated(0.66, 0.63, 0.58, 0.5);
        mesh.lathe(
                pot, x, y, 64, 0.0001, 0.001, 0.14, 0.001, 0.15, 0.012, 0.19, 0.34, 0.195, 0.36,
                0.183, 0.36, 0.178, 0.3);
        mesh.lathe(Materials.matte(0.06, 0.04, 0.03), x, y, 48, 0.18, 0.32, 0.0001, 0.33);
        Material bark = Materials.wood(0.2, 0.15, 0.09, 2, 0.6);
        for (int i = 0; i < 34; i++) {
            double turn = i * 2.39996;
            double rise = 0.5 + 1.15 * (i / 33.0);
            double lean = 0.16 + 0.2 * Noise.cell(i, 1, 5);
            double reach = (0.34 - 0.16 * (i / 33.0)) * (0.8 + 0.5 * Noise.cell(i, 2, 5));
            double sx = x + 0.05 * StrictMath.cos(turn);
            double sy = y + 0.05 * StrictMath.sin(turn);
            double stemZ = rise - lean;
            mesh.rod(
                    bark,
                    at(
                            x + 0.02 * StrictMath.cos(turn * 3),
                            y + 0.02 * StrictMath.sin(turn * 3),
                            Math.max(0.3, stemZ - 0.35)),
                    at(sx, sy, stemZ),
                    0.008,
                    0.005,
                    8);
            leaf(
                    sx,
                    sy,
                    stemZ,
                    turn,
                    reach,
                    lean,
                    0.062 + 0.03 * Noise.cell(i, 3, 5),
                    Noise.cell(i, 4, 5));
        }
        mesh.rod(bark, at(x, y, 0.3), at(x + 0.02, y - 0.01, 1.5), 0.016, 0.007, 12);
        thing("plant", x - 0.4, y - 0.4, 0, x + 0.4, y + 0.4, 1.85);
    }

    /** One leaf that rises from a point, reaches out in a direction and droops at its tip. */
    private void leaf(
            double x,
            double y,
            double z,
            double turn,
            double reach,
            double rise,
            double half,
            double tone) {
        double c = StrictMath.cos(turn);
        double d = StrictMath.sin(turn);
        mesh.sheet(
                Materials.leaf(tone),
                14,
                6,
                (u, v) -> {
                    double along = reach * (0.15 + 0.85 * u);
                    double blade =
                            u < 0.12
                                    ? 0.05
                                    : StrictMath.pow(
                                            StrictMath.sin(
                                                    Math.PI
                                                            * Math.min(
                                                                    1,
                                                                    Math.max(
                                                                            0, (u - 0.12) / 0.88))),
                                            0.7);
                    double w = half * Math.max(0.03, blade) * (2 * v - 1);
                    double lift =
                            rise * (1.6 * u - 0.95 * u * u)
                                    + 0.25 * Math.abs(w)
                                    + 0.006 * StrictMath.sin(18 * u);
                    return at(x + c * along - d * w, y + d * along + c * w, z + lift);
                });
    }

    private void pictures() {
        double y = LENGTH - 0.003;
        picture(1.02, 1.5, 0.5, 0.66, y, 0);
        picture(1.72, 1.42, 0.52, 0.74, y, 1);
        picture(2.44, 1.5, 0.5, 0.66, y, 2);
    }

    private void picture(double x, double z, double w, double h, double y, int kind) {
        double rim = 0.022;
        Material frame = kind == 1 ? BLACK : OAK_UPRIGHT;
        box(frame, x, y - 0.03, z, x + rim, y, z + h, 0.003);
        box(frame, x + w - rim, y - 0.03, z, x + w, y, z + h, 0.003);
        box(frame, x + rim, y - 0.03, z, x + w - rim, y, z + rim, 0.003);
        box(frame, x + rim, y - 0.03, z + h - rim, x + w - rim, y, z + h, 0.003);
        double m = y - 0.012;
        mesh.quad(
                Materials.matte(0.78, 0.77, 0.73),
                at(x, m, z),
                at(x + w, m, z),
                at(x + w, m, z + h),
                at(x, m, z + h));
        double mat = 0.085;
        double p = m - 0.002;
        Material art = Materials.painting(kind, x + mat, z + mat, w - 2 * mat, h - 2 * mat);
        mesh.quad(
                art,
                at(x + mat, p, z + mat),
                at(x + w - mat, p, z + mat),
                at(x + w - mat, p, z + h - mat),
                at(x + mat, p, z + h - mat));
        thing("picture", x, y - 0.03, z, x + w, y, z + h);
    }

    private void lamps() {
        // Pendant: a paper globe on a cord.
        Vec3 c = at(1.95, 3.45, 2.0);
        globes.add(new Globe(c, 0.19, 2.3, 1.75, 1.15));
        mesh.rod(BLACK, at(c.x(), c.y(), c.z() + 0.186), at(c.x(), c.y(), HEIGHT), 0.004, 0.004, 8);
        mesh.lathe(WHITE, c.x(), c.y(), 32, 0.05, HEIGHT - 0.03, 0.05, HEIGHT);
        mesh.lathe(WHITE, c.x(), c.y(), 32, 0.0001, HEIGHT - 0.03, 0.05, HEIGHT - 0.03);
        thing(
                "pendant lamp",
                c.x() - 0.19,
                c.y() - 0.19,
                c.z() - 0.19,
                c.x() + 0.19,
                c.y() + 0.19,
                c.z() + 0.19);
        // Floor lamp beside the sofa.
        double x = 3.2;
        double y = 4.86;
        mesh.lathe(
                BLACK, x, y, 48, 0.0001, 0.001, 0.14, 0.001, 0.14, 0.018, 0.13, 0.024, 0.0001,
                0.026);
        mesh.rod(BRASS, at(x, y, 0.02), at(x, y, 1.5), 0.011, 0.011, 16);
        mesh.lathe(Materials.glowing(1.15, 0.78, 0.42, 1.47, 0.2), x, y, 64, 0.2, 1.36, 0.14, 1.62);
        globes.add(new Globe(at(x, y, 1.53), 0.035, 42, 29, 16));
        thing("floor lamp", x - 0.2, y - 0.2, 0, x + 0.2, y + 0.2, 1.62);
        // A low steel side table under it keeps the corner from looking empty.
        mesh.lathe(STEEL, 0.5, 3.98, 48, 0.0001, 0.46, 0.19, 0.46, 0.19, 0.472, 0.0001, 0.472);
        mesh.rod(STEEL, at(0.5, 3.98, 0.01), at(0.5, 3.98, 0.46), 0.012, 0.012, 12);
        mesh.lathe(STEEL, 0.5, 3.98, 48, 0.0001, 0.001, 0.13, 0.001, 0.13, 0.008, 0.0001, 0.012);
        thing("side table", 0.31, 3.79, 0, 0.69, 4.17, 0.472);
    }
}
