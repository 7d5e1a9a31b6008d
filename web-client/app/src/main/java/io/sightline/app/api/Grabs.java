// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.api;

import io.sightline.app.measure.FrameSource;
import io.sightline.core.image.ImageSize;
import io.sightline.glue.value.JsValues;
import java.util.LinkedHashMap;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSPromise;

/** Frames for the page's parts. */
final class Grabs {
    private Grabs() {}

    /** How a frame is had. */
    interface Way {
        void take(FrameSource source, FrameSource.Taker taker);
    }

    /** The newest frame, with its size; null when there is none. */
    static JSObject of(FrameSource source, Way way) {
        return new JSPromise<JSObject>(
                (resolve, reject) -> {
                    if (source == null) {
                        resolve.accept(null);
                        return;
                    }
                    way.take(
                            source,
                            new FrameSource.Taker() {
                                @Override
                                public void take(JSObject image, ImageSize size) {
                                    var map = new LinkedHashMap<String, Object>();
                                    map.put("image", image);
                                    map.put("width", size.width());
                                    map.put("height", size.height());
                                    resolve.accept(JsValues.toJs(map));
                                }

                                @Override
                                public void none() {
                                    resolve.accept(null);
                                }
                            });
                });
    }
}
