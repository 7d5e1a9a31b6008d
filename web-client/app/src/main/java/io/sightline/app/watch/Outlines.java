// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.watch;

import io.sightline.core.zone.Sketch;
import java.util.List;

/** The outlines that are drawn in a {@link SketchView}, and what was done to them. */
interface Outlines {
    /** All of them, in their order. */
    List<Sketch> all();

    /** What one is called. */
    String name(int index);

    /** The one that is drawn at; -1 for none. */
    int chosen();

    /** Draws at another. */
    void choose(int index);

    /** Begins one, and draws at it. */
    void begin();

    /** What became of the one that is drawn at. */
    void put(Sketch next);

    /** Whether there is something to undo. */
    boolean undoable();

    /** Whether something was undone. */
    boolean redoable();

    /** Back by one. */
    void undo();

    /** Forth by one. */
    void redo();
}
