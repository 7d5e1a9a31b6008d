// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.gate;

import io.sightline.core.gate.Components.Piece;
import io.sightline.core.image.ImagePoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Says of each frame whether something new is before the camera, and where. A frame is compared
 * with the background that was learnt ({@link Background}) in the light of now ({@link LightFit});
 * what differs is freed of noise (majority of 3 × 3), of shadows and lamps ({@link TextureTest}),
 * of a camera that moved ({@link Steadiness}), closed, and taken apart into pieces. Deterministic:
 * the same frames give the same readings. Not safe for use by two threads.
 */
public final class MotionGate {
    /** What differs, but is no piece, becomes background after so many seconds. */
    private static final double BRIEF = 3;

    /** As above, while learning. */
    private static final double BRIEF_LEARNING = 0.7;

    /** While learning, a mean takes on at least so much of a frame. */
    private static final double LEARN_RATE = 0.05;

    /** Seconds of quiet after the light changed. */
    private static final double LIGHT_HOLD = 0.7;

    /** The light of a scene may go on changing for so long; then what stands out is told. */
    private static final double LIGHT_MOST = 2;

    /** Seconds of quiet after the camera moved. */
    private static final double SHAKE_HOLD = 0.3;

    /** A camera that stands so long elsewhere was moved for good. */
    private static final double MOVED_FOR_GOOD = 1.5;

    /** Two displacements are one up to this difference, cells. */
    private static final double SAME_PLACE = 0.25;

    /** Share of blocks whose mean changes at once with the light or a cut. */
    private static final double JUMP = 0.5;

    /** Share of the pixels that differ when the light or the scene may be another. */
    private static final double MUCH = 0.25;

    /** A lamp changes at least this share of the blocks, and at once this. */
    private static final double LAMP = 0.12;

    private static final double LAMP_AT_ONCE = 0.1;

    /** Another global gain within half a second is a change of light. */
    private static final double GAIN_STEP = 0.1;

    /** Where so many blocks differ, the camera may have moved. */
    private static final double SPREAD = 0.06;

    /** Correlation of two pictures' edges when they show one scene. */
    private static final double SAME_SCENE = 0.4;

    /** A frame that comes later than this need not touch what was seen before it, seconds. */
    private static final double SLOW = 0.25;

    /** Votes of seconds that make a ghost. */
    private static final double GHOST = 1;

    /** How much stronger the background's edges are than the frame's, around a ghost. */
    private static final double HAUNTED = 1.5;

    private final int width;
    private final int height;
    private final Grid grid;
    private final Background background;
    private final LightFit light;
    private final TextureTest texture;
    private final Steadiness steadiness;
    private final int radius;
    private final int reach;
    private final Components components = new Components();
    private final Outline outline = new Outline();
    private final Bits raw;
    private final Bits before;
    private final Bits clean;
    private final Bits closed;
    private final Bits held;
    private final Bits waiting;
    private final Bits spare;
    private final Bits spare2;
    private final Bits masked;
    private final boolean[] watched;
    private final boolean[] occupied;
    private final boolean[] occupiedBefore;
    private final boolean[] quick;
    private final boolean[] kept;
    private final double[] ghost;
    private final TextureTest.Finding[] findings;
    private final double[] gains;
    private GateSettings settings;
    private int watchedPixels;
    private int watchedBlocks;
    private boolean started;
    private int frames;
    private double last;
    private double learnUntil;
    private double lightSince;
    private double lightUntil;
    private double jumped;
    private double shakeUntil;
    private double placeSince;
    private double placeX;
    private double placeY;
    private boolean elsewhere;
    private int lookedAt;
    private double lookedTime;
    private double slowGain;
    private double largest;
    private double shade;

