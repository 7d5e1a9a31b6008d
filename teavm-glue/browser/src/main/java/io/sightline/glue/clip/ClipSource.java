// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.clip;

import org.teavm.jso.JSClass;
import org.teavm.jso.JSModule;
import org.teavm.jso.JSObject;
import org.teavm.jso.file.Blob;

/** Where a clip is read from (mediabunny, {@code BlobSource}). */
@JSClass(name = "BlobSource")
@JSModule("mediabunny")
final class ClipSource implements JSObject {
    ClipSource(Blob blob) {}
}
