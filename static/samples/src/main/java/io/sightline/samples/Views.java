// SPDX-License-Identifier: Apache-2.0
package io.sightline.samples;

/** The views of the room that are rendered, and what stands in them. */
final class Views {
    /** Metres between the figure's mesh points: facets stay below half a millimetre. */
    static final double FIGURE_CELL = 0.009;

    static final int PICTURE_SAMPLES = 40;
    static final int CLIP_STILL_SAMPLES = 48;
    static final double CLIP_FPS = 12;
    static final int CLIP_FRAMES = 51;

    /** Every how many frames of the clip the depth is kept. */
    static final int DEPTH_EVERY = 12;

    /** How far and how strongly the denoiser smooths. */
    static final int LEVELS = 6;

    static final double STRENGTH = 9;

    static final ToneCurve TONE = new ToneCurve(1.25);

    private Views() {}

    /** The still picture's camera. */
    static Camera picture() {
        return Camera.ofFieldOfView(960, 720, 66, new Vec3(2.62, 0.22, 1.42), 0.11, -0.10);
    }

    /** The figure in the still picture, in mid-step between shelf and table. */
    static Figure pictureFigure() {
        return new Figure(new Vec3(3.3, 3.35, 0), 2.5, 0.5);
    }

    /**
     * The clip's camera: wider, and lower in pitch, so that the walking figure stays in view from
     * head to foot.
     */
    static Camera clip() {
        return Camera.ofFieldOfView(480, 270, 72, new Vec3(2.55, 0.14, 1.48), 0.12, -0.16);
    }
}