    /** For frames of this size. */
    public MotionGate(int width, int height, GateSettings settings) {
        this.width = width;
        this.height = height;
        grid = new Grid(width, height);
        background = new Background(width, height);
        light = new LightFit(grid);
        texture = new TextureTest(grid);
        steadiness = new Steadiness(width, height);
        raw = new Bits(width, height);
        before = new Bits(width, height);
        clean = new Bits(width, height);
        closed = new Bits(width, height);
        held = new Bits(width, height);
        waiting = new Bits(width, height);
        spare = new Bits(width, height);
        spare2 = new Bits(width, height);
        masked = new Bits(width, height);
        watched = new boolean[grid.blocks()];
        occupied = new boolean[grid.blocks()];
        occupiedBefore = new boolean[grid.blocks()];
        quick = new boolean[grid.blocks()];
        kept = new boolean[grid.blocks()];
        ghost = new double[grid.blocks()];
        findings = new TextureTest.Finding[grid.blocks()];
        gains = new double[grid.blocks()];
        radius = Math.max(1, width / 160);
        reach = radius + 1;
        use(settings);
    }

    /** How it is set. */
    public GateSettings settings() {
        return settings;
    }

    /** Sets it otherwise; what it learnt stays. */
    public void use(GateSettings with) {
        settings = with;
        masked.clear();
        with.masks().forEach(masked::fill);
        watchedPixels = width * height - masked.count();
        watchedBlocks = 0;
        for (int block = 0; block < watched.length; ++block) {
            int area =
                    (grid.right(block) - grid.left(block)) * (grid.bottom(block) - grid.top(block));
            watched[block] = 2 * masked.count(grid, block) < area;
            watchedBlocks += watched[block] ? 1 : 0;
        }
        light.watch(watched);
    }

    /** Forgets everything, as for another source. */
    public void reset() {
        started = false;
    }

    /**
     * Takes the next frame.
     *
     * @param luma row-major, 0 to 255 a pixel
     * @param seconds stream time; going back starts anew
     */
    public GateReading next(byte[] luma, double seconds) {
        if (luma.length != width * height) {
            throw new IllegalArgumentException(
                    luma.length + " pixels for a frame of " + width + " by " + height);
        }
        if (!started || seconds < last || Double.isNaN(seconds)) {
            start(luma, seconds);
            return reading(GateState.LEARNING, List.of(), 0);
        }
        double passed = Math.min(1, seconds - last);
        last = seconds;
        ++frames;
        var result = watchedPixels == 0 ? nothing() : look(luma, seconds, passed);
        before.copy(raw);
        System.arraycopy(occupied, 0, occupiedBefore, 0, occupied.length);
        return result;
    }

    /**
     * What stood out on the last frame, to be drawn.
     *
     * @param into row-major, 1 a pixel that stands out, 2 one whose piece is too small to count,
     *     else 0
     */
    public void write(byte[] into) {
        for (int y = 0; y < height; ++y) {
            for (int x = 0; x < width; ++x) {
                boolean stands = held.get(x, y);
                into[y * width + x] = (byte) (stands ? 1 : closed.get(x, y) ? 2 : 0);
            }
        }
    }

    private GateReading nothing() {
        held.clear();
        closed.clear();
        largest = 0;
        shade = 0;
        Arrays.fill(occupied, false);
        return reading(GateState.STILL, List.of(), 0);
    }

    private void start(byte[] luma, double seconds) {
        started = true;
        last = seconds;
        background.start(luma, seconds);
        light.reset();
        light.take(luma, background.model());
        light.take(luma, background.model());
        learnAnew(seconds);
        before.clear();
    }

    private void learnAnew(double seconds) {
        frames = 1;
        learnUntil = seconds + settings.learn();
        lightSince = Double.NEGATIVE_INFINITY;
        lightUntil = Double.NEGATIVE_INFINITY;
        jumped = Double.NEGATIVE_INFINITY;
        shakeUntil = Double.NEGATIVE_INFINITY;
        lookedTime = Double.NEGATIVE_INFINITY;
        elsewhere = false;
        slowGain = light.gain();
        largest = 0;
        shade = 0;
        held.clear();
        closed.clear();
        Arrays.fill(occupied, false);
        Arrays.fill(occupiedBefore, false);
        Arrays.fill(quick, false);
        Arrays.fill(ghost, 0);
    }

