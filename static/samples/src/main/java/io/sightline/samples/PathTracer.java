// SPDX-License-Identifier: Apache-2.0
package io.sightline.samples;

/**
 * The light that reaches one picture point, by unidirectional path tracing with next-event
 * estimation towards windows, lamps and sun, multiple importance sampling (balance heuristic) and
 * Russian roulette. One per thread.
 *
 * <p>Surfaces are Lambertian under a GGX coat: Walter et al., "Microfacet Models for Refraction",
 * 2007, with visible normals sampled as in E. Heitz, JCGT 7(4), 2018, and Schlick's Fresnel term.
 */
final class PathTracer {
    private static final int MAX_BOUNCES = 6;

    /**
     * Contributions after the first bounce are held below this radiance: fewer bright specks for a
     * slight darkening.
     */
    private static final double CLAMP = 4;

    private final Scene scene;
    private final Sampler sampler;
    private final Ray ray = new Ray();
    private final Ray shadow = new Ray();
    private final Hit hit = new Hit();
    private final Hit shadowHit = new Hit();
    private final Surface s = new Surface();
    private final double[] sky = new double[3];
    private final double[] pick;

    // The two axes that complete the shading normal to a frame, and the outgoing direction in that
    // frame.
    private double ux;
    private double uy;
    private double uz;
    private double vx;
    private double vy;
    private double vz;
    private double wox;
    private double woy;
    private double woz;
    private double specularShare;

    // The last evaluated reflectance times cosine, and its sampling density.
    private double fr;
    private double fg;
    private double fb;
    private double density;

    /** Radiance of the last path. */
    double r;

    double g;
    double b;

    /**
     * First surface of the last path: reflectance, normal, z-depth (0: sky), and whether it is the
     * moving body.
     */
    double albedoR;

    double albedoG;
    double albedoB;
    double normalX;
    double normalY;
    double normalZ;
    double distance;
    boolean moving;

    PathTracer(Scene scene, Sampler sampler) {
        this.scene = scene;
        this.sampler = sampler;
        int lights = scene.portals().size() + scene.globes().size();
        pick = new double[lights];
        double total = 0;
        for (int i = 0; i < lights; i++) {
            pick[i] = power(i);
            total += pick[i];
        }
        for (int i = 0; i < lights; i++) {
            pick[i] /= total;
        }
    }

    private double power(int light) {
        int portals = scene.portals().size();
        if (light < portals) {
            Portal p = scene.portals().get(light);
            Vec3 n = p.normal();
            // Outwards is the side with more light.
            scene.sky().radiance(n.x(), n.y(), n.z(), sky);
            double out = sky[0] + sky[1] + sky[2];
            scene.sky().radiance(-n.x(), -n.y(), -n.z(), sky);
            return p.area() * Math.max(out, sky[0] + sky[1] + sky[2]);
        }
        Globe g = scene.globes().get(light - portals);
        return 4 * Math.PI * g.radius() * g.radius() * (g.r() + g.g() + g.b()) + 0.3;
    }

