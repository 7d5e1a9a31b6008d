// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.view;

import io.sightline.core.backend.Backend;
import io.sightline.core.backend.BackendChoice;
import io.sightline.core.backend.BackendPlan;
import io.sightline.core.backend.DeviceFacts;
import io.sightline.core.image.ImagePoint;
import io.sightline.core.image.ImageSize;
import io.sightline.core.message.VisionEvent;
import io.sightline.core.model.ModelEntry;
import io.sightline.core.view.ModelState.Phase;
import java.util.List;
import java.util.Map;

/** Something that happened, and what it changes. */
public sealed interface AppEvent {
    /** The state after it. */
    AppState applyTo(AppState state);

    /** The worker told what the machine is. */
    record FactsKnown(DeviceFacts facts) implements AppEvent {
        @Override
        public AppState applyTo(AppState state) {
            return state.with(facts);
        }
    }

    /**
     * The server told which depth model it offers.
     *
     * @param entry null when there is none
     */
    record ModelKnown(ModelEntry entry) implements AppEvent {
        @Override
        public AppState applyTo(AppState state) {
            var next = state.with(ModelState.of(entry));
            return next.with(
                    next.messages()
                            .withoutTopic(Message.Topic.MODEL)
                            .withoutTopic(Message.Topic.FRAME));
        }
    }

    /**
     * The depth model is offered anew: from another source, or with what its source stated of it. A
     * model that is at work, or on its way, stays.
     *
     * @param entry null when there is none
     */
    record ModelOffered(ModelEntry entry) implements AppEvent {
        @Override
        public AppState applyTo(AppState state) {
            return state.model().isBusy()
                    ? state
                    : state.with(ModelState.of(entry))
                            .with(
                                    state.messages()
                                            .withoutTopic(Message.Topic.MODEL)
                                            .withoutTopic(Message.Topic.FRAME));
        }
    }

    /** The user chose another depth model; what the one before it measured goes. */
    record ModelChosen(ModelEntry entry) implements AppEvent {
        @Override
        public AppState applyTo(AppState state) {
            return state.with(ModelState.of(entry))
                    .with(
                            state.messages()
                                    .withoutTopic(Message.Topic.MODEL)
                                    .withoutTopic(Message.Topic.FRAME))
                    .withoutMeasurement();
        }
    }

    /** The load under way takes its files as this entry says. */
    record ModelTaken(ModelEntry entry) implements AppEvent {
        @Override
        public AppState applyTo(AppState state) {
            return state.with(state.model().taking(entry));
        }
    }

    /** The server did not answer. */
    record ModelUnknown() implements AppEvent {
        @Override
        public AppState applyTo(AppState state) {
            return state.with(state.model().in(Phase.FAILED, null, null));
        }
    }

    /** A load was asked for. */
    record LoadAsked(int call, double now) implements AppEvent {
        @Override
        public AppState applyTo(AppState state) {
            var next = state.with(state.model().asked(call, now));
            return next.with(
                    next.messages()
                            .withoutTopic(Message.Topic.MODEL)
                            .withoutTopic(Message.Topic.FRAME));
        }
    }

    /** A load goes on. */
    record LoadReported(VisionEvent.Progress report, double now) implements AppEvent {
        @Override
        public AppState applyTo(AppState state) {
            return state.with(state.model().reported(report, now));
        }
    }

    /**
     * The model is ready, or moved to another backend.
     *
     * @param choice the setting in force when it was asked for
     * @param fromStore nothing was downloaded for it
     */
    record ModelReady(
            String variant,
            Backend backend,
            int threads,
            List<BackendPlan.Pass> passes,
            BackendChoice choice,
            boolean fromStore)
            implements AppEvent {
        @Override
        public AppState applyTo(AppState state) {
            var running =
                    new ModelState.Running(variant, backend, threads, passes, choice, fromStore);
            var next = state.with(state.model().in(Phase.READY, null, running));
            return next.with(
                    next.messages()
                            .withoutTopic(Message.Topic.MODEL)
                            .withoutTopic(Message.Topic.FRAME));
        }
    }