    private GateReading look(byte[] luma, double seconds, double passed) {
        light.take(luma, background.model());
        double jump = light.changed(Math.max(5, 4 * background.noise()));
        light.fit(occupiedBefore);
        background.light(light.gain(), light.offset());
        int threshold = threshold();
        background.compare(luma, threshold, raw);
        raw.remove(masked);
        boolean any = !isEmpty(raw);
        if (any) {
            background.lookAgain(luma, threshold, raw);
            clean.majority(raw, spare, spare2);
            any = !isEmpty(clean);
        }
        largest = 0;
        shade = 0;
        held.clear();
        closed.clear();
        Arrays.fill(occupied, false);
        if (seconds < learnUntil) {
            double rate = Math.max(LEARN_RATE, 1.0 / (frames + 1));
            background.learn(
                    luma,
                    seconds,
                    passed,
                    true,
                    rate,
                    raw,
                    held,
                    null,
                    grid,
                    1,
                    BRIEF_LEARNING,
                    threshold);
            return reading(GateState.LEARNING, List.of(), 0);
        }
        if (jump >= LAMP_AT_ONCE) {
            jumped = seconds;
        }
        if (isBrightening(passed) && !any(occupiedBefore)) {
            beginLight(seconds);
        }
        var state = any ? judge(luma, seconds, jump) : quiet(seconds);
        if (state == GateState.LEARNING) {
            return reading(state, List.of(), 0);
        }
        List<Blob> blobs = List.of();
        if (state != GateState.SHAKE) {
            if (any && state != GateState.LIGHT) {
                blobs = pieces(luma, seconds, passed);
            }
            if (blobs.isEmpty() && isEmpty(held)) {
                waiting.clear();
            }
            boolean settling = state == GateState.LIGHT && seconds < lightUntil;
            background.blink(raw, before);
            background.learn(
                    luma,
                    seconds,
                    passed,
                    settling,
                    settling ? LEARN_RATE : 0,
                    raw,
                    waiting,
                    quick,
                    grid,
                    settings.hold(),
                    settling ? BRIEF_LEARNING : BRIEF,
                    threshold);
        }
        if (!blobs.isEmpty()) {
            state = GateState.MOTION;
        }
        return reading(state, blobs, (double) held.count() / watchedPixels);
    }

    /** In steps of 1/256. A frame darker than the background is spread to its light, with noise. */
    private int threshold() {
        return (int) Math.round(256 * settings.threshold() * Math.max(1, 1 / light.gain()));
    }

    private boolean isBrightening(double passed) {
        slowGain += Math.min(1, 2 * passed) * (light.gain() - slowGain);
        return Math.abs(light.gain() / slowGain - 1) > GAIN_STEP;
    }

    private GateState quiet(double seconds) {
        elsewhere = false;
        if (seconds < lightUntil) {
            return GateState.LIGHT;
        }
        return seconds < shakeUntil ? GateState.SHAKE : GateState.STILL;
    }

    /** Something differs: is it the light, the camera, or something there? */
    private GateState judge(byte[] luma, double seconds, double jump) {
        double differs = (double) clean.count() / watchedPixels;
        if (differs > MUCH && (jump >= JUMP || sameScene(luma))) {
            return upheaval(luma, seconds);
        }
        int touched = test(luma);
        if (touched > SPREAD * watchedBlocks && isElsewhere(luma, seconds, touched)) {
            return shaken(luma, seconds);
        }
        if (isLamp(seconds)) {
            lamp(luma, seconds);
            return GateState.LIGHT;
        }
        elsewhere = false;
        if (seconds < lightUntil && seconds < lightSince + LIGHT_MOST) {
            settle(luma);
            return GateState.LIGHT;
        }
        return seconds < shakeUntil ? GateState.SHAKE : GateState.STILL;
    }