    /** Follows one path from an origin along a unit direction; the result stands in the fields. */
    void trace(double ox, double oy, double oz, double dx, double dy, double dz) {
        r = 0;
        g = 0;
        b = 0;
        albedoR = 1;
        albedoG = 1;
        albedoB = 1;
        normalX = 0;
        normalY = 0;
        normalZ = 0;
        distance = 0;
        moving = false;
        double tr = 1;
        double tg = 1;
        double tb = 1;
        density = 0;
        ray.set(ox, oy, oz, dx, dy, dz);
        for (int bounce = 0; ; bounce++) {
            if (!scene.closest(ray, hit, Double.POSITIVE_INFINITY)) {
                scene.sky().radiance(ray.dx, ray.dy, ray.dz, sky);
                double w = bounce == 0 ? 1 : density / (density + portalDensity());
                add(bounce, tr * sky[0] * w, tg * sky[1] * w, tb * sky[2] * w);
                return;
            }
            if (hit.globe >= 0) {
                Globe lamp = scene.globes().get(hit.globe);
                double w = bounce == 0 ? 1 : density / (density + globeDensity(hit.globe, ray));
                add(bounce, tr * lamp.r() * w, tg * lamp.g() * w, tb * lamp.b() * w);
                if (bounce == 0) {
                    distance = hit.t;
                    normalX = -ray.dx;
                    normalY = -ray.dy;
                    normalZ = -ray.dz;
                }
                return;
            }
            hit.body.describe(ray, hit, s);
            if (bounce == 0) {
                // Before any bump: the denoiser must see a flat wall as flat.
                normalX = s.nx;
                normalY = s.ny;
                normalZ = s.nz;
            }
            s.fine = bounce == 0;
            s.material.shade(s);
            frame(-ray.dx, -ray.dy, -ray.dz);
            if (bounce == 0) {
                albedoR = s.r;
                albedoG = s.g;
                albedoB = s.b;
                distance = hit.t;
                moving = hit.body == scene.moving();
            }
            if (s.er + s.eg + s.eb > 0) {
                add(bounce, tr * s.er, tg * s.eg, tb * s.eb);
            }
            sampler.pair();
            double lu = sampler.next();
            double lv = sampler.next();
            double bu = sampler.next();
            double bv = sampler.next();
            double choose = sampler.next();
            double lobe = sampler.next();
            double su = sampler.next();
            double sv = sampler.next();
            double survive = sampler.next();
            if (scene.sun() != null) {
                sunlight(bounce, tr, tg, tb, su, sv);
            }
            if (pick.length > 0) {
                lamplight(bounce, tr, tg, tb, choose, lu, lv);
            }
            if (bounce + 1 >= MAX_BOUNCES || !scatter(lobe, bu, bv)) {
                return;
            }
            double k = 1 / density;
            tr *= fr * k;
            tg *= fg * k;
            tb *= fb * k;
            if (bounce >= 2) {
                double p = Math.min(0.95, Math.max(tr, Math.max(tg, tb)));
                if (survive >= p) {
                    return;
                }
                tr /= p;
                tg /= p;
                tb /= p;
            }
        }
    }

    private void add(int bounce, double cr, double cg, double cb) {
        double k = 1;
        if (bounce > 0) {
            double most = Math.max(cr, Math.max(cg, cb));
            k = most > CLAMP ? CLAMP / most : 1;
        }
        r += k * cr;
        g += k * cg;
        b += k * cb;
    }

    /**
     * Completes the shading normal to a frame (Duff et al., JCGT 6(1), 2017) and turns the view
     * direction into it.
     */
    private void frame(double ox, double oy, double oz) {
        double facing = ox * s.nx + oy * s.ny + oz * s.nz;
        if (facing < 0.02) {
            // A bent normal may face away from the viewer: bend it back until it does not.
            s.setNormal(
                    s.nx + (0.02 - facing) * ox,
                    s.ny + (0.02 - facing) * oy,
                    s.nz + (0.02 - facing) * oz);
        }
        double sign = s.nz < 0 ? -1 : 1;
        double a = -1 / (sign + s.nz);
        double c = s.nx * s.ny * a;
        ux = 1 + sign * s.nx * s.nx * a;
        uy = sign * c;
        uz = -sign * s.nx;
        vx = c;
        vy = sign + s.ny * s.ny * a;
        vz = -s.ny;
        wox = ox * ux + oy * uy + oz * uz;
        woy = ox * vx + oy * vy + oz * vz;
        woz = Math.max(1e-3, ox * s.nx + oy * s.ny + oz * s.nz);
        if (s.metal) {
            specularShare = 1;
        } else if (s.f0 <= 0) {
            specularShare = 0;
        } else {
            double f = s.f0 + (1 - s.f0) * pow5(1 - woz);
            double diffuse = (s.r + s.g + s.b) / 3 * (1 - f);
            specularShare = Math.min(0.9, Math.max(0.1, f / (f + diffuse)));
        }
    }

    private static double pow5(double x) {
        double y = x * x;
        return y * y * x;
    }

