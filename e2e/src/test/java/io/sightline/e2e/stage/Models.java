// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.stage;

/** The models that the server offers to a test. */
public enum Models {
    /** A model of two convolutions that we made: exact, quick, and 4 MB long. */
    TINY,
    /** The same model is in the catalogue, but its file is not there. */
    ABSENT,
    /** The test model under the real one's id: what it answers is not what is known of that. */
    IMPOSTOR,
    /** A model that answers every picture with the sample room's exact inverse depth. */
    ROOM,
    /** The product's own catalogue, with the demonstration language model in it. */
    WORDS,
    /** The real Depth Anything V2 Small; the test is skipped where it cannot be had. */
    REAL
}
