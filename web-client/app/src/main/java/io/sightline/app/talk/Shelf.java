// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.talk;

import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.image.ImageSize;
import io.sightline.core.message.LanguageCommand;
import io.sightline.core.talk.FrameRef;
import io.sightline.glue.async.Await;
import io.sightline.glue.canvas.ImageBitmap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The pictures that questions are about, by their keys, so that a further question can be asked,
 * also of a fresh worker. Bounded: those used longest ago make room.
 */
final class Shelf {
    /** 64 MB: fifty frames of a clip at 512 × 512, and then some. */
    private static final double MOST_BYTES = 64e6;

    private final Map<String, Slot> slots = new LinkedHashMap<>(16, 0.75f, true);
    private double bytes;

    /** A picture, and whether the worker was given a copy of it. */
    private static final class Slot {
        private final ImageBitmap bitmap;
        private final double bytes;
        private boolean told;

        Slot(ImageBitmap bitmap) {
            this.bitmap = bitmap;
            bytes = 4.0 * bitmap.getWidth() * bitmap.getHeight();
        }
    }

    /** Keeps a picture; it is the shelf's to close. */
    void put(String key, ImageBitmap bitmap) {
        drop(key);
        var slot = new Slot(bitmap);
        slots.put(key, slot);
        bytes += slot.bytes;
        var oldest = new ArrayList<>(slots.keySet());
        for (int i = 0; bytes > MOST_BYTES && i < oldest.size() - 1; ++i) {
            drop(oldest.get(i));
        }
    }

    /** True when it has this picture. */
    boolean has(String key) {
        return slots.containsKey(key);
    }

    /** The longest edge of a picture, pixels; 0 when it is not here. */
    int edge(String key) {
        var bitmap = get(key);
        return bitmap == null ? 0 : Math.max(bitmap.getWidth(), bitmap.getHeight());
    }

    /** The picture, still the shelf's, or null. */
    ImageBitmap get(String key) {
        var slot = slots.get(key);
        return slot == null ? null : slot.bitmap;
    }

    /**
     * Copies of these pictures for the worker, which closes them. Blocks.
     *
     * @param whole also of those that it was given before
     */
    List<LanguageCommand.Frame> copies(List<FrameRef> frames, boolean whole) {
        var list = new ArrayList<LanguageCommand.Frame>();
        try {
            for (var frame : frames) {
                var slot = slots.get(frame.key());
                if (slot == null) {
                    throw new SightlineException(ErrorCode.BAD_INPUT, "frames-gone");
                }
                var size = new ImageSize(slot.bitmap.getWidth(), slot.bitmap.getHeight());
                var copy = slot.told && !whole ? null : Await.await(ImageBitmap.of(slot.bitmap));
                list.add(new LanguageCommand.Frame(frame.key(), copy, size, frame.at()));
                slot.told = true;
            }
        } catch (RuntimeException e) {
            for (var frame : list) {
                if (frame.image() != null) {
                    ((ImageBitmap) frame.image()).close();
                }
            }
            throw e;
        }
        return list;
    }

    private void drop(String key) {
        var slot = slots.remove(key);
        if (slot != null) {
            bytes -= slot.bytes;
            slot.bitmap.close();
        }
    }
}