    /**
     * Reflectance times cosine and sampling density for an incoming direction of the world; false
     * below the surface.
     */
    private boolean evaluate(double dx, double dy, double dz) {
        double z = dx * s.nx + dy * s.ny + dz * s.nz;
        if (z <= 0 || dx * s.gx + dy * s.gy + dz * s.gz <= 0) {
            return false;
        }
        double x = dx * ux + dy * uy + dz * uz;
        double y = dx * vx + dy * vy + dz * vz;
        double diffuse = 0;
        if (!s.metal) {
            diffuse = z / Math.PI;
            if (s.f0 > 0) {
                diffuse *=
                        (1 - s.f0 - (1 - s.f0) * pow5(1 - woz))
                                * (1 - s.f0 - (1 - s.f0) * pow5(1 - z));
            }
        }
        fr = s.r * diffuse;
        fg = s.g * diffuse;
        fb = s.b * diffuse;
        density = (1 - specularShare) * z / Math.PI;
        if (specularShare > 0) {
            double hx = wox + x;
            double hy = woy + y;
            double hz = woz + z;
            double k = 1 / Math.sqrt(hx * hx + hy * hy + hz * hz);
            hz *= k;
            double oh = (wox * hx + woy * hy) * k + woz * hz;
            double alpha = s.roughness * s.roughness;
            double a2 = alpha * alpha;
            double q = hz * hz * (a2 - 1) + 1;
            double d = a2 / (Math.PI * q * q);
            double lo = Math.sqrt(a2 + (1 - a2) * woz * woz);
            double li = Math.sqrt(a2 + (1 - a2) * z * z);
            // Height-correlated Smith term, with the 4 cos cos of the denominator in it.
            double visibility = 0.5 / (z * lo + woz * li);
            double fresnel = pow5(1 - Math.max(0, oh));
            double base = d * visibility * z;
            if (s.metal) {
                fr += base * (s.r + (1 - s.r) * fresnel);
                fg += base * (s.g + (1 - s.g) * fresnel);
                fb += base * (s.b + (1 - s.b) * fresnel);
            } else {
                double f = base * (s.f0 + (1 - s.f0) * fresnel);
                fr += f;
                fg += f;
                fb += f;
            }
            density += specularShare * d / (2 * (woz + lo));
        }
        return true;
    }

    /**
     * Draws the next direction into the ray, with its reflectance and density; false when it is
     * absorbed.
     */
    private boolean scatter(double lobe, double bu, double bv) {
        double x;
        double y;
        double z;
        if (lobe < specularShare) {
            double alpha = s.roughness * s.roughness;
            double hx = alpha * wox;
            double hy = alpha * woy;
            double hz = woz;
            double k = 1 / Math.sqrt(hx * hx + hy * hy + hz * hz);
            hx *= k;
            hy *= k;
            hz *= k;
            double flat = hx * hx + hy * hy;
            double ax = flat > 0 ? -hy / Math.sqrt(flat) : 1;
            double ay = flat > 0 ? hx / Math.sqrt(flat) : 0;
            double bx = -hz * ay;
            double by = hz * ax;
            double bz = hx * ay - hy * ax;
            double radius = Math.sqrt(bu);
            double phi = 2 * Math.PI * bv;
            double t1 = radius * StrictMath.cos(phi);
            double t2 = radius * StrictMath.sin(phi);
            double half = 0.5 * (1 + hz);
            t2 = (1 - half) * Math.sqrt(Math.max(0, 1 - t1 * t1)) + half * t2;
            double t3 = Math.sqrt(Math.max(0, 1 - t1 * t1 - t2 * t2));
            double mx = alpha * (t1 * ax + t2 * bx + t3 * hx);
            double my = alpha * (t1 * ay + t2 * by + t3 * hy);
            double mz = Math.max(1e-6, t2 * bz + t3 * hz);
            k = 1 / Math.sqrt(mx * mx + my * my + mz * mz);
            mx *= k;
            my *= k;
            mz *= k;
            double dot = 2 * (wox * mx + woy * my + woz * mz);
            x = dot * mx - wox;
            y = dot * my - woy;
            z = dot * mz - woz;
        } else {
            double radius = Math.sqrt(bu);
            double phi = 2 * Math.PI * bv;
            x = radius * StrictMath.cos(phi);
            y = radius * StrictMath.sin(phi);
            z = Math.sqrt(Math.max(0, 1 - bu));
        }
        double dx = x * ux + y * vx + z * s.nx;
        double dy = x * uy + y * vy + z * s.ny;
        double dz = x * uz + y * vz + z * s.nz;
        if (!evaluate(dx, dy, dz) || !(density > 1e-9)) {
            return false;
        }
        double k = 1 / Math.sqrt(dx * dx + dy * dy + dz * dz);
        ray.leave(s, dx * k, dy * k, dz * k);
        return true;
    }