    /** What goes on changing after the light did is the light, but where something stood before. */
    private void settle(byte[] luma) {
        for (int block = 0; block < findings.length; ++block) {
            if (findings[block] != null && !kept[block]) {
                background.adopt(luma, grid, block);
                raw.clear(grid, block);
            }
        }
    }

    /** Most of the picture changed at once. */
    private GateState upheaval(byte[] luma, double seconds) {
        steadiness.look(luma, background.model(), light);
        if (steadiness.moved()) {
            return shaken(luma, seconds);
        }
        if (!sameScene(luma)) {
            return relearn(luma, seconds);
        }
        beginLight(seconds);
        light.reset();
        background.light(1, 0);
        for (int block = 0; block < grid.blocks(); ++block) {
            background.adopt(luma, grid, block);
        }
        raw.clear();
        return GateState.LIGHT;
    }

    /** The camera is elsewhere: for a moment, or for good. */
    private GateState shaken(byte[] luma, double seconds) {
        shakeUntil = seconds + SHAKE_HOLD;
        lookedTime = Double.NEGATIVE_INFINITY;
        return isMovedForGood(seconds) ? relearn(luma, seconds) : GateState.SHAKE;
    }

    private GateState relearn(byte[] luma, double seconds) {
        background.start(luma, seconds);
        light.reset();
        light.take(luma, background.model());
        learnAnew(seconds);
        return GateState.LEARNING;
    }

    private void beginLight(double seconds) {
        if (seconds >= lightUntil) {
            lightSince = seconds;
            System.arraycopy(occupiedBefore, 0, kept, 0, kept.length);
        }
        lightUntil = seconds + LIGHT_HOLD;
    }

    /** Tests each block that differs; says how many do. */
    private int test(byte[] luma) {
        int touched = 0;
        for (int block = 0; block < findings.length; ++block) {
            findings[block] = null;
            if (watched[block] && clean.count(grid, block) > 0) {
                ++touched;
                findings[block] =
                        texture.test(
                                luma,
                                background.model(),
                                clean,
                                block,
                                light,
                                background.noise(),
                                1 - settings.shadow());
                gains[block] = texture.gain();
            }
        }
        return touched;
    }

    private int found(TextureTest.Finding finding) {
        int count = 0;
        for (var each : findings) {
            count += each == finding ? 1 : 0;
        }
        return count;
    }

    /** Much became lighter or darker at once, and where there is texture, it is there still. */
    private boolean isLamp(double seconds) {
        int same = found(TextureTest.Finding.SAME);
        int other = found(TextureTest.Finding.OTHER);
        int plain = found(TextureTest.Finding.SHADE) + found(TextureTest.Finding.PLAIN);
        return seconds - jumped <= 0.5
                && same + plain >= LAMP * watchedBlocks
                && other <= 0.35 * (same + plain)
                && other <= same;
    }

    private void lamp(byte[] luma, double seconds) {
        double sum = 0;
        int count = 0;
        for (int block = 0; block < findings.length; ++block) {
            if (findings[block] == TextureTest.Finding.SAME) {
                sum += Math.log(Math.max(0.01, gains[block]));
                ++count;
            }
        }
        double usual = count == 0 ? 1 : Math.exp(sum / count);
        double all = light.gain();
        beginLight(seconds);
        light.reset();
        background.light(1, 0);
        for (int block = 0; block < findings.length; ++block) {
            var finding = findings[block];
            if (finding == TextureTest.Finding.OTHER) {
                background.relight(grid, block, all * usual);
            } else {
                background.adopt(luma, grid, block);
            }
        }
        raw.clear();
    }

