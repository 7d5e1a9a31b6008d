// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.privacy;

import io.sightline.app.dom.Browser;
import io.sightline.app.dom.El;
import io.sightline.app.state.Store;
import io.sightline.app.text.Texts;
import io.sightline.core.view.AppState;
import io.sightline.core.view.ModelState.Phase;
import io.sightline.glue.dom.ServiceWorkers;

/**
 * Keeps the page's own files in the browser as soon as a model is kept there, so that the page
 * opens again without its server. Before that a copy would be of no use, and opening stays light.
 */
public final class OfflineCopy {
    private final Texts texts;
    private final El state = El.byId("privacy-offline");
    private boolean asked;

    /**
     * @param store of the page
     * @param texts for its state
     */
    public OfflineCopy(Store store, Texts texts) {
        this.texts = texts;
        if (ServiceWorkers.available()) {
            store.watch((now, before) -> changed(now));
        } else {
            state.text(texts.of("privacy.offline-never"));
        }
    }

    private void changed(AppState now) {
        boolean ready =
                now.model().phase() == Phase.READY || now.language().model().phase() == Phase.READY;
        if (!ready || asked) {
            return;
        }
        asked = true;
        ServiceWorkers.register(Browser.absolute("offline.js"))
                .then(
                        worker -> {
                            state.text(texts.of("privacy.offline-ready"));
                            return null;
                        },
                        failure -> {
                            state.text(texts.of("privacy.offline-never"));
                            return null;
                        });
    }
}