    private void sunlight(int bounce, double tr, double tg, double tb, double su, double sv) {
        Sun sun = scene.sun();
        Vec3 d = sun.towards();
        double radius = sun.spread() * Math.sqrt(su);
        double phi = 2 * Math.PI * sv;
        // Two axes across the direction to the sun.
        double flat = Math.sqrt(d.x() * d.x() + d.y() * d.y());
        double ax = -d.y() / flat;
        double ay = d.x() / flat;
        double bx = -d.z() * ay;
        double by = d.z() * ax;
        double p = radius * StrictMath.cos(phi);
        double q = radius * StrictMath.sin(phi);
        double dx = d.x() + p * ax + q * bx;
        double dy = d.y() + p * ay + q * by;
        double dz = d.z() + q * flat;
        double k = 1 / Math.sqrt(dx * dx + dy * dy + dz * dz);
        dx *= k;
        dy *= k;
        dz *= k;
        if (!throughPortal(s.px, s.py, s.pz, dx, dy, dz) || !evaluate(dx, dy, dz)) {
            return;
        }
        shadow.leave(s, dx, dy, dz);
        if (!scene.blocked(shadow, shadowHit, Double.POSITIVE_INFINITY, -1)) {
            add(bounce, tr * fr * sun.r(), tg * fg * sun.g(), tb * fb * sun.b());
        }
    }

    private boolean throughPortal(
            double px, double py, double pz, double dx, double dy, double dz) {
        for (int i = 0; i < scene.portals().size(); i++) {
            if (portalDistance(scene.portals().get(i), px, py, pz, dx, dy, dz) > 0) {
                return true;
            }
        }
        return scene.portals().isEmpty();
    }

    /** How far along a ray an opening is crossed; -1 if it is not. */
    private static double portalDistance(
            Portal portal, double px, double py, double pz, double dx, double dy, double dz) {
        Vec3 o = portal.origin();
        Vec3 u = portal.u();
        Vec3 v = portal.v();
        double nx = u.y() * v.z() - u.z() * v.y();
        double ny = u.z() * v.x() - u.x() * v.z();
        double nz = u.x() * v.y() - u.y() * v.x();
        double speed = dx * nx + dy * ny + dz * nz;
        double t = ((o.x() - px) * nx + (o.y() - py) * ny + (o.z() - pz) * nz) / speed;
        if (!(t > 0) || t == Double.POSITIVE_INFINITY) {
            return -1;
        }
        double x = px + t * dx - o.x();
        double y = py + t * dy - o.y();
        double z = pz + t * dz - o.z();
        double a = (x * u.x() + y * u.y() + z * u.z()) / u.dot(u);
        double c = (x * v.x() + y * v.y() + z * v.z()) / v.dot(v);
        return a >= 0 && a <= 1 && c >= 0 && c <= 1 ? t : -1;
    }

    /** The density with which next-event estimation would have drawn the ray that left the room. */
    private double portalDensity() {
        double sum = 0;
        for (int i = 0; i < scene.portals().size(); i++) {
            Portal portal = scene.portals().get(i);
            double t = portalDistance(portal, ray.ox, ray.oy, ray.oz, ray.dx, ray.dy, ray.dz);
            if (t > 0) {
                Vec3 n = portal.normal();
                double cos = Math.abs(ray.dx * n.x() + ray.dy * n.y() + ray.dz * n.z());
                sum += pick[i] * t * t / (cos * portal.area());
            }
        }
        return sum;
    }

