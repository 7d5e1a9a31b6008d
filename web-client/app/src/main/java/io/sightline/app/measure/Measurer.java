// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.measure;

import io.sightline.app.Teller;
import io.sightline.app.dom.Browser;
import io.sightline.app.state.Store;
import io.sightline.app.vision.VisionClient;
import io.sightline.core.depth.AdaptiveSize;
import io.sightline.core.image.ImageSize;
import io.sightline.core.message.VisionCommand;
import io.sightline.core.message.VisionEvent;
import io.sightline.core.source.FramePump;
import io.sightline.core.source.GivingWay;
import io.sightline.core.view.AppEvent;
import io.sightline.core.view.AppState;
import io.sightline.core.view.Measurement;
import io.sightline.core.view.Message;
import io.sightline.core.view.ModelState.Phase;
import io.sightline.core.view.RateMeter;
import io.sightline.core.view.Settings;
import io.sightline.glue.dom.Clock;
import java.util.Set;
import org.teavm.jso.JSObject;
import org.teavm.jso.browser.Window;
import org.teavm.jso.typedarrays.Float32Array;

/** Takes frames from the open source to the worker, one at a time, always the newest. */
public final class Measurer {
    /** After so many failures in a row a moving source is stopped rather than failed for ever. */
    private static final int MOST_FAILURES = 3;

    /** Reasons why a frame has no map that may lie in the frame itself. */
    private static final Set<String> OF_FRAME = Set.of("constant", "not-finite");

    private final Store store;
    private final VisionClient vision;
    private final Teller teller;
    private final Picture picture;
    private final FramePump pump = new FramePump();
    private final GivingWay way = new GivingWay();
    private final RateMeter meter = new RateMeter();
    private final DistantValues distant;
    private AdaptiveSize adaptive;
    private FrameSource source;
    private int number;
    private DepthMap depth;
    private ImageSize depthFrame;
    private double sentAt;
    private int failures;
    private boolean waking;

    /**
     * @param store of the page
     * @param vision the worker
     * @param teller of failures
     * @param picture where the frames are shown
     */
    public Measurer(Store store, VisionClient vision, Teller teller, Picture picture) {
        this.store = store;
        this.vision = vision;
        this.teller = teller;
        this.picture = picture;
        distant = new DistantValues(store, vision);
        adaptive = startSize();
        store.watch(
                (now, before) -> {
                    if (isOther(now, before)) {
                        // A map that is on its way is of the model before.
                        depth = null;
                        depthFrame = null;
                        pump.restart();
                    }
                    boolean ready = now.model().phase() == Phase.READY;
                    if (ready && before.model().phase() != Phase.READY) {
                        again();
                    } else if (ready
                            && (now.settings().patches() != before.settings().patches()
                                    || now.settings().stream() != before.settings().stream())) {
                        adaptive = startSize();
                        again();
                    }
                });
    }

    private static boolean isOther(AppState now, AppState before) {
        var entry = now.model().entry();
        var old = before.model().entry();
        return old != null && entry != null && !entry.id().equals(old.id());
    }

    /** The newest map of the open source, or null. */
    public DepthMap depth() {
        return depth;
    }

    /** The size of the frame that it was measured from. */
    public ImageSize depthFrame() {
        return depthFrame;
    }

    /** When the frame in flight was sent, milliseconds; 0 when none is. */
    public double busySince() {
        return sentAt;
    }

    /** Measures another source from now on; null for none. */
    public void attach(FrameSource newSource, int newNumber) {
        source = newSource;
        number = newNumber;
        depth = null;
        depthFrame = null;
        failures = 0;
        adaptive = startSize();
        pump.restart();
        meter.reset();
        picture.clear();
    }

    /** A new frame is there. */
    public void frame() {
        rest();
        if (ready() && pump.offer()) {
            send();
        }
    }

    /** Measures the present frame again. */
    public void again() {
        store.tell(new AppEvent.Unmeasured(number, false));
        if (ready() && pump.repeat()) {
            send();
        }
    }

    /** Another caller uses the worker; the stream waits. */
    public void hold() {
        pump.hold();
    }

    /** It watches, and is likely to use the worker again soon: the stream makes room. */
    public void giveWay() {
        way.look(Clock.now());
        rest();
    }

