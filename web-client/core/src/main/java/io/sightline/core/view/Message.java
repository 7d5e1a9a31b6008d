// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.view;

import java.util.Map;

/**
 * Something that the user is told, beside the work and never in its way.
 *
 * @param id unique on the page
 * @param kind how grave it is
 * @param key of the text, with its "error." or "notice." prefix
 * @param values placeholders of the text
 * @param topic what it is about; it goes away when that succeeds
 * @param retry what to offer
 * @param count how often it came
 */
public record Message(
        int id,
        Kind kind,
        String key,
        Map<String, Object> values,
        Topic topic,
        Retry retry,
        int count) {
    /** How grave. */
    public enum Kind {
        /** Something failed. */
        ERROR("error"),
        /** Something went on, but not as asked. */
        WARNING("warning"),
        /** Good to know. */
        NOTICE("notice");

        private final String id;

        Kind(String id) {
            this.id = id;
        }

        /** Its name in the page. */
        public String id() {
            return id;
        }
    }

    /** What it is about. */
    public enum Topic {
        /** The source of frames. */
        SOURCE,
        /** The model and the worker. */
        MODEL,
        /** A frame that could not be measured; the next one that can be mends it. */
        FRAME,
        /** The language model and its worker. */
        LANGUAGE,
        /** Distances. */
        METRES,
        /** A single action, such as an export. */
        ACTION
    }

    /** What the user may do at once. */
    public enum Retry {
        /** Nothing. */
        NONE,
        /** Load the model again. */
        LOAD,
        /** Load the language model again. */
        LANGUAGE,
        /** Measure the present frame again. */
        MEASURE,
        /** Open the same source again. */
        SOURCE,
        /** Ask the server for its models again. */
        INDEX,
        /** Fetch the part for words again. */
        TALK,
        /** Fetch the part for watching again. */
        WATCH,
        /** Keep a calibration that is doubted. */
        KEEP,
        /** Calibrate the open camera again. */
        CALIBRATE;

        /** What else the user may do at once, or NONE. */
        public Retry or() {
            return this == KEEP ? CALIBRATE : NONE;
        }
    }

    boolean says(Message other) {
        return kind == other.kind && key.equals(other.key) && values.equals(other.values);
    }

    Message as(int newId, int newCount) {
        return new Message(newId, kind, key, values, topic, retry, newCount);
    }
}