    private double globeDensity(int globe, Ray from) {
        Globe lamp = scene.globes().get(globe);
        Vec3 c = lamp.centre();
        double x = c.x() - from.ox;
        double y = c.y() - from.oy;
        double z = c.z() - from.oz;
        double sin2 = lamp.radius() * lamp.radius() / (x * x + y * y + z * z);
        double gap = 1 - Math.sqrt(Math.max(0, 1 - sin2));
        return pick[scene.portals().size() + globe] / (2 * Math.PI * Math.max(1e-12, gap));
    }

    private void lamplight(
            int bounce, double tr, double tg, double tb, double choose, double lu, double lv) {
        int light = 0;
        double rest = choose;
        while (light + 1 < pick.length && rest >= pick[light]) {
            rest -= pick[light++];
        }
        int portals = scene.portals().size();
        double dx;
        double dy;
        double dz;
        double reach;
        double chosen;
        double lr;
        double lg;
        double lb;
        if (light < portals) {
            Portal portal = scene.portals().get(light);
            Vec3 o = portal.origin();
            dx = o.x() + lu * portal.u().x() + lv * portal.v().x() - s.px;
            dy = o.y() + lu * portal.u().y() + lv * portal.v().y() - s.py;
            dz = o.z() + lu * portal.u().z() + lv * portal.v().z() - s.pz;
            double d2 = dx * dx + dy * dy + dz * dz;
            double k = 1 / Math.sqrt(d2);
            dx *= k;
            dy *= k;
            dz *= k;
            Vec3 n = portal.normal();
            double cos = Math.abs(dx * n.x() + dy * n.y() + dz * n.z());
            if (cos < 1e-6) {
                return;
            }
            chosen = pick[light] * d2 / (cos * portal.area());
            scene.sky().radiance(dx, dy, dz, sky);
            lr = sky[0];
            lg = sky[1];
            lb = sky[2];
            reach = Double.POSITIVE_INFINITY;
        } else {
            Globe lamp = scene.globes().get(light - portals);
            Vec3 c = lamp.centre();
            double x = c.x() - s.px;
            double y = c.y() - s.py;
            double z = c.z() - s.pz;
            double d2 = x * x + y * y + z * z;
            double d = Math.sqrt(d2);
            if (d <= lamp.radius()) {
                return;
            }
            x /= d;
            y /= d;
            z /= d;
            double gap = 1 - Math.sqrt(1 - lamp.radius() * lamp.radius() / d2);
            double cos = 1 - lu * gap;
            double sin = Math.sqrt(Math.max(0, 1 - cos * cos));
            double sign = z < 0 ? -1 : 1;
            double a = -1 / (sign + z);
            double e = x * y * a;
            double p = sin * StrictMath.cos(2 * Math.PI * lv);
            double q = sin * StrictMath.sin(2 * Math.PI * lv);
            dx = p * (1 + sign * x * x * a) + q * e + cos * x;
            dy = p * sign * e + q * (sign + y * y * a) + cos * y;
            dz = -p * sign * x - q * y + cos * z;
            chosen = pick[light] / (2 * Math.PI * Math.max(1e-12, gap));
            lr = lamp.r();
            lg = lamp.g();
            lb = lamp.b();
            double along = d * cos;
            reach =
                    along
                            - Math.sqrt(Math.max(0, lamp.radius() * lamp.radius() - d2 * sin * sin))
                            - 1e-6;
        }
        if (!evaluate(dx, dy, dz)) {
            return;
        }
        shadow.leave(s, dx, dy, dz);
        if (scene.blocked(shadow, shadowHit, reach, light - portals)) {
            return;
        }
        double w = 1 / (chosen + density);
        add(bounce, tr * fr * lr * w, tg * fg * lg * w, tb * fb * lb * w);
    }
}