    /** Keeps new frames back for as long as they give way. True: send the newest now. */
    private boolean rest() {
        double rest = way.rest(Clock.now());
        if (rest > 0 && !waking) {
            waking = true;
            Window.setTimeout(this::wake, (int) Math.ceil(rest));
        }
        return pump.rest(rest > 0);
    }

    private void wake() {
        waking = false;
        if (rest() && ready()) {
            send();
        }
    }

    /** It uses it no more. */
    public void release() {
        if (pump.release() && ready()) {
            send();
        }
    }

    /** The search for a size starts where the user has set it. */
    private AdaptiveSize startSize() {
        return new AdaptiveSize(Settings.BUDGETS, store.state().settings().patches());
    }

    private boolean ready() {
        return source != null && store.state().model().phase() == Phase.READY;
    }

    private void send() {
        int call = vision.nextCall();
        var from = source;
        pump.sent(call);
        sentAt = Clock.now();
        from.grab(
                new FrameSource.Taker() {
                    @Override
                    public void take(JSObject image, ImageSize size) {
                        send(call, from, image, size);
                    }

                    @Override
                    public void none() {
                        sentAt = 0;
                        pump.unsent(call);
                    }
                });
    }

    private void send(int call, FrameSource from, JSObject image, ImageSize size) {
        if (from.moving()) {
            picture.keep(call, image, size);
            store.tell(new AppEvent.SourceSized(number, size));
        }
        var state = store.state();
        var settings = state.settings();
        var stream = settings.stream();
        boolean moving = from.moving();
        var held = state.inputHeld();
        var input =
                held != null
                        ? held
                        : state.fitting(
                                moving && stream.adaptive()
                                        ? Settings.inputFor(size, adaptive.patches())
                                        : settings.inputFor(size));
        vision.ask(
                call,
                new VisionCommand.Frame(
                        call,
                        image,
                        size,
                        input,
                        true,
                        false,
                        moving ? Math.max(1, number) : 0,
                        stream.steady()),
                event -> answered(call, size, event),
                image);
    }

    private void answered(int call, ImageSize size, VisionEvent event) {
        sentAt = 0;
        boolean current = pump.isCurrent(call);
        if (event instanceof VisionEvent.Depth result) {
            way.frame(Clock.now(), result.timings().total());
            rest();
        }
        boolean more = pump.answered(call);
        if (event instanceof VisionEvent.Depth result && current) {
            failures = 0;
            show(call, size, result);
        } else {
            picture.drop(call);
            if (event instanceof VisionEvent.Failed failed && current && vision.running()) {
                failed(failed);
            }
        }
        if (more && ready()) {
            send();
        } else if (current && Browser.hidden() && store.state().source().playing()) {
            // A hidden page is not told of new frames: the answer to one is the sign to take the
            // next.
            frame();
        }
    }

    private void show(int call, ImageSize size, VisionEvent.Depth result) {
        meter.mark(Clock.now());
        var stream = store.state().settings().stream();
        if (source.moving() && stream.adaptive()) {
            adaptive.next(result.timings().total(), stream.rate());
        }
        depth = new DepthMap((Float32Array) result.data(), result.size(), result.range(), distant);
        depthFrame = size;
        picture.show(call);
        store.tell(
                new AppEvent.Measured(
                        number,
                        new Measurement(
                                size,
                                result.size(),
                                result.range(),
                                result.timings(),
                                source.moving() ? meter.perSecond() : 0,
                                pump.measured(),
                                pump.dropped(),
                                source.moving() && way.rest(Clock.now()) > 0,
                                result.steadiness())));
    }

    private void failed(VisionEvent.Failed failed) {
        store.tell(new AppEvent.Unmeasured(number, true));
        teller.failed(failed.exception(), Message.Topic.FRAME, Message.Retry.MEASURE);
        // What other frames of this source could be measured with is not what is wrong: a lens may
        // be covered for a while. The last map stays until there is a better one.
        if (depth != null && OF_FRAME.contains(failed.reason())) {
            return;
        }
        if (++failures >= MOST_FAILURES && source.moving()) {
            failures = 0;
            source.pause();
        }
    }
}