    /** The load of this number failed. */
    record LoadFailed(int call) implements AppEvent {
        @Override
        public AppState applyTo(AppState state) {
            return state.with(state.model().ended(call, Phase.FAILED));
        }
    }

    /** The load of this number was stopped by the user. */
    record LoadStopped(int call) implements AppEvent {
        @Override
        public AppState applyTo(AppState state) {
            return state.with(state.model().ended(call, Phase.IDLE));
        }
    }

    /** The worker is gone, and the model with it. */
    record WorkerLost() implements AppEvent {
        @Override
        public AppState applyTo(AppState state) {
            return state.with(state.model().lost());
        }
    }

    /** A source is being opened; the one before it is gone, and its readings with it. */
    record SourceOpening(int number, String kind, String name) implements AppEvent {
        @Override
        public AppState applyTo(AppState state) {
            if (number <= state.source().number()) {
                return state;
            }
            var next = state.with(state.source().opening(number, kind, name));
            next =
                    next.with(
                            next.messages()
                                    .withoutTopic(Message.Topic.SOURCE)
                                    .withoutTopic(Message.Topic.METRES)
                                    .withoutTopic(Message.Topic.FRAME));
            return next.with(Probe.NONE).withoutMeasurement();
        }
    }

    /**
     * Another source is being opened while this one goes on.
     *
     * @param name of the other; empty when it no longer is
     */
    record SourceFollowed(String name) implements AppEvent {
        @Override
        public AppState applyTo(AppState state) {
            return name.equals(state.source().next())
                    ? state
                    : state.with(state.source().followedBy(name));
        }
    }

    /** It gives frames. */
    record SourceOpened(int number, ImageSize size, boolean moving, boolean live, double length)
            implements AppEvent {
        @Override
        public AppState applyTo(AppState state) {
            return number != state.source().number()
                    ? state
                    : state.with(state.source().opened(size, moving, live, length));
        }
    }

    /**
     * It is known better now: a camera tells its name and device only once it is allowed.
     *
     * @param name of it
     * @param device its id for this site; empty when it has none
     * @param shared other cameras here have the same name
     */
    record SourceNamed(int number, String name, String device, boolean shared) implements AppEvent {
        @Override
        public AppState applyTo(AppState state) {
            if (number != state.source().number()) {
                return state;
            }
            var next = state.with(state.source().named(name, device));
            return next.with(next.metres().adopted(next.source(), shared));
        }
    }

    /** Its frames changed their size: a phone was turned, a window was resized. */
    record SourceSized(int number, ImageSize size) implements AppEvent {
        @Override
        public AppState applyTo(AppState state) {
            return number != state.source().number() || size.equals(state.source().size())
                    ? state
                    : state.with(state.source().sized(size));
        }
    }

    /** Its frames advance, or stand still. */
    record SourcePlaying(int number, boolean playing) implements AppEvent {
        @Override
        public AppState applyTo(AppState state) {
            var source = state.source();
            return number != source.number() || source.phase() != SourceState.Phase.OPEN
                    ? state
                    : state.with(source.playing(playing));
        }
    }

    /** Where it stands, seconds. */
    record SourceAt(int number, double at, double length) implements AppEvent {
        @Override
        public AppState applyTo(AppState state) {
            var source = state.source();
            return number != source.number() || source.at() == at && source.length() == length
                    ? state
                    : state.with(source.at(at, length));
        }
    }

    /** It starts again at its end, or not. */
    record LoopSet(boolean loop) implements AppEvent {
        @Override
        public AppState applyTo(AppState state) {
            return state.with(state.source().looping(loop));
        }
    }

