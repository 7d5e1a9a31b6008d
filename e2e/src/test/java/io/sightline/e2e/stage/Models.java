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
    /** A model that has no map for pictures of one colour and for dark ones. */
    LIGHT,
    /** The real one's id with the right answer to the check, in half precision and in single. */
    HALF,
    /** The same, but what half precision answers is wrong. */
    HALF_WRONG,
    /** The same, but the half-precision file really computes in half precision. */
    HALF_TRUE,
    /** A model that answers every picture with the sample room's exact inverse depth. */
    ROOM,
    /** The product's own catalogue, with the demonstration language model in it. */
    WORDS,
    /** The demonstration language model with 48 MB more of weights, which nothing uses. */
    HEAVY_WORDS,
    /** The real Depth Anything V2 Small; the test is skipped where it cannot be had. */
    REAL,
    /** A detector that finds how red a picture is, and one whose file is wrong. */
    DETECTOR,
    /** The same, and a detector that takes what is pure blue for a face. */
    FACES,
    /** The real detectors that are here; the test is skipped where there is none. */
    REAL_DETECTORS
}
