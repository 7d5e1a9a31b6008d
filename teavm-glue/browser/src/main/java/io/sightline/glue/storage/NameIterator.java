// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.storage;

import org.teavm.jso.JSObject;
import org.teavm.jso.JSProperty;
import org.teavm.jso.core.JSPromise;

/** An asynchronous iterator over names (ECMA-262). */
public interface NameIterator extends JSObject {
    /** The next step. */
    JSPromise<Step> next();

    /** A name, or the end. */
    interface Step extends JSObject {
        /** True at the end. */
        @JSProperty
        boolean isDone();

        /** The name. */
        @JSProperty
        String getValue();
    }
}