    /** Whether, where it differs, the frame's edges lie where those of the background lie. */
    private boolean sameScene(byte[] luma) {
        int[] model = background.model();
        double n = 0;
        double sumF = 0;
        double sumB = 0;
        double sumFF = 0;
        double sumBB = 0;
        double sumFB = 0;
        for (int y = 1; y + 1 < height; y += 2) {
            for (int x = 1; x + 1 < width; x += 2) {
                if (!clean.get(x, y)) {
                    continue;
                }
                int i = y * width + x;
                int f =
                        Math.abs((luma[i + 1] & 255) - (luma[i - 1] & 255))
                                + Math.abs((luma[i + width] & 255) - (luma[i - width] & 255));
                int b =
                        Math.abs((model[i + 1] >>> 24) - (model[i - 1] >>> 24))
                                + Math.abs((model[i + width] >>> 24) - (model[i - width] >>> 24));
                // Few strong edges are not to outweigh all others.
                f = Math.min(f, 64);
                b = Math.min(b, 64);
                ++n;
                sumF += f;
                sumB += b;
                sumFF += f * f;
                sumBB += b * b;
                sumFB += f * b;
            }
        }
        double varF = sumFF / n - sumF / n * (sumF / n);
        double varB = sumBB / n - sumB / n * (sumB / n);
        double shared = sumFB / n - sumF / n * (sumB / n);
        return varF > 1 && varB > 1 && shared > SAME_SCENE * Math.sqrt(varF * varB);
    }

    private boolean isElsewhere(byte[] luma, double seconds, int touched) {
        if (seconds - lookedTime < 0.3 && touched < 1.5 * lookedAt) {
            return false;
        }
        steadiness.look(luma, background.model(), light);
        if (steadiness.moved()) {
            return true;
        }
        lookedTime = seconds;
        lookedAt = touched;
        return false;
    }

    private boolean isMovedForGood(double seconds) {
        double off = Math.abs(steadiness.across() - placeX) + Math.abs(steadiness.down() - placeY);
        if (!elsewhere || off > SAME_PLACE) {
            elsewhere = true;
            placeSince = seconds;
            placeX = steadiness.across();
            placeY = steadiness.down();
        }
        return seconds - placeSince >= MOVED_FOR_GOOD;
    }

    private List<Blob> pieces(byte[] luma, double seconds, double passed) {
        int all = clean.count();
        waiting.copy(clean);
        clearShades(luma);
        shade = (double) (all - clean.count()) / watchedPixels;
        closed.copy(clean);
        closed.dilate(radius, spare);
        closed.erode(radius, spare);
        closed.remove(masked);
        int least = Math.max(4, (int) Math.ceil(settings.minArea() * width * height));
        var blobs = new ArrayList<Blob>();
        for (var piece : components.find(closed)) {
            largest = Math.max(largest, (double) piece.area() / (width * height));
            if (piece.area() < least) {
                // They come by area: all that follow are smaller.
                break;
            }
            if (3 * shared(piece, clean) < least) {
                continue;
            }
            components.each(piece, held::set);
            boolean seenBefore = occupy(piece, haunts(piece, luma), passed);
            if (seenBefore || passed > SLOW) {
                blobs.add(blob(piece));
            }
        }
        for (int block = 0; block < ghost.length; ++block) {
            ghost[block] = occupied[block] ? ghost[block] : 0;
            quick[block] = ghost[block] >= GHOST;
        }
        // Shades too wait while there is a piece: they may be parts of it.
        waiting.add(held);
        waiting.dilate(radius, spare);
        return List.copyOf(blobs);
    }

    /** Clears shades, and around them their soft rims. */
    private void clearShades(byte[] luma) {
        if (settings.shadow() == 0) {
            return;
        }
        for (int block = 0; block < findings.length; ++block) {
            if (isShade(block)) {
                clean.clear(grid, block);
            } else if (findings[block] != null) {
                double least = darkestBeside(block);
                if (least < 1) {
                    background.clearShade(luma, grid, block, 0.95 * least, clean);
                }
            }
        }
    }

    private boolean isShade(int block) {
        return findings[block] == TextureTest.Finding.SAME
                || findings[block] == TextureTest.Finding.SHADE;
    }

    /** What the darkest shade in the blocks around leaves of the light; 1 where none is. */
    private double darkestBeside(int block) {
        double least = 1;
        int row = block / grid.columns;
        int column = block % grid.columns;
        for (int r = Math.max(0, row - 1); r <= Math.min(grid.rows - 1, row + 1); ++r) {
            for (int c = Math.max(0, column - 1);
                    c <= Math.min(grid.columns - 1, column + 1);
                    ++c) {
                int beside = r * grid.columns + c;
                if (isShade(beside)) {
                    least = Math.min(least, gains[beside]);
                }
            }
        }
        return least;
    }

