// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.api;

import io.sightline.app.detect.DetectorDesk;
import io.sightline.app.language.LanguageDesk;
import io.sightline.app.model.ModelDesk;
import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.glue.net.AbortSignal;
import java.util.List;
import org.teavm.jso.JSObject;
import org.teavm.jso.dom.events.Event;

/** A call that loads models, one after the other. */
final class ApiLoad {
    private final ModelDesk models;
    private final LanguageDesk language;
    private final DetectorDesk detectors;
    private final List<String> ids;
    private final AbortSignal signal;
    private final JSObject onProgress;
    private boolean over;
    private int at;
    private ModelDesk.Done done;

    ApiLoad(
            ModelDesk models,
            LanguageDesk language,
            DetectorDesk detectors,
            List<String> ids,
            JSObject options) {
        this.detectors = detectors;
        this.models = models;
        this.language = language;
        this.ids = ids;
        signal = ApiCalls.signal(options);
        onProgress = ApiCalls.function(options, "onProgress");
    }

    void start(ModelDesk.Done whenDone) {
        done = whenDone;
        if (signal != null) {
            signal.addEventListener("abort", (Event event) -> stop());
        }
        if (onProgress != null) {
            ModelDesk.ProgressListener tell =
                    report -> {
                        if (!over) {
                            JsFunctions.call(onProgress, ApiEvents.progress(report));
                        }
                    };
            models.listen(tell);
            language.listen(tell);
            detectors.listen(tell);
            detectors.faces().listen(tell);
        }
        next(null);
    }

    private void next(SightlineException failure) {
        if (failure == null && at < ids.size()) {
            if (signal != null && signal.isAborted()) {
                next(new SightlineException(ErrorCode.ABORTED, "aborted"));
                return;
            }
            var id = ids.get(at++);
            if (isLanguage(id)) {
                var absent = language.choose(id);
                if (absent != null) {
                    next(absent);
                    return;
                }
                language.load(this::next);
            } else if (detectors.of(id) != null) {
                detectors.of(id).choose(id);
                detectors.of(id).load(this::next);
            } else {
                models.load(this::next);
            }
            return;
        }
        over = true;
        done.done(failure);
    }

    private void stop() {
        if (over || at == 0) {
            return;
        }
        if (isLanguage(ids.get(at - 1))) {
            language.stop();
        } else if (detectors.of(ids.get(at - 1)) != null) {
            detectors.of(ids.get(at - 1)).stop();
        } else {
            models.stop();
        }
    }

    private boolean isLanguage(String id) {
        var entry = models.index() == null ? null : models.index().model(id);
        return entry != null && entry.role().equals("language");
    }
}