    /** It could not be opened, or it went away; a frame that was measured stays on the stage. */
    record SourceGone(int number) implements AppEvent {
        @Override
        public AppState applyTo(AppState state) {
            var source = state.source();
            if (number != source.number()) {
                return state;
            }
            boolean keeps = source.phase() == SourceState.Phase.OPEN;
            return state.with(source.in(keeps ? SourceState.Phase.GONE : SourceState.Phase.NONE));
        }
    }

    /** The user closed it: nothing of it stays. */
    record SourceClosed(int number) implements AppEvent {
        @Override
        public AppState applyTo(AppState state) {
            if (number != state.source().number()) {
                return state;
            }
            var source = state.source();
            return state.with(source.opening(source.number(), "", "").in(SourceState.Phase.NONE))
                    .with(Probe.NONE)
                    .withoutMeasurement();
        }
    }

    /** A frame of the source was measured. */
    record Measured(int number, Measurement measurement) implements AppEvent {
        @Override
        public AppState applyTo(AppState state) {
            return number != state.source().number()
                    ? state
                    : state.with(measurement)
                            .with(state.messages().withoutTopic(Message.Topic.FRAME));
        }
    }

    /** The newest frame of the source could not be measured, or is being tried again. */
    record Unmeasured(int number, boolean unmeasured) implements AppEvent {
        @Override
        public AppState applyTo(AppState state) {
            return number != state.source().number() || unmeasured == state.unmeasured()
                    ? state
                    : state.withUnmeasured(unmeasured);
        }
    }

    /** The user set something. */
    record SettingsSet(Settings settings) implements AppEvent {
        @Override
        public AppState applyTo(AppState state) {
            return state.with(settings);
        }
    }

    /** The probe moved, or left (null). */
    record ProbeMoved(ImagePoint point) implements AppEvent {
        @Override
        public AppState applyTo(AppState state) {
            return state.with(state.probe().at(point));
        }
    }

    /** The user pinned the probe. */
    record Pinned() implements AppEvent {
        @Override
        public AppState applyTo(AppState state) {
            return state.with(state.probe().pinned());
        }
    }

    /** The user removed a pin. */
    record Unpinned(int number) implements AppEvent {
        @Override
        public AppState applyTo(AppState state) {
            return state.with(state.probe().unpinned(number));
        }
    }

    /** The user cleared the probe and all pins. */
    record ProbeCleared() implements AppEvent {
        @Override
        public AppState applyTo(AppState state) {
            return state.with(Probe.NONE);
        }
    }

    /** The browser told what it keeps. */
    record StoredKnown(VisionEvent.Stored stored) implements AppEvent {
        @Override
        public AppState applyTo(AppState state) {
            return state.with(stored);
        }
    }

    /** Something happened to the language model. */
    record Language(LanguageChange event) implements AppEvent {
        @Override
        public AppState applyTo(AppState state) {
            var next = state.with(event.applyTo(state.language()));
            return event.mends()
                    ? next.with(next.messages().withoutTopic(Message.Topic.LANGUAGE))
                    : next;
        }
    }

    /** Something happened to distances. */
    record Metres(MetresEvent event) implements AppEvent {
        @Override
        public AppState applyTo(AppState state) {
            var next = state.with(event.applyTo(state.metres()));
            return event.mends()
                    ? next.with(next.messages().withoutTopic(Message.Topic.METRES))
                    : next;
        }
    }

    /** The user is to be told something. */
    record Said(
            Message.Kind kind,
            String key,
            Map<String, Object> values,
            Message.Topic topic,
            Message.Retry retry)
            implements AppEvent {
        @Override
        public AppState applyTo(AppState state) {
            var message = new Message(0, kind, key, values, topic, retry, 1);
            return state.with(state.messages().with(message));
        }
    }

    /** The user has read a message. */
    record Dismissed(int id) implements AppEvent {
        @Override
        public AppState applyTo(AppState state) {
            return state.with(state.messages().without(id));
        }
    }
}