    private Blob blob(Piece piece) {
        return new Blob(
                (double) piece.left() / width,
                (double) piece.top() / height,
                (double) (piece.right() - piece.left()) / width,
                (double) (piece.bottom() - piece.top()) / height,
                (double) piece.area() / (width * height),
                new ImagePoint(
                        ((double) piece.sumX() / piece.area() + 0.5) / width,
                        ((double) piece.sumY() / piece.area() + 0.5) / height),
                outline.trace(closed, piece.startX(), piece.top()));
    }

    private int shared(Piece piece, Bits with) {
        int[] count = {0};
        components.each(piece, (y, start, end) -> count[0] += with.count(y, start, end));
        return count[0];
    }

    /** Marks the blocks of a piece; true where one of them or beside them was so a frame ago. */
    private boolean occupy(Piece piece, boolean haunts, double passed) {
        boolean seen = false;
        for (int row = piece.top() / grid.side; row <= (piece.bottom() - 1) / grid.side; ++row) {
            int first = piece.left() / grid.side;
            int end = (piece.right() - 1) / grid.side;
            for (int column = first; column <= end; ++column) {
                int block = row * grid.columns + column;
                if (!occupied[block] && held.count(grid, block) > 0) {
                    occupied[block] = true;
                    seen |= wasOccupied(row, column);
                    ghost[block] =
                            haunts
                                    ? Math.min(2 * GHOST, ghost[block] + passed)
                                    : Math.max(0, ghost[block] - 2 * passed);
                }
            }
        }
        return seen;
    }

    private boolean wasOccupied(int row, int column) {
        for (int r = Math.max(0, row - 1); r <= Math.min(grid.rows - 1, row + 1); ++r) {
            for (int c = Math.max(0, column - 1);
                    c <= Math.min(grid.columns - 1, column + 1);
                    ++c) {
                if (occupiedBefore[r * grid.columns + c]) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * Whether a piece is a ghost: what was taken away leaves one whose edges are the background's,
     * not the frame's. It need not wait to become background.
     */
    private boolean haunts(Piece piece, byte[] luma) {
        int[] model = background.model();
        int[] edges = {0, 0};
        components.each(
                piece,
                (y, start, end) -> {
                    edges[0] += edge(luma, y, start) + edge(luma, y, end);
                    edges[1] += edge(model, y, start) + edge(model, y, end);
                });
        return edges[1] > HAUNTED * edges[0];
    }

    /** The strongest step across, near a column. */
    private int edge(byte[] luma, int y, int x) {
        int most = 0;
        for (int u = Math.max(1, x - reach); u < Math.min(width - 1, x + reach); ++u) {
            int i = y * width + u;
            most = Math.max(most, Math.abs((luma[i + 1] & 255) - (luma[i - 1] & 255)));
        }
        return most;
    }

    private int edge(int[] model, int y, int x) {
        int most = 0;
        for (int u = Math.max(1, x - reach); u < Math.min(width - 1, x + reach); ++u) {
            int i = y * width + u;
            most = Math.max(most, Math.abs((model[i + 1] >>> 24) - (model[i - 1] >>> 24)));
        }
        return most;
    }

    private static boolean any(boolean[] flags) {
        for (boolean flag : flags) {
            if (flag) {
                return true;
            }
        }
        return false;
    }

    private static boolean isEmpty(Bits bits) {
        for (int word : bits.words) {
            if (word != 0) {
                return false;
            }
        }
        return true;
    }

    private GateReading reading(GateState state, List<Blob> blobs, double share) {
        return new GateReading(
                state,
                blobs,
                share,
                largest,
                shade,
                settings.threshold() + background.allowance(),
                background.noise(),
                light.gain());
    }
}
